//! The last line of `build` and `serve`: how many notes and findings the site has.

use crate::report::{Counts, Report, Selection};
use crate::text::words::count;

/// "3 notes, 1 note left out for this audience: 2 errors, 5 warnings, 1 info".
pub(super) fn site_summary(report: &Report<'_>, selection: &Selection) -> String {
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
