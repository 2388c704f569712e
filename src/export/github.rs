//! Annotations of a workflow run on GitHub, and the log below them.
//!
//! Takes what is shown; gives workflow commands, then the other findings as lines of the concise format, and the summary.
//! Every value passes [`data`] or [`property`], the escapes that GitHub documents for its commands.

use std::fmt::Write as _;

use super::concise;
use super::summary::summary;
use crate::audit::{Finding, Severity};
use crate::model::Word as _;
use crate::report::{Report, Shown};
use crate::text::control::visible;
use crate::text::words::count;

/// How many annotations of each level a step shows; GitHub drops the rest silently.
const MOST: usize = 10;

pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    let mut text = String::new();
    let mut rest: Vec<&Finding> = Vec::new();
    for severity in Severity::ALL {
        let found: Vec<&Finding> = shown.findings().filter(|finding| finding.severity == *severity).collect();
        let annotated = if found.len() > MOST { MOST - 1 } else { found.len() };
        let (first, more) = found.split_at(annotated);
        for finding in first {
            annotate(&mut text, shown.report, finding);
        }
        if !more.is_empty() {
            annotate_rest(&mut text, *severity, more.len());
            rest.extend(more);
        }
    }
    if !rest.is_empty() {
        let _ = writeln!(text, "::group::{}", count(rest.len(), "more finding", "more findings"));
        for finding in rest {
            let _ = writeln!(text, "{}", concise::line(shown.report, finding));
        }
        text.push_str("::endgroup::\n");
    }
    text.push_str(&summary(shown));
    text
}

fn annotate(text: &mut String, report: &Report<'_>, finding: &Finding) {
    let place = report.place(finding);
    let level = level(finding.severity);
    let _ = write!(
        text,
        "::{level} file={},line={},endLine={}",
        property(&visible(&place.path)),
        place.line,
        place.end_line
    );
    // GitHub takes columns only if start and end are on the same line.
    if place.line == place.end_line {
        let _ = write!(text, ",col={},endColumn={}", place.column, place.end_column);
    }
    let title = property(&format!("{} {}", finding.code(), finding.name()));
    let message = data(&visible(&format!("{}\nhelp: {}", finding.message, finding.help)));
    let _ = writeln!(text, ",title={title}::{message}");
}

fn annotate_rest(text: &mut String, severity: Severity, more: usize) {
    let level = level(severity);
    let what = match severity {
        Severity::Error => count(more, "more error", "more errors"),
        Severity::Warning => count(more, "more warning", "more warnings"),
        Severity::Info => count(more, "more info", "more infos"),
    };
    let _ = writeln!(text, "::{level} title={what}::{what}, listed in the log of this step");
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// The text after a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
