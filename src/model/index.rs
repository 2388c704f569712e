//! All notes of a site, sorted by id.
//!
//! Takes the notes, files and problems that `input` has read; finds notes by id, path and person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::note::Note;
use super::place::Problem;
use super::vocabulary::Audience;
use crate::text::suggest::nearest;

/// All notes and other files below `content/`.
#[derive(Debug)]
pub(crate) struct Notes {
    /// Shared with the note cache.
    all: Vec<Arc<Note>>,
    /// Files that could not be read as notes, sorted by path.
    pub(crate) unreadable: Vec<Unreadable>,
    /// Problems in notes and unreadable files, sorted by place.
    pub(crate) problems: Vec<Problem>,
    /// Other files below `content/`, by their path below it.
    pub(crate) files: BTreeSet<String>,
    /// Files elsewhere in the site that notes name as their framework.
    pub(crate) references: BTreeSet<String>,
    /// The readers for whom these notes are.
    pub(crate) audience: Audience,
    /// The ids and paths, without extensions, of notes and unreadable files that this audience may not see.
    hidden: BTreeSet<String>,
    /// Files that are not notes, although their names look like those of notes.
    skipped: Vec<Unreadable>,
    /// The number of hidden notes.
    left_out: usize,
    /// The number of hidden unreadable files.
    hidden_files: usize,
    /// Words in hidden notes and files that could be ids of people.
    hidden_words: BTreeSet<String>,
    people: BTreeMap<String, Vec<Holding>>,
    /// All notes, sorted by file name without the folder.
    by_name: Vec<usize>,
}

/// A file that could not be read as a note.
#[derive(Clone, Debug)]
pub(crate) struct Unreadable {
    /// Below the site's root, with `/`.
    pub(crate) path: String,
    pub(crate) flaw: Flaw,
    /// Its text, if it can be shown.
    pub(crate) text: Option<String>,
    /// Who may see it, if its text mentions an audience.
    pub(crate) audience: Option<Audience>,
    /// Every word in it that could be the id of a person.
    pub(crate) words: BTreeSet<String>,
}

/// Why a file could not be read as a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    Unreadable,
    /// It is not a note, for example a README.
    NoNote,
    /// The file at this path would have the same page.
    Collision(String),
}

/// The index of a note that mentions a person.
pub(crate) type Holding = usize;

impl Unreadable {
    /// A file without an audience is listed for the team, but not for the public.
    fn may_be_named_to(&self, audience: Audience) -> bool {
        self.audience.map_or(audience >= Audience::Team, |asked| asked <= audience)
    }

    /// Whether the problem of this file mentions one of `paths`.
    fn names_one_of(&self, paths: &BTreeSet<String>) -> bool {
        matches!(&self.flaw, Flaw::Collision(first) if paths.contains(first))
    }
}

impl Notes {
    pub(crate) fn new(
        mut notes: Vec<Arc<Note>>,
        files_without_note: Vec<Unreadable>,
        mut problems: Vec<Problem>,
        files: BTreeSet<String>,
    ) -> Self {
        notes.sort_by(|a, b| a.id.cmp(&b.id));
        let (skipped, mut unreadable): (Vec<_>, Vec<_>) =
            files_without_note.into_iter().partition(|file| file.flaw == Flaw::NoNote);
        unreadable.sort_by(|a, b| a.path.cmp(&b.path));
        problems.sort_by(|a, b| (&a.location, a.kind).cmp(&(&b.location, b.kind)));
        let (people, by_name) = rayon::join(|| index_people(&notes), || sorted_by_name(&notes));
        Self {
            all: notes,
            unreadable,
            problems,
            files,
            references: BTreeSet::new(),
            audience: Audience::Leaders,
            hidden: BTreeSet::new(),
            skipped,
            left_out: 0,
            hidden_files: 0,
            hidden_words: BTreeSet::new(),
            people,
            by_name,
        }
    }

    /// Removes the notes that `audience` may not see, and their problems.
    pub(crate) fn visible_to(mut self, audience: Audience) -> Self {
        let folder = self.all.first().map_or_else(String::new, |note| folder_of(note));
        let hidden: Vec<Arc<Note>> = self.all.extract_if(.., |note| note.audience > audience).collect();
        let mut paths: BTreeSet<String> = hidden.iter().map(|note| note.path.clone()).collect();
        let mut hidden_files = leave_out(&mut self.unreadable, &mut paths, audience);
        self.hidden_files = hidden_files.len();
        hidden_files.extend(leave_out(&mut self.skipped, &mut paths, audience));
        self.problems.retain(|problem| !paths.contains(&problem.location.path));
        if !hidden.is_empty() {
            self.people = index_people(&self.all);
            self.by_name = sorted_by_name(&self.all);
        }
        let of_hidden = hidden.iter().flat_map(|note| note.people()).map(|person| person.value.clone());
        self.hidden_words = of_hidden.chain(hidden_files.into_iter().flat_map(|file| file.words)).collect();
        self.audience = audience;
        self.hidden = paths.iter().flat_map(|path| names_of(path, &folder)).map(str::to_lowercase).collect();
        self.left_out = hidden.len();
        self
    }

    /// Everything that pages depend on besides the notes, as text. If this and the notes are the same as before, the
    /// site is the same.
    pub(crate) fn beside_notes(&self) -> String {
        let files = (&self.unreadable, &self.skipped, &self.problems, &self.files, &self.references);
        let hidden = (self.audience, &self.hidden, self.left_out, self.hidden_files, &self.hidden_words);
        format!("{files:?} {hidden:?}")
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &Note> + Clone {
        self.all.iter().map(Arc::as_ref)
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The number of live notes.
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
        self.position(id).map(|at| self.all[at].as_ref())
    }

    /// The note that a wrong id most likely means: one with the same name in another folder, or a similar name.
    pub(crate) fn nearest(&self, id: &str) -> Option<&str> {
        const NEIGHBOURS: usize = 16;
        let name = name_of(id);
        let first = self.by_name.partition_point(|at| name_of(&self.all[*at].id) < name);
        let namesake = self.by_name.get(first).map(|at| self.all[*at].id.as_str());
        if let Some(namesake) = namesake.filter(|id| name_of(id) == name) {
            return Some(namesake);
        }
        let at = self.all.partition_point(|note| note.id.as_str() < id);
        let around = &self.all[at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(self.all.len())];
        let names = around.iter().map(|note| name_of(&note.id));
        let near = nearest(name, names)?;
        around.iter().map(|note| note.id.as_str()).find(|id| name_of(id) == near)
    }

    /// Whether `word` is the id, path or page of a hidden note or file. A visible note can have the same name, so look
    /// for it first.
    pub(crate) fn is_hidden(&self, word: &str) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        // Case is ignored, because some file systems ignore it.
        let word = word.to_lowercase();
        let name = word.trim_start_matches(['.', '/']);
        let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name);
        self.hidden.contains(stem) || stem.strip_prefix("notes/").is_some_and(|id| self.hidden.contains(id))
    }

    /// The note at this index, to change it for this audience only.
    pub(crate) fn note_mut(&mut self, at: usize) -> &mut Note {
        Arc::make_mut(&mut self.all[at])
    }

    /// Whether `word` is an address or a file that exists.
    pub(crate) fn has_reference(&self, word: &str) -> bool {
        let is_address = word.starts_with("https://") || word.starts_with("http://");
        is_address || self.files.contains(word) || self.references.contains(word)
    }

    /// Whether a person is mentioned only in hidden notes or files. If an unreadable file is hidden from the public,
    /// this is true for every person that no visible note mentions, because the file may mention them.
    pub(crate) fn is_person_hidden(&self, id: &str) -> bool {
        let is_anybody_meant = self.audience == Audience::Public && self.hidden_files > 0;
        !self.people.contains_key(id) && (is_anybody_meant || self.hidden_words.contains(id))
    }

    /// Whether the file at `path` could not be read as a note.
    pub(crate) fn is_unreadable(&self, path: &str) -> bool {
        self.unreadable.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok()
    }

    pub(crate) fn hidden_count(&self) -> usize {
        self.left_out + self.hidden_files
    }

    /// The notes that mention a person, each once, in order of their ids.
    pub(crate) fn mentioning(&self, person: &str) -> impl Iterator<Item = (Holding, &Note)> {
        self.people.get(person).into_iter().flatten().map(|at| (*at, self.all[*at].as_ref()))
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

    /// The index of the note with this path below the site's root.
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

/// Removes the files that `audience` may not see from `files`, and adds their paths to the hidden ones.
fn leave_out(files: &mut Vec<Unreadable>, paths: &mut BTreeSet<String>, audience: Audience) -> Vec<Unreadable> {
    let (mut shown, mut hidden): (Vec<_>, Vec<_>) = files.drain(..).partition(|file| file.may_be_named_to(audience));
    paths.extend(hidden.iter().map(|file| file.path.clone()));
    // A collision names the first file with the page, and that file has no collision. So one pass finds all of them.
    hidden.extend(shown.extract_if(.., |file| file.names_one_of(paths)));
    paths.extend(hidden.iter().map(|file| file.path.clone()));
    *files = shown;
    hidden
}

/// The content folder with a `/`: the start of every note's path.
fn folder_of(note: &Note) -> String {
    let stem = note.path.strip_suffix(".md").unwrap_or(&note.path);
    stem.strip_suffix(note.id.as_str()).unwrap_or_default().to_owned()
}

/// The path of a note and its id, neither with an extension.
fn names_of<'p>(path: &'p str, folder: &str) -> impl Iterator<Item = &'p str> {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    std::iter::once(stem).chain(stem.strip_prefix(folder))
}

/// The last part of an id.
fn name_of(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn sorted_by_name(notes: &[Arc<Note>]) -> Vec<usize> {
    let mut by_name: Vec<usize> = (0..notes.len()).collect();
    // A stable sort: notes with the same name stay in the order of their ids.
    by_name.sort_by(|a, b| name_of(&notes[*a].id).cmp(name_of(&notes[*b].id)));
    by_name
}

fn index_people(notes: &[Arc<Note>]) -> BTreeMap<String, Vec<Holding>> {
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
