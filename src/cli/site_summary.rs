//! The line that says what a site holds, as `build` and `serve` end with it.
//!
//! Takes a report; gives text.

use crate::report::{Counts, Report, Selection};
use crate::text::words::count;

/// How many notes there are, how many are not shown, and how many findings.
pub(super) fn tally(report: &Report<'_>, selection: &Selection) -> String {
    let counts = Counts::of(selection.of(report));
    let notes = report.notes();
    let unreadable = match notes.unreadable.len() {
        0 => String::new(),
        files => format!(" ({} could not be read)", count(files, "file", "files")),
    };
    let hidden = match notes.hidden_count() {
        0 => String::new(),
        hidden => format!(", {} left out for this audience", count(hidden, "note", "notes")),
    };
    format!(
        "{}{unreadable}{hidden}: {}, {}, {}",
        count(notes.len(), "note", "notes"),
        count(counts.errors, "error", "errors"),
        count(counts.warnings, "warning", "warnings"),
        count(counts.infos, "info", "infos")
    )
}
