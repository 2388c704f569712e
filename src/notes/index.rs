//! All notes, sorted by id, with the look-ups later stages need.
//!
//! Takes what `read` gathered; gives look-ups by id, by path and by person in logarithmic time.

use std::collections::{BTreeMap, BTreeSet};

use super::{Audience, Note, Problem, Word as _};
use crate::suggest::nearest;

/// Everything that was found below `content/`.
#[derive(Debug)]
pub(crate) struct Notes {
    all: Vec<Note>,
    /// Files that gave no note, sorted by path.
    pub(crate) unreadable: Vec<Unreadable>,
    /// What the reader found wrong, in notes and in unreadable files, sorted by place.
    pub(crate) problems: Vec<Problem>,
    /// Other files below `content/`, by their path below it.
    pub(crate) files: BTreeSet<String>,
    /// Files elsewhere in the site that notes name as their framework.
    pub(crate) references: BTreeSet<String>,
    /// Who may see all this.
    pub(crate) audience: Audience,
    /// What is above the audience, never named: ids and paths of notes and unreadable files, without extension.
    hidden: BTreeSet<String>,
    /// How many notes are.
    hidden_notes: usize,
    /// How many unreadable files are not named, for nobody knows who may see them.
    hidden_files: usize,
    /// People whom only hidden notes mention.
    hidden_people: BTreeSet<String>,
    people: BTreeMap<String, Vec<Holding>>,
    /// The first note of each name, whatever its folder.
    names: BTreeMap<String, usize>,
}

/// A file that should have been a note.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// Below the site's root, with `/`.
    pub(crate) path: String,
    /// Its text, where it has any.
    pub(crate) text: Option<String>,
}

/// That a note mentions a person, by the note's place among all notes.
pub(crate) type Holding = usize;

impl Unreadable {
    /// A broken file that asks for a narrower audience, in so many words, is not named to a wider one; to the public
    /// only those that ask for it are.
    fn may_be_named_to(&self, audience: Audience) -> bool {
        let asked = self.text.iter().flat_map(|text| text.lines()).find_map(|line| {
            let value = line.trim_start().strip_prefix("audience")?.trim_start().strip_prefix('=')?;
            Some(Audience::parse(value.trim().trim_matches('"')).unwrap_or(Audience::Leaders))
        });
        match (audience, asked) {
            (Audience::Leaders, _) | (Audience::Team, None) => true,
            (Audience::Public, None) => false,
            (audience, Some(asked)) => asked <= audience,
        }
    }
}

impl Notes {
    pub(crate) fn new(
        mut notes: Vec<Note>,
        mut unreadable: Vec<Unreadable>,
        mut problems: Vec<Problem>,
        files: BTreeSet<String>,
    ) -> Self {
        notes.sort_by(|a, b| a.id.cmp(&b.id));
        unreadable.sort_by(|a, b| a.path.cmp(&b.path));
        problems.sort_by(|a, b| (&a.location, a.kind).cmp(&(&b.location, b.kind)));
        let people = index_people(&notes);
        let names = index_names(&notes);
        Self {
            all: notes,
            unreadable,
            problems,
            files,
            references: BTreeSet::new(),
            audience: Audience::Leaders,
            hidden: BTreeSet::new(),
            hidden_notes: 0,
            hidden_files: 0,
            hidden_people: BTreeSet::new(),
            people,
            names,
        }
    }

    /// Leaves out the notes above `audience`, with all that was said about them.
    pub(crate) fn visible_to(mut self, audience: Audience) -> Self {
        let folder = self.all.first().map_or_else(String::new, folder_of);
        let (shown, hidden): (Vec<Note>, Vec<Note>) = self.all.into_iter().partition(|note| note.audience <= audience);
        let (named, hidden_files): (Vec<Unreadable>, Vec<Unreadable>) =
            self.unreadable.into_iter().partition(|file| file.may_be_named_to(audience));
        self.unreadable = named;
        self.hidden_files = hidden_files.len();
        let hidden_paths: BTreeSet<&str> = hidden
            .iter()
            .map(|note| &note.path)
            .chain(hidden_files.iter().map(|file| &file.path))
            .map(String::as_str)
            .collect();
        self.problems.retain(|problem| !hidden_paths.contains(problem.location.path.as_str()));
        self.people = index_people(&shown);
        self.names = index_names(&shown);
        let of_hidden = hidden.iter().flat_map(Note::people).map(|person| person.value.clone());
        self.hidden_people = of_hidden.filter(|person| !self.people.contains_key(person)).collect();
        self.all = shown;
        self.audience = audience;
        self.hidden = hidden_paths.iter().flat_map(|path| names_of(path, &folder)).map(str::to_owned).collect();
        self.hidden_notes = hidden.len();
        self
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Note> {
        self.all.iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// How many take somebody's time now.
    pub(crate) fn live_count(&self) -> usize {
        self.iter().filter(|note| note.status.is_live()).count()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.all.binary_search_by(|note| note.id.as_str().cmp(id)).ok()
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<&Note> {
        self.position(id).map(|at| &self.all[at])
    }

    /// The note that a mistaken id most likely means: one of the same name elsewhere, or a near one beside it.
    pub(crate) fn nearest(&self, id: &str) -> Option<&str> {
        const NEIGHBOURS: usize = 16;
        let name = id.rsplit('/').next().unwrap_or(id);
        if let Some(at) = self.names.get(name) {
            return Some(&self.all[*at].id);
        }
        let at = self.all.partition_point(|note| note.id.as_str() < id);
        let around = &self.all[at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(self.all.len())];
        let names = around.iter().map(|note| note.id.rsplit('/').next().unwrap_or(&note.id));
        let near = nearest(name, names)?;
        around.iter().map(|note| note.id.as_str()).find(|id| id.rsplit('/').next() == Some(near))
    }

    /// Whether `word` means something this audience does not see: by its id or path, with or without an extension, or
    /// by its page. What is shown under the same name goes first, so ask for that before.
    pub(crate) fn is_hidden(&self, word: &str) -> bool {
        let name = word.trim_start_matches(['.', '/']);
        let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name);
        self.hidden.contains(stem) || stem.strip_prefix("notes/").is_some_and(|id| self.hidden.contains(id))
    }

    pub(crate) fn note_mut(&mut self, at: usize) -> &mut Note {
        &mut self.all[at]
    }

    /// Whether `word` is an address or a file that exists.
    pub(crate) fn has_reference(&self, word: &str) -> bool {
        let is_address = word.starts_with("https://") || word.starts_with("http://");
        is_address || self.files.contains(word) || self.references.contains(word)
    }

    /// Whether a person is mentioned by hidden notes, and by no other.
    pub(crate) fn is_person_hidden(&self, id: &str) -> bool {
        self.hidden_people.contains(id)
    }

    /// Whether the file at `path` gave no note.
    pub(crate) fn is_unreadable(&self, path: &str) -> bool {
        self.unreadable.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok()
    }

    pub(crate) fn hidden_count(&self) -> usize {
        self.hidden_notes + self.hidden_files
    }

    /// The notes that mention a person, each once, in order of their ids.
    pub(crate) fn mentioning(&self, person: &str) -> impl Iterator<Item = (Holding, &Note)> {
        self.people.get(person).into_iter().flatten().map(|at| (*at, &self.all[*at]))
    }

    /// Everybody a note mentions, sorted.
    pub(crate) fn people(&self) -> impl Iterator<Item = &str> {
        self.people.keys().map(String::as_str)
    }

    /// The text of the note or unreadable file at `path`.
    pub(crate) fn source(&self, path: &str) -> Option<&str> {
        let unreadable = || {
            let at = self.unreadable.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
            self.unreadable[at].text.as_deref()
        };
        self.at_path(path).map(|at| self.all[at].text.as_str()).or_else(unreadable)
    }

    /// The place among all notes of the one at `path`, below the site's root.
    pub(crate) fn at_path(&self, path: &str) -> Option<usize> {
        // A path is the content folder, the id and the extension: try the id after each `/`.
        let mut rest = path.strip_suffix(".md")?;
        loop {
            if let Some(at) = self.position(rest).filter(|at| self.all[*at].path == path) {
                return Some(at);
            }
            rest = rest.split_once('/')?.1;
        }
    }
}

/// The content folder with its `/`, as the paths of notes start.
fn folder_of(note: &Note) -> String {
    let stem = note.path.strip_suffix(".md").unwrap_or(&note.path);
    stem.strip_suffix(note.id.as_str()).unwrap_or_default().to_owned()
}

/// The path of a note and its id, neither with an extension.
fn names_of<'p>(path: &'p str, folder: &str) -> impl Iterator<Item = &'p str> {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    std::iter::once(stem).chain(stem.strip_prefix(folder))
}

fn index_names(notes: &[Note]) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (at, note) in notes.iter().enumerate() {
        let name = note.id.rsplit('/').next().unwrap_or(&note.id);
        names.entry(name.to_owned()).or_insert(at);
    }
    names
}

fn index_people(notes: &[Note]) -> BTreeMap<String, Vec<Holding>> {
    let mut people: BTreeMap<String, Vec<Holding>> = BTreeMap::new();
    for (at, note) in notes.iter().enumerate() {
        for person in note.people() {
            let held = people.entry(person.value.clone()).or_default();
            if held.last() != Some(&at) {
                held.push(at);
            }
        }
    }
    people
}
