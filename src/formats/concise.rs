//! One line a finding, as editors and `grep` like them.
//!
//! Takes what is shown; gives `path:line:column: severity[RULE]: message` and the summary of the text format.

use std::fmt::Write as _;

use super::summary::summary;
use crate::report::Shown;
use crate::words::visible;

pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    let mut text = String::new();
    for finding in shown.findings() {
        let place = shown.report.place(finding);
        let (path, message) = (visible(&place.path), visible(&finding.message));
        let (severity, code) = (finding.severity, &finding.code);
        let _ = writeln!(text, "{path}:{}:{}: {severity}[{code}]: {message}", place.line, place.column);
    }
    text.push_str(&summary(shown));
    text
}
