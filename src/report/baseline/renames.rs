//! Which notes are old ones under a new name.
//!
//! Takes the notes of an earlier and of a later state; gives the former path of each that was renamed: the bytes are the
//! same, or else title and owner are.

use std::collections::{BTreeMap, VecDeque};

use crate::report::Report;
use crate::text::hash::digest;

/// By what a note is known again; empty where that is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Identity {
    /// A hash of its text.
    pub(super) text: String,
    pub(super) title: String,
    pub(super) owner: String,
}

/// Bytes of the hash.
const TEXT: usize = 16;

/// What there is below the content folder, by path.
pub(super) fn identities(report: &Report<'_>) -> BTreeMap<String, Identity> {
    let notes = report.notes();
    let of_note = notes.iter().map(|note| {
        let owner = note.owner.as_ref().map_or_else(String::new, |owner| owner.value.clone());
        let text = digest(&note.text, TEXT);
        (note.path.clone(), Identity { text, title: note.title.value.clone(), owner })
    });
    let of_file = notes.unreadable.iter().map(|file| {
        let text = file.text.as_deref().map_or_else(String::new, |text| digest(text, TEXT));
        (file.path.clone(), Identity { text, ..Identity::default() })
    });
    of_note.chain(of_file).collect()
}

/// The former path of each note that was renamed, by its path now.
pub(super) fn former_paths<'b>(
    before: &'b BTreeMap<String, Identity>,
    now: &'b BTreeMap<String, Identity>,
) -> BTreeMap<&'b str, &'b str> {
    let mut vanished: BTreeMap<&str, &Identity> = not_the_same_in(before, now);
    let mut appeared: BTreeMap<&str, &Identity> = not_the_same_in(now, before);
    let mut former = BTreeMap::new();
    let same: [fn(&str, &Identity) -> Option<String>; 3] = [by_text, by_title_and_name, by_title];
    for sign in same {
        let mut offers: BTreeMap<String, VecDeque<&str>> = BTreeMap::new();
        for (path, identity) in &vanished {
            if let Some(sign) = sign(path, identity) {
                offers.entry(sign).or_default().push_back(path);
            }
        }
        appeared.retain(|path, identity| {
            let found = sign(path, identity).and_then(|sign| offers.get_mut(&sign)?.pop_front());
            if let Some(was) = found {
                vanished.remove(was);
                former.insert(*path, was);
            }
            found.is_none()
        });
    }
    former
}

/// Notes whose path is not there in the other state, or belongs to a note with other text and another title.
fn not_the_same_in<'b>(
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

/// Of several notes with one title, those that keep the name of their file go first.
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
    fn bytes_go_before_titles_and_names_before_order() {
        let before = notes(&[("a/x.md", "1", "X"), ("b/y.md", "2", "Y"), ("b/z.md", "3", "Y"), ("stays.md", "4", "S")]);
        let now = notes(&[("c/a.md", "9", "Y"), ("c/z.md", "8", "Y"), ("new.md", "1", "N"), ("stays.md", "5", "S")]);
        let former = former_paths(&before, &now);
        assert_eq!(former, [("c/a.md", "b/y.md"), ("c/z.md", "b/z.md"), ("new.md", "a/x.md")].into());
    }

    #[test]
    fn a_path_that_is_used_again_keeps_nobody_from_being_renamed() {
        let before = notes(&[("a.md", "1", "A"), ("b.md", "2", "B")]);
        let swapped = notes(&[("a.md", "2", "B"), ("b.md", "1", "A")]);
        assert_eq!(former_paths(&before, &swapped), [("a.md", "b.md"), ("b.md", "a.md")].into());
        let retitled = notes(&[("a.md", "3", "Another"), ("b.md", "4", "B")]);
        assert!(former_paths(&before, &retitled).is_empty(), "the note at a.md has a new title");
    }

    #[test]
    fn a_copy_is_no_rename() {
        let before = notes(&[("a.md", "1", "A")]);
        let now = notes(&[("a.md", "1", "A"), ("b.md", "1", "A")]);
        assert!(former_paths(&before, &now).is_empty());
    }

    #[test]
    fn files_nothing_is_known_of_are_not_taken_for_each_other() {
        let nothing = |path: &str| BTreeMap::from([(path.to_owned(), Identity::default())]);
        assert!(former_paths(&nothing("a.md"), &nothing("b.md")).is_empty());
    }
}
