//! Files that could not be read, and notes with values that cannot be used.

use schemars::JsonSchema;
use serde::Serialize;

use super::note::{FindingView, ShownOn, finding_view};
use super::paging::{ListPage, paging};
use super::{Page, Ref, SiteModel, View};
use crate::site::model::ProblemFile;
use crate::text::words::{agree, count};

/// The view of `problems.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ProblemsView {
    intro: Vec<String>,
    /// Files that gave no note.
    unreadable: Vec<FileView>,
    /// Notes that have a page, and site.toml.
    broken: Vec<FileView>,
    /// The pages of the list; empty where there is only one.
    pages: Vec<ListPage>,
    /// Which of them this is, from 1.
    number: usize,
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
    fn title(&self) -> String {
        if self.number == 1 {
            "Problems in notes".to_owned()
        } else {
            format!("Problems in notes, page {}", self.number)
        }
    }
}

/// A page lists at most this many files.
const MOST: usize = 100;

/// How many pages the files with problems take.
pub(crate) fn problem_pages(model: &SiteModel<'_>) -> usize {
    model.problems.len().div_ceil(MOST).max(1)
}

/// One of the pages of problems, from 0.
pub(crate) fn problems(model: &SiteModel<'_>, at: usize) -> ProblemsView {
    let report = model.report;
    let links = model.links(&Page::Problems(at));
    let files = &model.problems;
    let unreadable = files.iter().filter(|(path, _)| report.notes().is_unreadable(path)).count();
    let broken = files.len() - unreadable;
    let view = |(path, findings): &ProblemFile<'_>| FileView {
        path: report.outer_path(path),
        note: findings[0].note().map(|at| links.note(at)),
        findings: findings.iter().map(|finding| finding_view(report, &links, finding, ShownOn::OtherPage)).collect(),
    };
    let here = files.iter().skip(at * MOST).take(MOST);
    let (missing, present): (Vec<_>, Vec<_>) = here.partition(|(path, _)| report.notes().is_unreadable(path));
    let mut intro = vec![match unreadable {
        0 => "All files in the content folder could be read.".to_owned(),
        files => format!(
            "{} in the content folder could not be read. This report contains nothing from {}.",
            count(files, "file", "files"),
            agree(files, "it", "them")
        ),
    }];
    if broken > 0 {
        intro.push(format!("{} values that cannot be used.", count(broken, "file has", "files have")));
    }
    ProblemsView {
        intro,
        unreadable: missing.into_iter().map(view).collect(),
        broken: present.into_iter().map(view).collect(),
        pages: paging(&links, problem_pages(model), at, Page::Problems),
        number: at + 1,
    }
}
