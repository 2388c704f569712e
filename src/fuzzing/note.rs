//! One file below `content/`, of any bytes.
//!
//! Takes its bytes; holds reading, the audit and the plan's way to write into a note to what they promise.

use super::{TODAY, acts_on_nothing, lies_in, site};
use crate::audit::{self, Suppressions};
use crate::export::{self, Format};
use crate::input::{self, Edit, rewritten};
use crate::model::{Audience, Location, Note, Notes, Span};
use crate::report::{Report, Selection, Shown};

/// What people and services read line by line. The others say all there is to say of every rule, which takes long.
const PRINTED: [Format; 4] = [Format::Text, Format::Concise, Format::Github, Format::Markdown];

/// Reads the bytes as a note. There is a note, or there is a problem that says why not; every place named lies in the
/// file; reading twice gives the same; writing into the note keeps all the rest of it; what is printed of the audit
/// acts on no terminal.
///
/// # Panics
/// Where that does not hold.
pub fn front_matter(bytes: &[u8]) {
    let notes = read(bytes);
    assert_eq!(format!("{notes:?}"), format!("{:?}", read(bytes)), "reading twice gives two things");
    // What is no text has places in the part of it that is.
    let text = notes.source("content/a.md").map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), str::to_owned);
    notes.problems.iter().for_each(|problem| lies_in(&problem.location, &text));
    match notes.by_id("a") {
        Some(note) => holds(note),
        None => assert!(notes.unreadable.len() == 1 && !notes.problems.is_empty(), "a file is lost without a word"),
    }
    audited(&notes, &text);
}

fn read(bytes: &[u8]) -> Notes {
    input::from_files([("a.md", bytes)], TODAY).visible_to(Audience::Leaders)
}

fn holds(note: &Note) {
    let spans = note.body.links.iter().map(|link| link.span).chain([note.title.span]);
    let people = note.people().map(|person| person.span);
    spans.chain(people).for_each(|span| lies_in(&place(note, span), &note.text));
    let edit = Edit {
        without: &["due"],
        lines: "delegate = \"milo\"  # who has room\n\n[handover]\ncheck_in = \"weekly\"\n".to_owned(),
    };
    let written = rewritten(note, &[&edit], TODAY).expect("a note that was read can be written into");
    assert_eq!(note.text[note.body.start..], written.text[written.body.start..], "the body has changed");
    assert_eq!(rest(note), rest(&written), "more than the lines asked for has changed");
}

fn place(note: &Note, span: Span) -> Location {
    Location::new(&note.path, &note.text, span)
}

/// The values of the front matter that the edit above does not speak of.
fn rest(note: &Note) -> String {
    let front = note.text[..note.body.start].trim_end().trim_matches('+');
    let mut values: toml::Table = toml::from_str(front).expect("it was read before");
    values.remove("delegate");
    values.remove("due");
    let handover = values.get_mut("handover").and_then(toml::Value::as_table_mut);
    let is_bare = handover.is_none_or(|table| {
        table.remove("check_in");
        table.is_empty()
    });
    if is_bare {
        values.remove("handover");
    }
    format!("{values:?}")
}

fn audited(notes: &Notes, text: &str) {
    let config = site();
    let report = Report::new(audit::run(notes, &config, TODAY, Suppressions::Apply), String::new());
    let locations = report.audit.findings.iter().filter_map(|finding| finding.location.as_ref());
    locations.filter(|location| location.path == "content/a.md").for_each(|location| lies_in(location, text));
    let selection = Selection::default();
    for format in PRINTED {
        acts_on_nothing(&export::render(format, &Shown::all(&report, &selection)));
    }
}
