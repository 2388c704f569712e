//! A note as one row of data, the same for JSON and for spreadsheets.
//!
//! Takes a report and the place of a note; gives what the audit takes the note to say.

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{Spelled, rounded};
use crate::audit::Fact;
use crate::model::{Cadence, Status, Work, page_path};
use crate::report::Report;

/// A note, with its facts as the audit sees them.
#[derive(Serialize, JsonSchema)]
pub(super) struct Task<'r> {
    /// Its path below the content folder, without the extension.
    pub(super) id: &'r str,
    pub(super) title: &'r str,
    /// From the git root, or the site's root where there is none; findings name it the same way.
    pub(super) path: String,
    /// Its page below the root of the site.
    pub(super) page: String,
    /// The id of the one accountable; null where nobody is, or a system, which cannot be.
    pub(super) owner: Option<&'r str>,
    /// The id of who does it, where that is somebody else.
    pub(super) delegate: Option<&'r str>,
    pub(super) status: Spelled<Status>,
    pub(super) work: Option<Spelled<Work>>,
    pub(super) area: Option<&'r str>,
    pub(super) cadence: Option<Spelled<Cadence>>,
    /// Hours a week of whoever does it; null where nobody has measured them.
    pub(super) hours: Option<f64>,
    /// Which of `work`, `area`, `cadence` and `hours` rest on words of the note instead of its keys.
    pub(super) inferred: Vec<&'static str>,
    /// The id of the anchor it serves.
    pub(super) anchor: Option<&'r str>,
}

impl<'r> Task<'r> {
    pub(super) fn new(report: &'r Report<'_>, at: usize) -> Self {
        let case = report.case(at);
        let note = case.note;
        let is_cadence_inferred = case.cadence.as_ref().is_some_and(Fact::is_inferred);
        let inferred = [
            ("work", case.work.as_ref().is_some_and(Fact::is_inferred)),
            ("area", case.area.as_ref().is_some_and(Fact::is_inferred)),
            ("cadence", is_cadence_inferred),
            // The length of one time is declared; how often that is may not be.
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
