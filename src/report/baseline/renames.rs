//! Finds renamed notes.
//!
//! Takes the notes of an earlier and of a later state; gives the former path of each renamed note. Equal text counts
//! first, then an equal title with the same owner.

use std::collections::{BTreeMap, VecDeque};

use crate::report::indexed::Report;
use crate::text::hash::short_hash;

/// The features that identify a note across renames; empty where unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Identity {
    /// A hash of its text.
    pub(super) text: String,
    pub(super) title: String,
    pub(super) owner: String,
}

/// The length of the hash in bytes.
const HASH_BYTES: usize = 16;

/// The identity of each file in the content folder, by path.
pub(super) fn identities(report: &Report<'_>) -> BTreeMap<String, Identity> {
    let notes = report.notes();
    let of_note = notes.iter().map(|note| {
        let owner = note.owner.as_ref().map_or_else(String::new, |owner| owner.value.clone());
        let text = short_hash(&note.text, HASH_BYTES);
        (note.path.clone(), Identity { text, title: note.title.value.clone(), owner })
    });
    let of_file = notes.unreadable.iter().map(|file| {
        let text = file.text.as_deref().map_or_else(String::new, |text| short_hash(text, HASH_BYTES));
        (file.path.clone(), Identity { text, ..Identity::default() })
    });
    of_note.chain(of_file).collect()
}

/// The former path of each renamed note, by its present path.
pub(super) fn former_paths<'b>(
    before: &'b BTreeMap<String, Identity>,
    now: &'b BTreeMap<String, Identity>,
) -> BTreeMap<&'b str, &'b str> {
    let mut vanished: BTreeMap<&str, &Identity> = missing_from(before, now);
    let mut appeared: BTreeMap<&str, &Identity> = missing_from(now, before);
    let mut former = BTreeMap::new();
    let features: [fn(&str, &Identity) -> Option<String>; 3] = [by_text, by_title_and_name, by_title];
    for feature in features {
        let mut offers: BTreeMap<String, VecDeque<&str>> = BTreeMap::new();
        for (path, identity) in &vanished {
            if let Some(value) = feature(path, identity) {
                offers.entry(value).or_default().push_back(path);
            }
        }
        appeared.retain(|path, identity| {
            let found = feature(path, identity).and_then(|value| offers.get_mut(&value)?.pop_front());
            if let Some(was) = found {
                vanished.remove(was);
                former.insert(*path, was);
            }
            found.is_none()
        });
    }
    former
}

/// Notes whose path is absent in the other state, or belongs there to a note with another text and title.
fn missing_from<'b>(
    these: &'b BTreeMap<String, Identity>,
    others: &BTreeMap<String, Identity>,
) -> BTreeMap<&'b str, &'b Identity> {
    let is_there = |path: &str, identity: &Identity| {
        others.get(path).is_some_and(|other| {
            let is_same_text = !identity.text.is_empty() && identity.text == other.text;
            is_same_text || by_title(path, identity) == by_title(path, other)
        })
    };
    let missing = these.iter().filter(|(path, identity)| !is_there(path, identity));
    missing.map(|(path, identity)| (path.as_str(), identity)).collect()
}

fn by_text(_: &str, identity: &Identity) -> Option<String> {
    Some(identity.text.clone()).filter(|text| !text.is_empty())
}

fn by_title(_: &str, identity: &Identity) -> Option<String> {
    (!identity.title.is_empty()).then(|| format!("{}\n{}", identity.owner, identity.title))
}

/// Among notes with the same title, those that keep their file name match first.
fn by_title_and_name(path: &str, identity: &Identity) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    by_title(path, identity).map(|title| format!("{name}\n{title}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(of: &[(&str, &str, &str)]) -> BTreeMap<String, Identity> {
        let note = |(path, text, title): &(&str, &str, &str)| {
            let identity = Identity { text: (*text).into(), title: (*title).into(), owner: "ada".into() };
            ((*path).to_owned(), identity)
        };
        of.iter().map(note).collect()
    }

    #[test]
    fn rename_match_prefers_equal_bytes_then_title() {
        let before = notes(&[("a/x.md", "1", "X"), ("b/y.md", "2", "Y"), ("b/z.md", "3", "Y"), ("stays.md", "4", "S")]);
        let now = notes(&[("c/a.md", "9", "Y"), ("c/z.md", "8", "Y"), ("new.md", "1", "N"), ("stays.md", "5", "S")]);
        let former = former_paths(&before, &now);
        assert_eq!(former, [("c/a.md", "b/y.md"), ("c/z.md", "b/z.md"), ("new.md", "a/x.md")].into());
    }

    #[test]
    fn renamed_note_is_found_when_its_old_path_is_reused() {
        let before = notes(&[("a.md", "1", "A"), ("b.md", "2", "B")]);
        let swapped = notes(&[("a.md", "2", "B"), ("b.md", "1", "A")]);
        assert_eq!(former_paths(&before, &swapped), [("a.md", "b.md"), ("b.md", "a.md")].into());
        let retitled = notes(&[("a.md", "3", "Another"), ("b.md", "4", "B")]);
        assert!(former_paths(&before, &retitled).is_empty(), "the note at a.md has a new title");
    }

    #[test]
    fn copied_note_is_not_a_rename() {
        let before = notes(&[("a.md", "1", "A")]);
        let now = notes(&[("a.md", "1", "A"), ("b.md", "1", "A")]);
        assert!(former_paths(&before, &now).is_empty());
    }

    #[test]
    fn files_without_title_and_text_never_match() {
        let nothing = |path: &str| BTreeMap::from([(path.to_owned(), Identity::default())]);
        assert!(former_paths(&nothing("a.md"), &nothing("b.md")).is_empty());
    }
}
