//! Findings as test results, for CI services that show test results.
//!
//! Takes what is shown; gives `JUnit` XML with a suite for each file and a case for each finding. A finding that fails the
//! run is a failure; the others are skipped cases with their message. Services identify a case by its file and its name.
//! The name is the rule and the fingerprint, because a message may change from day to day. There are no times.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::ci_escapes;
use crate::audit::Finding;
use crate::model::Word as _;
use crate::report::{Place, Shown};
use crate::text::control::visible;

pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    let mut files: BTreeMap<String, Vec<TestCase>> = BTreeMap::new();
    for finding in shown.findings() {
        let place = shown.report.place(finding);
        let case = case(shown, finding, &place);
        files.entry(place.path).or_default().push(case);
    }
    if files.is_empty() {
        let settings = shown.report.outer_path(&shown.report.config().path);
        files.insert(settings, vec![TestCase::new("no findings", TestCaseStatus::success())]);
    }
    let mut document = Document::new("handover");
    document.add_test_suites(files.into_iter().map(|(path, cases)| suite(&visible(&path), cases)));
    ci_escapes::xml(&document.to_string().expect("writing to memory cannot fail"))
}

fn suite(path: &str, cases: Vec<TestCase>) -> TestSuite {
    let mut suite = TestSuite::new(path);
    for mut case in cases {
        case.set_classname(class(path));
        suite.add_test_case(case);
    }
    suite
}

/// The path without its extension: Jenkins splits class names at dots, and would show every class as `md`.
fn class(path: &str) -> &str {
    path.rsplit_once('.').filter(|(_, extension)| !extension.contains('/')).map_or(path, |(stem, _)| stem)
}

fn case(shown: &Shown<'_, '_>, finding: &Finding, place: &Place) -> TestCase {
    let mut status = if shown.fails(finding) {
        TestCaseStatus::non_success(NonSuccessKind::Failure)
    } else {
        TestCaseStatus::skipped()
    };
    let said = shown.report.said(finding);
    let description = visible(&format!("{}:{}:{}: {said}", place.path, place.line, place.column));
    status.set_message(visible(&finding.message)).set_type(finding.severity.word()).set_description(description);
    let name = format!("{} {} [{}]", finding.code(), finding.name(), finding.fingerprint);
    let mut case = TestCase::new(visible(&name), status);
    case.extra.insert("file".into(), visible(&place.path).into());
    case.extra.insert("line".into(), place.line.to_string().into());
    case
}
