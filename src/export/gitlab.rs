//! Findings for GitLab's Code Quality, in merge requests and pipelines.
//!
//! Takes what is shown; gives an array of issues as GitLab documents them. By their fingerprints, GitLab knows
//! which issues are new on a branch; they stay the same when lines move.

use serde::Serialize;

use super::ci_escapes;
use crate::audit::{Finding, Severity};
use crate::report::{Report, Shown};
use crate::text::control::visible;

#[derive(Serialize)]
struct Issue<'f> {
    description: String,
    check_name: &'f str,
    fingerprint: &'f str,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    /// From the git root.
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    /// Counted from 1.
    begin: usize,
}

pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    let issues: Vec<Issue<'_>> = shown.findings().map(|finding| issue(shown.report, finding)).collect();
    ci_escapes::json(&issues)
}

fn issue<'f>(report: &Report<'_>, finding: &'f Finding) -> Issue<'f> {
    let place = report.place(finding);
    Issue {
        description: visible(&report.said(finding)),
        check_name: finding.code(),
        fingerprint: &finding.fingerprint,
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location { path: place.path, lines: Lines { begin: place.line } },
    }
}
