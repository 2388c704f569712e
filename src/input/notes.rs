//! All notes of a site: from its folder, from the cache, or from an earlier revision.

use std::collections::BTreeSet;
use std::path::{Component, Path};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::git::Revision;
use super::note;
use super::note_cache::NoteCache;
use super::outcome::Outcome;
use super::sources::{self, Source, Sources};
#[cfg(any(test, fuzzing))]
use super::sources::{File, Gathering, Kind};
use crate::model::{Error, Note, Notes};

/// Reads every note below `root`/`content`.
pub(crate) fn read(root: &Path, content: &str, today: Date) -> Result<Notes, Error> {
    let sources = sources::on_disk(root, content)?;
    Ok(gather(sources, |sources| outcomes(sources, today), |name| root.join(name).is_file()))
}

/// The same, for a site that was read before: unchanged files come from the cache.
pub(crate) fn read_again(root: &Path, content: &str, today: Date, cache: &mut NoteCache) -> Result<Notes, Error> {
    let sources = sources::on_disk(root, content)?;
    let outcomes = |sources| cache.outcomes(sources, content, today);
    Ok(gather(sources, outcomes, |name| root.join(name).is_file()))
}

/// The same, for an earlier revision; none if it has no folder `content`.
pub(crate) fn read_revision(revision: &Revision, content: &str, today: Date) -> Result<Option<Notes>, Error> {
    let Some(sources) = revision.sources(content)? else { return Ok(None) };
    Ok(Some(gather(sources, |sources| outcomes(sources, today), |name| revision.has_file(name))))
}

fn outcomes(sources: Vec<Source>, today: Date) -> Vec<Outcome> {
    sources.into_par_iter().map(|source| note::read(source, today)).collect()
}

/// Turns sources into notes. `is_file` says whether there is a file at a path below the site's root.
fn gather(
    sources: Sources,
    outcomes: impl FnOnce(Vec<Source>) -> Vec<Outcome>,
    is_file: impl Fn(&str) -> bool,
) -> Notes {
    let Sources { notes: found, files, mut unreadable, mut problems } = sources;
    let mut notes = Vec::with_capacity(found.len());
    for outcome in outcomes(found) {
        notes.extend(outcome.note);
        unreadable.extend(outcome.unreadable);
        problems.extend(outcome.problems);
    }
    let references = references(&notes, is_file);
    let mut notes = Notes::new(notes, unreadable, problems, files);
    notes.references = references;
    notes
}

/// Files below the site's root that notes name as their framework.
fn references(notes: &[Arc<Note>], is_file: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let named: BTreeSet<&str> =
        notes.iter().filter_map(|note| note.framework.as_ref()).map(|framework| framework.as_str()).collect();
    let is_inside = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
    named.into_iter().filter(|name| is_inside(Path::new(name)) && is_file(name)).map(str::to_owned).collect()
}

/// Reads notes from texts, for tests.
#[cfg(test)]
pub(crate) fn from_texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>, today: Date) -> Notes {
    let files: Vec<_> = texts.into_iter().map(|(id, text)| (format!("{id}.md"), text.as_bytes())).collect();
    from_files(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)), today)
}

/// Reads files from memory, each with its path below the content folder, for tests and fuzzers.
#[cfg(any(test, fuzzing))]
pub(crate) fn from_files<'t>(files: impl IntoIterator<Item = (&'t str, &'t [u8])>, today: Date) -> Notes {
    let mut gathering = Gathering::new("content");
    for (path, bytes) in files {
        let file = File::InGit(bytes.len() as u64, bytes.to_vec());
        gathering.take(path, true, Kind::File(file));
    }
    gather(gathering.finish(), |sources| outcomes(sources, today), |_| false)
}
