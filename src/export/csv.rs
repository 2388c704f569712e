//! Findings and notes as tables for spreadsheets.
//!
//! Takes a report; gives CSV: UTF-8, a header of plain names, commas. The text of each cell passes [`Cell::text`], the
//! one escape for spreadsheets.

use std::borrow::Cow;

use ::csv::Writer;

use super::note_row::NoteRow;
use super::values::rounded;
use crate::audit::Finding;
use crate::model::Word as _;
use crate::report::{Report, Selection, Shown};
use crate::text::control::inert;

/// Findings, accepted ones included, most severe first.
pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    let header = [
        "rule",
        "name",
        "severity",
        "path",
        "line",
        "message",
        "help",
        "people",
        "hours",
        "inferred",
        "accepted_because",
        "accepted_until",
        "fingerprint",
    ];
    table(header, shown.with_accepted().map(|finding| finding_row(shown.report, finding)))
}

fn finding_row<'r>(report: &Report<'_>, finding: &'r Finding) -> [Cell<'r>; 13] {
    let place = finding.location.as_ref();
    let accepted = finding.accepted.as_ref();
    [
        Cell::words(finding.code()),
        Cell::words(finding.name()),
        Cell::words(finding.severity.word()),
        Cell::words(place.map(|place| report.outer_path(&place.path)).unwrap_or_default()),
        place.map_or(Cell::Empty, |place| Cell::Count(place.line)),
        Cell::words(&finding.message),
        Cell::words(&finding.help),
        Cell::list(&finding.people),
        Cell::hours(finding.hours),
        Cell::list(&finding.inferred),
        Cell::words(accepted.map_or("", |accepted| &accepted.because)),
        Cell::words(accepted.map(|accepted| accepted.until.to_string()).unwrap_or_default()),
        Cell::words(&finding.fingerprint),
    ]
}

/// All findings.
pub(crate) fn findings_csv(report: &Report<'_>) -> Vec<u8> {
    render(&Shown::all(report, &Selection::default())).into_bytes()
}

/// Every note, sorted by id.
pub(crate) fn notes_csv(report: &Report<'_>) -> Vec<u8> {
    let header = [
        "id", "title", "path", "page", "owner", "delegate", "status", "work", "area", "cadence", "hours", "inferred",
        "anchor",
    ];
    table(header, (0..report.notes().len()).map(|at| note_row(NoteRow::new(report, at)))).into_bytes()
}

fn note_row(note: NoteRow<'_>) -> [Cell<'_>; 13] {
    [
        Cell::words(note.id),
        Cell::words(note.title),
        Cell::words(note.path),
        Cell::words(note.page),
        Cell::words(note.owner.unwrap_or_default()),
        Cell::words(note.delegate.unwrap_or_default()),
        Cell::words(note.status.0.word()),
        Cell::words(note.work.map_or("", |work| work.0.word())),
        Cell::words(note.area.unwrap_or_default()),
        Cell::words(note.cadence.map_or("", |cadence| cadence.0.word())),
        Cell::hours(note.hours),
        Cell::list(&note.inferred),
        Cell::words(note.anchor.unwrap_or_default()),
    ]
}

/// The value of one cell.
enum Cell<'r> {
    Empty,
    Count(usize),
    Hours(f64),
    Words(Cow<'r, str>),
}

impl<'r> Cell<'r> {
    fn words(text: impl Into<Cow<'r, str>>) -> Self {
        Self::Words(text.into())
    }

    fn list<S: AsRef<str>>(items: &[S]) -> Self {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        Self::words(items.join(", "))
    }

    fn hours(hours: Option<f64>) -> Self {
        hours.map_or(Self::Empty, |hours| Self::Hours(rounded(hours)))
    }

    /// Numbers stay numbers. An apostrophe before text keeps a spreadsheet from running it as a formula. Control characters
    /// are spelled out.
    fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Count(count) => count.to_string(),
            Self::Hours(hours) => hours.to_string(),
            Self::Words(text) if starts_formula(text) => format!("'{}", inert(text)),
            Self::Words(text) => inert(text),
        }
    }
}

/// Characters that start a formula. Some spreadsheets treat the full-width forms in the same way.
const STARTS_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Some programs skip white space and quotes at the start.
fn starts_formula(text: &str) -> bool {
    let inner = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    text.starts_with(STARTS_FORMULA) || inner.starts_with(STARTS_FORMULA)
}

fn table<'r, const N: usize>(header: [&str; N], rows: impl Iterator<Item = [Cell<'r>; N]>) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    let in_memory = "writing to memory cannot fail, and all rows have the same length";
    writer.write_record(header).expect(in_memory);
    for row in rows {
        writer.write_record(row.map(|cell| cell.text())).expect(in_memory);
    }
    String::from_utf8(writer.into_inner().expect(in_memory)).expect("cells and separators are UTF-8")
}

#[cfg(test)]
mod tests {
    use ::csv::Reader;
    use proptest::prelude::*;

    use super::*;
    use crate::text::control::is_steering;

    fn read_back(cells: [Cell<'_>; 2]) -> Vec<String> {
        let text = table(["a", "b"], [cells].into_iter());
        let rows: Vec<_> = Reader::from_reader(text.as_bytes()).into_records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), 1, "{text:?}");
        rows[0].iter().map(str::to_owned).collect()
    }

    #[test]
    fn formulas_get_an_apostrophe_and_numbers_stay_numbers() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("-2", "'-2"),
            ("\t=1", "'\t=1"),
            ("a=1", "a=1"),
            (" =1", "' =1"),
            ("\"=1", "'\"=1"),
            ("a,\"b\"\nc", "a,\"b\"\nc"),
            ("a\u{1b}[31m\u{202e}", "a\\u{1b}[31m\\u{202e}"),
            ("", ""),
        ] {
            assert_eq!(read_back([Cell::words(text), Cell::Count(7)]), [cell, "7"]);
        }
        assert_eq!(read_back([Cell::hours(Some(5.0 / 3.0)), Cell::hours(None)]), ["1.6667", ""]);
    }

    proptest! {
        #[test]
        fn no_text_becomes_a_formula_or_spills_into_another_cell(text in "[-=+@\t\r\n＝＋－＠,;\"'a]{0,4}\\PC{0,6}", other in any::<String>()) {
            for text in [text, other] {
                let cells = read_back([Cell::words(&text), Cell::words("b")]);
                prop_assert!(!starts_formula(&cells[0]) || cells[0].starts_with('\''), "{:?}", cells);
                prop_assert!(!cells[0].chars().any(is_steering));
                prop_assert_eq!(&cells[1], "b");
                if !starts_formula(&text) {
                    prop_assert_eq!(&cells[0], &inert(&text));
                }
            }
        }
    }
}
