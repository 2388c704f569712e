//! A note as it would be with lines written into its front matter.
//!
//! Takes a note and lines of TOML; gives the note read anew. What the lines give replaces what stands there, table by
//! table and key by key; all else stays as it was written.

use jiff::civil::Date;
use toml_edit::{DocumentMut, Item, Table};

use super::{front_matter, note};
use crate::notes::Note;

/// The note with `lines` in it; none where the lines are no TOML.
pub(crate) fn rewritten(note: &Note, lines: &[&str], today: Date) -> Option<Note> {
    let parts = front_matter::split(&note.text).ok()?;
    let mut document: DocumentMut = note.text[parts.toml.clone()].parse().ok()?;
    for lines in lines {
        let lines: DocumentMut = lines.parse().ok()?;
        merge(document.as_table_mut(), lines.as_table());
    }
    let text = format!("{}{document}{}", &note.text[..parts.toml.start], &note.text[parts.toml.end..]);
    note::parse(note.id.clone(), note.path.clone(), text, today).note
}

fn merge(into: &mut Table, lines: &Table) {
    for (key, item) in lines {
        match (into.get_mut(key), item) {
            (Some(Item::Table(into)), Item::Table(lines)) => merge(into, lines),
            _ => {
                into.insert(key, item.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn keys_go_above_tables_and_tables_are_merged() {
        let today = date(2026, 11, 21);
        let text =
            "+++\ntitle = \"A\" # as it was\nowner = \"nora\"\n[approval]\nby = \"nora\"\nof = \"assets\"\n+++\nBody\n";
        let note = note::parse("a".to_owned(), "a.md".to_owned(), text.to_owned(), today).note.expect("it is a note");
        let lines =
            ["delegate = \"milo\"  # above\n\n[handover]\ncheck_in = \"weekly\"\n", "[approval]\nof = \"frameworks\""];
        let written = rewritten(&note, &lines, today).expect("the lines fit");
        assert_eq!(
            written.text,
            "+++\ntitle = \"A\" # as it was\nowner = \"nora\"\ndelegate = \"milo\"  # above\n[approval]\nby = \"nora\"\nof = \"frameworks\"\n\n[handover]\ncheck_in = \"weekly\"\n+++\nBody\n"
        );
        assert!(written.delegate.is_some() && rewritten(&note, &["= 3"], today).is_none());
    }
}
