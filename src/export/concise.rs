//! One line a finding, for editors and `grep`.
//!
//! Takes what is shown; gives `path:line:column: severity[RULE]: message` and the summary of the text format.

use std::fmt::Write as _;

use super::summary::summary;
use crate::audit::Finding;
use crate::report::{Place, Report, Shown};
use crate::text::control::visible;

pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    let mut text = String::new();
    for finding in shown.findings() {
        let _ = writeln!(text, "{}", line(shown.report, finding));
    }
    text.push_str(&summary(shown));
    text
}

/// A finding in one line; line breaks are spelled out.
pub(super) fn line(report: &Report<'_>, finding: &Finding) -> String {
    let Place { path, line, column, .. } = report.place(finding);
    visible(&format!("{path}:{line}:{column}: {}[{}]: {}", finding.severity, finding.code(), finding.message))
        .replace('\n', "\\u{a}")
}
