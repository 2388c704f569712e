//! Findings for people at a terminal: the note's own lines with the key underlined, and what to do.
//!
//! Takes a report; gives text with ANSI styles, which the stream drops where nobody wants them.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::summary::summary;
use crate::audit::{Finding, Severity};
use crate::notes::{Location, Problem};
use crate::report::{Report, Shown};
use crate::words::{hours, inert_lines, quoted, visible};

pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    for finding in shown.findings() {
        let _ = writeln!(text, "{}\n", renderer.render(&groups(shown.report, finding)));
    }
    text.push_str(&summary(shown));
    text
}

/// What is wrong with site.toml, all at once.
pub(crate) fn config_problems(source: &str, problems: &[Problem]) -> String {
    let renderer = Renderer::styled();
    problems.iter().fold(String::new(), |mut text, problem| {
        let title = Level::ERROR.primary_title(visible(&problem.message));
        let group = title
            .element(snippet(&problem.location, source, visible(&problem.location.path)))
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
    if let Some(address) = report.config().rule_address(&finding.code) {
        title = title.id_url(address);
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

fn snippet<'s>(location: &Location, source: &str, path: String) -> Snippet<'s, annotate_snippets::Annotation<'s>> {
    // Whole lines around the span: the rest of a long note need not be looked at again for each finding.
    let span = location.span;
    let from = source.floor_char_boundary(span.start);
    let to = source.floor_char_boundary(span.end).max(from);
    let start = source[..from].rfind('\n').map_or(0, |at| at + 1);
    let end = source[to..].find('\n').map_or(source.len(), |at| to + at);
    let (lines, span) = inert_lines(&source[start..end], from - start..to - start);
    Snippet::source(lines).line_start(location.line).path(path).annotation(AnnotationKind::Primary.span(span))
}
