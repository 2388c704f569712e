//! Files that could not be read and notes that are broken, so that nothing is silently missing; and the page that
//! is not there.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::note::{FindingView, Title, finding_view};
use super::{Book, Page, Ref, View};
use crate::audit::Finding;
use crate::words::count;

/// The view of `problems.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ProblemsView {
    lede: Vec<String>,
    /// Files that gave no note.
    unreadable: Vec<FileView>,
    /// Notes that have a page, and site.toml.
    broken: Vec<FileView>,
    /// How many files with problems are not listed.
    more: usize,
}

#[derive(Debug, JsonSchema, Serialize)]
struct FileView {
    /// Below the git root.
    path: String,
    /// Its page, if it has one.
    note: Option<Ref>,
    findings: Vec<FindingView>,
}

impl View for ProblemsView {
    const TEMPLATE: &'static str = "problems.html";

    fn title(&self) -> String {
        "Problems in notes".to_owned()
    }
}

const MOST: usize = 500;

pub(crate) fn problems(book: &Book<'_>) -> ProblemsView {
    let report = book.report;
    let links = book.links(&Page::Problems);
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    let broken = |finding: &&Finding| finding.rule.family() == 'C' && finding.accepted.is_none();
    for finding in report.audit.findings.iter().filter(broken) {
        if let Some(location) = &finding.location {
            files.entry(&location.path).or_default().push(finding);
        }
    }
    let (unreadable, broken): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(path, _)| report.notes().unreadable.iter().any(|file| file.path == *path));
    let view = |(path, findings): (&str, Vec<&Finding>)| FileView {
        path: report.outer_path(path),
        note: findings[0].note().map(|at| links.note(at)),
        findings: findings.iter().map(|finding| finding_view(report, &links, finding, Title::Away)).collect(),
    };
    let mut lede = vec![match unreadable.len() {
        0 => "Every file below the content folder could be read.".to_owned(),
        files => format!(
            "{} below the content folder could not be read, and nothing of what they say is in this report.",
            count(files, "file", "files")
        ),
    }];
    if !broken.is_empty() {
        lede.push(format!("{} something that cannot be used as it is.", count(broken.len(), "file says", "files say")));
    }
    ProblemsView {
        lede,
        more: broken.len().saturating_sub(MOST),
        unreadable: unreadable.into_iter().map(view).collect(),
        broken: broken.into_iter().take(MOST).map(view).collect(),
    }
}

/// The view of `404.html`, which loads nothing, for nobody knows how deep it is shown.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct NotFoundView {}

impl View for NotFoundView {
    const TEMPLATE: &'static str = "404.html";

    fn title(&self) -> String {
        "There is no such page".to_owned()
    }
}

pub(crate) fn not_found() -> NotFoundView {
    NotFoundView {}
}
