//! Edits the front matter of a note in memory, to see what the audit would say.
//!
//! Takes a note and edits; gives the edited note. Each key in the edits replaces the same key in the note. Everything
//! else stays as it was written.

use std::sync::Arc;

use jiff::civil::Date;
use toml_edit::{DocumentMut, Item, TableLike};

use super::{front_matter, note};
use crate::model::Note;

/// An edit of the front matter of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    /// Keys and tables to remove first.
    pub(crate) without: &'static [&'static str],
    /// TOML to add, with comments for the author.
    pub(crate) lines: String,
}

/// The note with the edits; none if their lines are not TOML.
pub(crate) fn rewritten(note: &Note, edits: &[&Edit], today: Date) -> Option<Note> {
    let parts = front_matter::split(&note.text).ok()?;
    let mut document: DocumentMut = note.text[parts.toml.clone()].parse().ok()?;
    for edit in edits {
        for key in edit.without {
            document.remove(key);
        }
        let lines: DocumentMut = edit.lines.parse().ok()?;
        merge(document.as_table_mut(), lines.as_table());
    }
    let text = format!("{}{document}{}", &note.text[..parts.toml.start], &note.text[parts.toml.end..]);
    note::parse(note.id.clone(), note.path.clone(), text, today).note.map(Arc::unwrap_or_clone)
}

/// Merges tables in any notation: under a header, inline, or with dotted keys.
fn merge(into: &mut dyn TableLike, lines: &dyn TableLike) {
    for (key, item) in lines.iter() {
        if let Some(lines) = item.as_table_like()
            && let Some(into) = into.get_mut(key).and_then(Item::as_table_like_mut)
        {
            merge(into, lines);
            continue;
        }
        let mut item = item.clone();
        // An inline table cannot contain comments.
        if let Some(value) = item.as_value_mut() {
            value.decor_mut().clear();
        }
        into.insert(key, item);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn new_keys_are_written_above_tables_and_tables_are_merged() {
        let today = date(2026, 11, 21);
        let text =
            "+++\ntitle = \"A\" # as it was\nowner = \"nora\"\n[approval]\nby = \"nora\"\nof = \"assets\"\n+++\nBody\n";
        let note = note::parse("a".to_owned(), "a.md".to_owned(), text.to_owned(), today).note.expect("it is a note");
        let edit = |lines: &str| Edit { without: &[], lines: lines.to_owned() };
        let take = edit("delegate = \"milo\"  # above\n\n[handover]\ncheck_in = \"weekly\"\n");
        let frames = edit("[approval]\nof = \"frameworks\"");
        let written = rewritten(&note, &[&take, &frames], today).expect("the lines fit");
        assert_eq!(
            written.text,
            "+++\ntitle = \"A\" # as it was\nowner = \"nora\"\ndelegate = \"milo\"\n[approval]\nby = \"nora\"\nof = \"frameworks\"\n\n[handover]\ncheck_in = \"weekly\"\n+++\nBody\n"
        );
        assert!(written.delegate.is_some() && rewritten(&note, &[&edit("= 3")], today).is_none());
    }

    #[test]
    fn tables_keep_their_notation_and_their_other_keys() {
        let today = date(2026, 11, 21);
        for approval in ["approval = { by = \"nora\", hours = 1 }", "approval.by = \"nora\"\napproval.hours = 1"] {
            let text = format!("+++\ntitle = \"A\"\nowner = \"nora\"\n{approval}\n+++\n");
            let note = note::parse("a".to_owned(), "a.md".to_owned(), text, today).note.expect("it is a note");
            let edit = Edit { without: &[], lines: "[approval]\nof = \"frameworks\"  # said to you\n".to_owned() };
            let written =
                rewritten(&note, &[&edit], today).and_then(|note| note.front_matter.approval).expect("it is there");
            assert!(written.by.is_some() && written.of.is_some() && written.hours.is_some(), "{approval}");
        }
    }

    #[test]
    fn keys_and_tables_in_without_are_removed() {
        let today = date(2026, 11, 21);
        let text = "+++\ntitle = \"A\"\nowner = \"milo\"\ndelegate = \"nora\"\n[handover]\nwhy = \"x\"\n+++\n";
        let note = note::parse("a".to_owned(), "a.md".to_owned(), text.to_owned(), today).note.expect("it is a note");
        let edit = Edit { without: &["delegate", "handover"], lines: "# nothing\n".to_owned() };
        let written = rewritten(&note, &[&edit], today).expect("it is TOML");
        assert_eq!(written.text, "+++\ntitle = \"A\"\nowner = \"milo\"\n+++\n");
    }
}
