//! Findings for people at a terminal: the lines of the note with the key underlined, and the fix.
//!
//! Takes a report; gives text with ANSI styles. The output stream removes them where there is no colour.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::summary::summary;
use crate::audit::{Finding, RuleRef, Severity};
use crate::model::{Location, Problem, Span};
use crate::report::{Report, Shown};
use crate::text::control::{inert_lines, visible};
use crate::text::words::{hours, quoted};

pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    for finding in shown.findings() {
        let _ = writeln!(text, "{}\n", renderer.render(&groups(shown.report, finding)));
    }
    text.push_str(&summary(shown));
    text
}

/// All problems of site.toml.
pub(crate) fn config_problems(source: &str, problems: &[Problem]) -> String {
    let renderer = Renderer::styled();
    problems.iter().fold(String::new(), |mut text, problem| {
        let title = Level::ERROR.primary_title(visible(&problem.message));
        let (location, path) = (&problem.location, visible(&problem.location.path));
        let group = match lines_around(location.span, source) {
            Some(lines) => title.element(snippet(location, source, lines, path)),
            None => title.element(Origin::path(path).line(location.line).char_column(location.column)),
        };
        let group = group.element(Level::HELP.message(visible(&problem.help)));
        let _ = writeln!(text, "{}\n", renderer.render(&[group]));
        text
    })
}

fn groups<'f>(report: &'f Report<'_>, finding: &'f Finding) -> [Group<'f>; 1] {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut title = level.primary_title(visible(&finding.message)).id(finding.code());
    if let Some(address) = report.config().rule_address(finding.code()) {
        title = title.id_url(address);
    }
    let mut group = Group::with_title(title);
    if let Some(location) = &finding.location {
        let path = visible(&report.outer_path(&location.path));
        group = match report.source(&location.path) {
            Some(source) => match lines_around(location.span, source) {
                Some(lines) => group.element(snippet(location, source, lines, path)),
                None => group.element(Origin::path(path).line(location.line).char_column(location.column)),
            },
            None => group.element(Origin::path(path)),
        };
    }
    if !finding.inferred.is_empty() {
        let words = visible(&quoted(&finding.inferred));
        group = group.element(Level::INFO.message(match finding.rule {
            RuleRef::OwnLine(_) => format!("recognised by {words}"),
            RuleRef::BuiltIn(_) => format!("inferred from {words}; set the key in the note to confirm or correct this"),
        }));
    }
    if let Some(at_stake) = finding.hours {
        group = group.element(Level::INFO.message(format!("at stake: {} a week", hours(at_stake))));
    }
    [group.element(Level::HELP.message(visible(&finding.help)))]
}

/// The range of whole lines around `span`, so that a long note is not scanned for each finding. None if they are longer
/// than 1,000 bytes: many findings may be on one such line.
fn lines_around(span: Span, source: &str) -> Option<Range<usize>> {
    const LONGEST: usize = 1000;
    let from = source.floor_char_boundary(span.start);
    let to = source.floor_char_boundary(span.end).max(from);
    let (first, last) = (from.saturating_sub(LONGEST), source.len().min(to + LONGEST));
    let bytes = source.as_bytes();
    let start = bytes[first..from].iter().rposition(|byte| *byte == b'\n').map(|at| first + at + 1);
    let end = bytes[to..last].iter().position(|byte| *byte == b'\n').map(|at| to + at);
    let start = start.or((first == 0).then_some(0))?;
    let end = end.or((last == source.len()).then_some(last))?;
    (end - start <= LONGEST).then_some(start..end)
}

fn snippet<'s>(
    location: &Location,
    source: &str,
    lines: Range<usize>,
    path: String,
) -> Snippet<'s, annotate_snippets::Annotation<'s>> {
    let from = source.floor_char_boundary(location.span.start);
    let to = source.floor_char_boundary(location.span.end).max(from);
    let (start, source) = (lines.start, &source[lines]);
    let (lines, span) = inert_lines(source, from - start..to - start);
    Snippet::source(lines).line_start(location.line).path(path).annotation(AnnotationKind::Primary.span(span))
}
