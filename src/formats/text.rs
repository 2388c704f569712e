//! Findings for people at a terminal: the note's own lines with the key underlined, and what to do.
//!
//! Takes a report; gives text with ANSI styles, which the stream drops where nobody wants them.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::audit::{CATALOGUE, Finding, Setting, Severity, setting};
use crate::notes::{Location, Problem};
use crate::report::{Counts, Report, Selection};
use crate::words::{count, hours, list, percent, quoted, visible};

pub(super) fn render(report: &Report<'_>, selection: &Selection, mildest: Severity) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    let is_shown = |finding: &&Finding| finding.accepted.is_none() && finding.severity >= mildest;
    for finding in report.selected(selection).filter(is_shown) {
        let _ = writeln!(text, "{}\n", renderer.render(&groups(report, finding)));
    }
    text.push_str(&summary(report, selection, mildest));
    text
}

/// What is wrong with site.toml, all at once.
pub(crate) fn config_problems(source: &str, problems: &[Problem]) -> String {
    let renderer = Renderer::styled();
    problems.iter().fold(String::new(), |mut text, problem| {
        let title = Level::ERROR.primary_title(visible(&problem.message));
        let group = title
            .element(snippet(&problem.location, source, problem.location.path.clone()))
            .element(Level::HELP.message(visible(&problem.help)));
        let _ = writeln!(text, "{}\n", renderer.render(&[group]));
        text
    })
}

fn groups<'f>(report: &'f Report<'_>, finding: &'f Finding) -> [Group<'f>; 1] {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut title = level.primary_title(visible(&finding.message)).id(&finding.code);
    if let Some(base) = &report.config().base_url {
        title = title.id_url(base.join(&format!("rules/{}.html", finding.code)));
    }
    let mut group = Group::with_title(title);
    if let Some(location) = &finding.location {
        let path = visible(&report.outer_path(&location.path));
        group = match report.source(&location.path) {
            Some(source) => group.element(snippet(location, source, path)),
            None => group.element(Origin::path(path)),
        };
    }
    if !finding.inferred.is_empty() {
        let words = visible(&quoted(&finding.inferred));
        group = group.element(Level::NOTE.message(match finding.rule.id {
            "N-ID" => format!("recognised by {words}"),
            _ => format!("understood from {words}; what the note declares would be stronger"),
        }));
    }
    if let Some(at_stake) = finding.hours {
        group = group.element(Level::NOTE.message(format!("at stake: {} a week", hours(at_stake))));
    }
    [group.element(Level::HELP.message(visible(&finding.help)))]
}

fn snippet<'s>(location: &Location, source: &'s str, path: String) -> Snippet<'s, annotate_snippets::Annotation<'s>> {
    // Whole lines around the span: the rest of a long note need not be looked at again for each finding.
    let span = location.span;
    let from = source.floor_char_boundary(span.start);
    let to = source.floor_char_boundary(span.end).max(from);
    let start = source[..from].rfind('\n').map_or(0, |at| at + 1);
    let end = source[to..].find('\n').map_or(source.len(), |at| to + at);
    Snippet::source(&source[start..end])
        .line_start(location.line)
        .path(path)
        .annotation(AnnotationKind::Primary.span(from - start..to - start))
}

/// "2 errors, 5 warnings and 12 notes …": one line that says how it stands.
fn summary(report: &Report<'_>, selection: &Selection, mildest: Severity) -> String {
    let counts = Counts::of(report.selected(selection));
    let figures = &report.audit.figures;
    let mut text = format!(
        "{}, {}, {}",
        count(counts.errors, "error", "errors"),
        count(counts.warnings, "warning", "warnings"),
        count(counts.notes, "note", "notes")
    );
    let hidden = counts.at_least(Severity::Note) - counts.at_least(mildest);
    if hidden > 0 {
        let _ = write!(text, " ({hidden} not shown: --min-severity note)");
    }
    if counts.accepted > 0 {
        let _ = write!(text, ", {} accepted", counts.accepted);
    }
    let _ = write!(text, " in {}", count(report.notes().len(), "task note", "task notes"));
    let reclaimable = &figures.reclaimable;
    if reclaimable.hours <= 0.0 && reclaimable.unmeasured > 0 {
        let _ = write!(text, "; {} to let go of, none with hours", count(reclaimable.unmeasured, "part", "parts"));
    } else if !reclaimable.is_empty() {
        let unmeasured = match reclaimable.unmeasured {
            0 => String::new(),
            number => format!(" and {} without hours", count(number, "part", "parts")),
        };
        let _ = write!(text, "; up to {} a week to let go of{unmeasured}", hours(reclaimable.hours));
    }
    if let (Some(score), Some(coverage)) = (figures.score(), figures.coverage.share()) {
        let _ = write!(text, "; score {score:.0} of 100, resting on {} of the facts", percent(coverage));
    }
    text.push('\n');
    if figures.score().is_none() && !report.notes().is_empty() {
        let _ = writeln!(text, "{}", report.score_instead());
    }
    text.push_str(&caveats(report));
    text
}

/// What the counts leave unsaid.
fn caveats(report: &Report<'_>) -> String {
    let config = report.config();
    let off: Vec<&str> =
        CATALOGUE.iter().filter(|rule| setting(config, rule, None) == Setting::Off).map(|rule| rule.id).collect();
    let mut text = String::new();
    if !off.is_empty() {
        let _ = writeln!(text, "turned off in site.toml: {}", list(&off));
    }
    if !config.people.is_empty() && config.leaders().next().is_none() {
        text.push_str(
            "nobody in [people] has role = \"leader\", so most rules of family N have nobody to speak about\n",
        );
    }
    text
}
