//! All notes, sorted by id, with the look-ups later stages need.
//!
//! Takes what `read` gathered; gives look-ups by id, by path and by person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::note::Note;
use super::place::Problem;
use super::vocabulary::Audience;
use crate::text::suggest::nearest;

/// Everything that was found below `content/`.
#[derive(Debug)]
pub(crate) struct Notes {
    /// Shared with whoever reads the site again.
    all: Vec<Arc<Note>>,
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
    /// Files that need not be notes.
    skipped: Vec<Unreadable>,
    /// How many notes are.
    left_out: usize,
    /// How many unreadable files are not named, for nobody knows who may see them.
    hidden_files: usize,
    /// What could be a person's id in what is hidden.
    hidden_words: BTreeSet<String>,
    people: BTreeMap<String, Vec<Holding>>,
    /// All notes in order of their names, whatever their folders.
    by_name: Vec<usize>,
}

/// A file that gave no note.
#[derive(Clone, Debug)]
pub(crate) struct Unreadable {
    /// Below the site's root, with `/`.
    pub(crate) path: String,
    pub(crate) flaw: Flaw,
    /// Its text, where it has any that can be shown.
    pub(crate) text: Option<String>,
    /// Who may see it, where it speaks of that in any way.
    pub(crate) audience: Option<Audience>,
    /// Every word in it that could be somebody's id.
    pub(crate) words: BTreeSet<String>,
}

/// Why a file gave no note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    Unreadable,
    /// It need not be one, such as a README.
    NoNote,
    /// The file at this path has its page.
    Collision(String),
}

/// That a note mentions a person, by the note's place among all notes.
pub(crate) type Holding = usize;

impl Unreadable {
    /// A file that does not say who may see it is named to the team, and never to the public.
    fn may_be_named_to(&self, audience: Audience) -> bool {
        self.audience.map_or(audience >= Audience::Team, |asked| asked <= audience)
    }

    /// Whether what is said about it names one of `paths` too.
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

    /// Leaves out the notes above `audience`, with all that was said about them.
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

    /// All that was read besides the notes, and what is hidden of everything, as text: while it stays the same, and the
    /// notes do, so does the site.
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
        self.position(id).map(|at| self.all[at].as_ref())
    }

    /// The note that a mistaken id most likely means: one of the same name elsewhere, or a near one beside it.
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

    /// Whether `word` means something this audience does not see: by its id or path, with or without an extension, or
    /// by its page. What is shown under the same name goes first, so ask for that before.
    pub(crate) fn is_hidden(&self, word: &str) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        // Nobody's disk decides who may read a name: case counts for nothing.
        let word = word.to_lowercase();
        let name = word.trim_start_matches(['.', '/']);
        let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name);
        self.hidden.contains(stem) || stem.strip_prefix("notes/").is_some_and(|id| self.hidden.contains(id))
    }

    /// The note at this place, to be changed for this reader alone.
    pub(crate) fn note_mut(&mut self, at: usize) -> &mut Note {
        Arc::make_mut(&mut self.all[at])
    }

    /// Whether `word` is an address or a file that exists.
    pub(crate) fn has_reference(&self, word: &str) -> bool {
        let is_address = word.starts_with("https://") || word.starts_with("http://");
        is_address || self.files.contains(word) || self.references.contains(word)
    }

    /// Whether a person is mentioned by what is hidden, and by no note that is shown. To the public that is anybody no
    /// note mentions as soon as a broken file is hidden: nobody knows whom it would name once it is fixed.
    pub(crate) fn is_person_hidden(&self, id: &str) -> bool {
        let is_anybody_meant = self.audience == Audience::Public && self.hidden_files > 0;
        !self.people.contains_key(id) && (is_anybody_meant || self.hidden_words.contains(id))
    }

    /// Whether the file at `path` gave no note.
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

/// Takes the files that may not be named to `audience` out of `files`, and adds their paths to the hidden ones.
fn leave_out(files: &mut Vec<Unreadable>, paths: &mut BTreeSet<String>, audience: Audience) -> Vec<Unreadable> {
    let (mut shown, mut hidden): (Vec<_>, Vec<_>) = files.drain(..).partition(|file| file.may_be_named_to(audience));
    paths.extend(hidden.iter().map(|file| file.path.clone()));
    // The first file of a page collides with none itself, so one look finds all that would name a hidden one.
    hidden.extend(shown.extract_if(.., |file| file.names_one_of(paths)));
    paths.extend(hidden.iter().map(|file| file.path.clone()));
    *files = shown;
    hidden
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

/// The last part of an id.
fn name_of(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn sorted_by_name(notes: &[Arc<Note>]) -> Vec<usize> {
    let mut by_name: Vec<usize> = (0..notes.len()).collect();
    // Stable: the first of those with the same name is the first of all.
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
