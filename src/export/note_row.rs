//! A note as one row of data, the same in JSON and in spreadsheets.
//!
//! Takes a report and the index of a note; gives its facts, declared or inferred.

use schemars::JsonSchema;
use serde::Serialize;

use super::values::{Spelled, rounded};
use crate::audit::Fact;
use crate::model::{Cadence, Status, Work, page_path};
use crate::report::Report;

/// A note, with its facts as the audit sees them.
#[derive(Serialize, JsonSchema)]
pub(super) struct NoteRow<'r> {
    /// Its path below the content folder, without the extension.
    pub(super) id: &'r str,
    pub(super) title: &'r str,
    /// From the git root, or from the site's root if there is no git repository, as in findings.
    pub(super) path: String,
    /// Its page below the root of the site.
    pub(super) page: String,
    /// The id of the accountable person; null if there is none, or if the owner is a system, which cannot be accountable.
    pub(super) owner: Option<&'r str>,
    /// The id of the person who does the work, if not the owner.
    pub(super) delegate: Option<&'r str>,
    pub(super) status: Spelled<Status>,
    pub(super) work: Option<Spelled<Work>>,
    pub(super) area: Option<&'r str>,
    pub(super) cadence: Option<Spelled<Cadence>>,
    /// Hours a week of the person who does it; null if the note has none.
    pub(super) hours: Option<f64>,
    /// Which of `work`, `area`, `cadence` and `hours` are inferred from words of the note, not declared.
    pub(super) inferred: Vec<&'static str>,
    /// The id of its anchor.
    pub(super) anchor: Option<&'r str>,
}

impl<'r> NoteRow<'r> {
    pub(super) fn new(report: &'r Report<'_>, at: usize) -> Self {
        let case = report.case(at);
        let note = case.note;
        let is_cadence_inferred = case.cadence.as_ref().is_some_and(Fact::is_inferred);
        let inferred = [
            ("work", case.work.as_ref().is_some_and(Fact::is_inferred)),
            ("area", case.area.as_ref().is_some_and(Fact::is_inferred)),
            ("cadence", is_cadence_inferred),
            // `each` is declared, but the cadence that turns it into hours a week may be inferred.
            ("hours", is_cadence_inferred && note.hours.is_none() && case.hours().is_some()),
        ];
        Self {
            id: &note.id,
            title: &note.title,
            path: report.outer_path(&note.path),
            page: page_path(&note.id),
            owner: case.owner(),
            delegate: note.delegate.as_ref().map(|delegate| delegate.as_str()),
            status: Spelled(note.status),
            work: case.work.as_ref().map(|work| Spelled(work.value)),
            area: case.area.as_ref().map(|area| area.value.word()),
            cadence: case.cadence.as_ref().map(|cadence| Spelled(cadence.value)),
            hours: case.hours().map(rounded),
            inferred: inferred.into_iter().filter(|(_, is_inferred)| *is_inferred).map(|(name, _)| name).collect(),
            anchor: note.anchor.as_ref().map(|anchor| anchor.as_str()),
        }
    }
}
