//! Lists of notes, in pages of at most 500 rows; live notes come first.

use schemars::JsonSchema;
use serde::Serialize;

use super::paging::{ListPage, paging};
use super::{Page, Ref, SiteModel, View};
use crate::model::{Cadence, Status, Word};
use crate::report::Counts;
use crate::site::lists::{ROWS, Scope, page_count};
use crate::text::words::{count, decimal};

/// The view of `notes/index.html` and its further pages, and of lists of some of the notes.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct NotesView {
    /// Which notes these are.
    title: String,
    intro: String,
    rows: Vec<NoteRow>,
    /// The words of two columns in sort order: live first, and most frequent first.
    statuses: Vec<&'static str>,
    cadences: Vec<&'static str>,
    /// The pages of the list; empty where there is only one.
    pages: Vec<ListPage>,
    /// Which of them this is, from 1.
    number: usize,
}

#[derive(Debug, JsonSchema, Serialize)]
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
    infos: usize,
}

impl View for NotesView {
    fn title(&self) -> String {
        if self.number == 1 { self.title.clone() } else { format!("{}, page {}", self.title, self.number) }
    }
}

/// One of the pages of the notes in `scope`.
pub(crate) fn notes(model: &SiteModel<'_>, scope: &Scope, at: usize) -> NotesView {
    let report = model.report;
    let links = model.links(&Page::Notes(scope.clone(), at));
    let all = model.lists.notes(scope);
    let rows = all.iter().skip(at * ROWS).take(ROWS).map(|note| {
        let case = report.case(*note);
        let counts = Counts::of(report.of_note(*note));
        // A question mark tells inferred facts from declared ones.
        let marked = |word: &str, words: &[String]| if words.is_empty() { word.to_owned() } else { format!("{word}?") };
        NoteRow {
            note: links.note(*note),
            owner: case.owner().map(|owner| links.person(owner)),
            delegate: case.note.delegate.as_ref().map(|delegate| links.person(delegate)),
            status: case.note.status.word(),
            work: case.work.as_ref().map(|work| marked(work.value.word(), work.words())),
            area: case.area.as_ref().map(|area| marked(area.value.word(), area.words())),
            cadence: case.cadence.as_ref().map(|cadence| marked(cadence.value.word(), cadence.words())),
            hours: case.hours().map(decimal),
            errors: counts.errors,
            warnings: counts.warnings,
            infos: counts.infos,
        }
    });
    let rows: Vec<NoteRow> = rows.collect();
    let live = model.lists.live_count(scope);
    NotesView {
        title: scope.title(report),
        intro: format!("{}, {live} of them live. Live notes come first.", count(all.len(), "note", "notes")),
        rows,
        statuses: words_by(|status: Status| (!status.is_live(), status)),
        cadences: words_by(|cadence: Cadence| (cadence == Cadence::Once, cadence)),
        pages: paging(&links, page_count(all.len()), at, |at| Page::Notes(scope.clone(), at)),
        number: at + 1,
    }
}

fn words_by<W: Word, K: Ord>(key: impl Fn(W) -> K) -> Vec<&'static str> {
    let mut all = W::ALL.to_vec();
    all.sort_by_key(|word| key(*word));
    all.into_iter().map(Word::word).collect()
}
