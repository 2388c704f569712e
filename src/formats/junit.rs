//! Findings as test results, for CI services that show these.
//!
//! Takes what is shown; gives the XML of `JUnit` with a suite for each file and a case for each finding. What fails the
//! run is a failure; the rest is skipped, with what it says. Services follow a case by the name of its file and its own,
//! so no two of a file share theirs. Nobody has measured how long a finding takes: there are no times in it.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::commands;
use crate::audit::Finding;
use crate::notes::Word as _;
use crate::report::{Place, Shown};
use crate::words::visible;

pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    let mut files: BTreeMap<String, Vec<TestCase>> = BTreeMap::new();
    let mut times: BTreeMap<(String, String), usize> = BTreeMap::new();
    for finding in shown.findings() {
        let place = shown.report.place(finding);
        let name = visible(&format!("{} {}: {}", finding.code, finding.name, finding.message));
        let seen = times.entry((place.path.clone(), name.clone())).or_default();
        *seen += 1;
        let name = if *seen == 1 { name } else { format!("{name} ({seen})") };
        let case = case(name, shown, finding, &place);
        files.entry(place.path).or_default().push(case);
    }
    if files.is_empty() {
        let settings = shown.report.outer_path(&shown.report.config().path);
        files.insert(settings, vec![TestCase::new("no findings", TestCaseStatus::success())]);
    }
    let mut document = Document::new("handover");
    for (path, cases) in files {
        let path = visible(&path);
        let mut suite = TestSuite::new(&path);
        for mut case in cases {
            case.set_classname(&path);
            suite.add_test_case(case);
        }
        document.add_test_suite(suite);
    }
    commands::xml(&document.to_string().expect("writing to memory cannot fail"))
}

fn case(name: String, shown: &Shown<'_, '_>, finding: &Finding, place: &Place) -> TestCase {
    let mut status = if shown.fails(finding) {
        TestCaseStatus::non_success(NonSuccessKind::Failure)
    } else {
        TestCaseStatus::skipped()
    };
    let message = visible(&finding.message);
    let said = shown.report.said(finding);
    let description = visible(&format!("{}:{}:{}: {said}", place.path, place.line, place.column));
    status.set_message(message).set_type(finding.severity.word()).set_description(description);
    let mut case = TestCase::new(name, status);
    case.extra.insert("file".into(), visible(&place.path).into());
    case.extra.insert("line".into(), place.line.to_string().into());
    case
}
