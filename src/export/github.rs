//! Annotations of a workflow run on GitHub, and the log below them.
//!
//! Takes what is shown; gives workflow commands, then what did not become an annotation as lines of the concise format,
//! and the summary. Every value passes [`data`] or [`property`], the escapes GitHub documents for its commands.

use std::fmt::Write as _;

use super::concise;
use super::summary::summary;
use crate::audit::{Finding, Severity};
use crate::model::Word as _;
use crate::report::{Report, Shown};
use crate::text::words::{count, visible};

/// A step shows so many annotations of each level, and leaves out the rest without a word.
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
            say_there_is_more(&mut text, *severity, more.len());
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
    // GitHub wants columns for what lies in one line, and refuses them for anything else.
    if place.line == place.end_line {
        let _ = write!(text, ",col={},endColumn={}", place.column, place.end_column);
    }
    let title = property(&format!("{} {}", finding.code(), finding.name()));
    let message = data(&visible(&format!("{}\nhelp: {}", finding.message, finding.help)));
    let _ = writeln!(text, ",title={title}::{message}");
}

fn say_there_is_more(text: &mut String, severity: Severity, more: usize) {
    let level = level(severity);
    let what = count(more, &format!("more {severity}"), &format!("more {severity}s"));
    let _ = writeln!(text, "::{level} title={what}::and {what}: the log of this step names all of them");
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// What stands behind a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
