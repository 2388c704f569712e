//! The list of all notes, in pages of at most 500 rows, live ones first.

use serde::Serialize;

use super::{Book, Page, ROWS, Ref, View};
use crate::notes::{Cadence, Status, Word};
use crate::report::Counts;
use crate::words::{count, decimal};

/// The view of `notes/index.html` and its further pages.
#[derive(Debug, Serialize)]
pub(crate) struct NotesView {
    lede: String,
    rows: Vec<NoteRow>,
    /// The words of two columns in the order they sort by: live first, and the most frequent first.
    statuses: Vec<&'static str>,
    cadences: Vec<&'static str>,
    /// The pages of the list; empty where there is only one.
    pages: Vec<ListPage>,
    /// Which of them this is, from 1.
    number: usize,
}

#[derive(Debug, Serialize)]
struct ListPage {
    link: Ref,
    is_here: bool,
}

#[derive(Debug, Serialize)]
struct NoteRow {
    note: Ref,
    owner: Option<Ref>,
    /// Who does it, where that is somebody else.
    delegate: Option<Ref>,
    status: &'static str,
    work: Option<String>,
    area: Option<String>,
    cadence: Option<String>,
    hours: Option<String>,
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl View for NotesView {
    const TEMPLATE: &'static str = "notes.html";

    fn title(&self) -> String {
        if self.number == 1 { "Notes".to_owned() } else { format!("Notes, page {}", self.number) }
    }
}

pub(crate) fn notes(book: &Book<'_>, at: usize) -> NotesView {
    let report = book.report;
    let links = book.links(&Page::Notes(at));
    let all = &book.listed;
    let rows = all.iter().skip(at * ROWS).take(ROWS).map(|note| {
        let case = report.case(*note);
        let counts = Counts::of(report.of_note(*note));
        // A fact understood from words carries a mark, so that nobody takes it for declared.
        let marked = |word: &str, seen: &[String]| if seen.is_empty() { word.to_owned() } else { format!("{word}?") };
        NoteRow {
            note: links.note(*note),
            owner: case.owner().map(|owner| links.person(owner)),
            delegate: case.note.delegate.as_ref().map(|delegate| links.person(delegate)),
            status: case.note.status.word(),
            work: case.work.as_ref().map(|work| marked(work.value.word(), &work.seen)),
            area: case.area.as_ref().map(|area| marked(area.value.word(), &area.seen)),
            cadence: case.cadence.as_ref().map(|cadence| marked(cadence.value.word(), &cadence.seen)),
            hours: case.hours().map(decimal),
            errors: counts.errors,
            warnings: counts.warnings,
            notes: counts.notes,
        }
    });
    let rows: Vec<NoteRow> = rows.collect();
    let live = report.notes().live_count();
    let pages = all.len().div_ceil(ROWS);
    NotesView {
        lede: format!("{}, {live} of them live; live ones come first.", count(all.len(), "note", "notes")),
        rows,
        statuses: words_by(|status: Status| (!status.is_live(), status)),
        cadences: words_by(|cadence: Cadence| (cadence == Cadence::Once, cadence)),
        pages: (0..pages)
            .filter(|_| pages > 1)
            .map(|page| ListPage { link: links.to(&Page::Notes(page), (page + 1).to_string()), is_here: page == at })
            .collect(),
        number: at + 1,
    }
}

fn words_by<W: Word, K: Ord>(key: impl Fn(W) -> K) -> Vec<&'static str> {
    let mut all = W::ALL.to_vec();
    all.sort_by_key(|word| key(*word));
    all.into_iter().map(Word::word).collect()
}
