//! From `content/` to [`Notes`]: walks the folder, splits front matter from body and turns both into typed facts.
//!
//! Takes the folder and the audit's date; gives every note it could read and a problem with its place for everything
//! it could not. One broken note never takes another down. Knows no rule.

mod audience;
mod body;
mod front_matter;
mod git;
mod note;
mod note_cache;
mod redact_links;
mod rewrite;
mod safe_open;
mod settings;
mod sources;
mod templates;
mod toml;

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{Error, Flaw, Note, Notes, Problem, Unreadable};

pub(crate) use body::{destination, parser};
pub(crate) use git::Revision;
pub(crate) use note::allow;
pub(crate) use note_cache::Memory;
pub(crate) use redact_links::for_audience;
pub(crate) use rewrite::{Edit, rewritten};
#[cfg(any(test, fuzzing))]
pub(crate) use settings::settings_from_text;
pub(crate) use settings::{find_root, git_root, settings, settings_of_revision};
use sources::{Source, Sources};
pub(crate) use sources::{is_skipped, slashed};
pub(crate) use templates::{OwnTemplate, templates};
pub(crate) use toml::{Keys, Sheet, is_id};

/// What one source gave.
#[derive(Clone)]
pub(crate) struct Outcome {
    pub(crate) note: Option<Arc<Note>>,
    pub(crate) unreadable: Option<Unreadable>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads every note below `root`/`content`.
pub(crate) fn read(root: &Path, content: &str, today: Date) -> Result<Notes, Error> {
    let sources = sources::on_disk(root, content)?;
    Ok(gather(sources, |sources| outcomes(sources, today), |name| root.join(name).is_file()))
}

/// The same, of a site that was read before.
pub(crate) fn read_again(root: &Path, content: &str, today: Date, memory: &mut Memory) -> Result<Notes, Error> {
    let sources = sources::on_disk(root, content)?;
    let outcomes = |sources| memory.outcomes(sources, content, today);
    Ok(gather(sources, outcomes, |name| root.join(name).is_file()))
}

/// The same, of an earlier revision; nothing where it has no folder `content`.
pub(crate) fn read_revision(revision: &Revision, content: &str, today: Date) -> Result<Option<Notes>, Error> {
    let Some(sources) = revision.sources(content)? else { return Ok(None) };
    Ok(Some(gather(sources, |sources| outcomes(sources, today), |name| revision.has_file(name))))
}

/// Pictures and documents that people look at are smaller, and each is held in memory once.
const LARGEST_FILE: u64 = 64 << 20;

/// No baseline of a million findings is as long.
const LARGEST_TEXT: u64 = 1 << 30;

/// The text of a file that is no note: settings, or a baseline.
pub(crate) fn text(file: &Path) -> Result<String, Error> {
    let text = || {
        let bytes = safe_open::whole(&file.canonicalize()?, LARGEST_TEXT)?;
        String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8 text"))
    };
    text().map_err(|error| Error::io("read", file, &error))
}

/// The bytes of a file beside notes that the site shows: what was found there when they were read.
pub(crate) fn beside(file: &Path) -> Result<Vec<u8>, Error> {
    safe_open::whole(file, LARGEST_FILE).map_err(|error| Error::io("read", file, &error))
}

fn outcome(source: Source, today: Date) -> Outcome {
    match sources::load(&source) {
        Ok(text) => note::parse(source.id, source.path, text, today),
        Err(refusal) => Outcome { note: None, unreadable: Some(refusal.file), problems: vec![refusal.problem] },
    }
}

fn outcomes(sources: Vec<Source>, today: Date) -> Vec<Outcome> {
    sources.into_par_iter().map(|source| outcome(source, today)).collect()
}

/// Turns sources into notes; `is_file` tells of files of the site by their path below its root.
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

impl Outcome {
    pub(crate) fn unreadable(path: String, flaw: Flaw, text: String, problems: Vec<Problem>) -> Self {
        let file = audience::unreadable(path, flaw, &text);
        Self { note: None, unreadable: Some(Unreadable { text: Some(text), ..file }), problems }
    }
}

/// Reads notes that are texts already, for tests.
#[cfg(test)]
pub(crate) fn from_texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>, today: Date) -> Notes {
    let files: Vec<_> = texts.into_iter().map(|(id, text)| (format!("{id}.md"), text.as_bytes())).collect();
    from_files(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)), today)
}

/// Reads files that are in memory already, each with its path below the content folder, for tests and fuzzers.
#[cfg(any(test, fuzzing))]
pub(crate) fn from_files<'t>(files: impl IntoIterator<Item = (&'t str, &'t [u8])>, today: Date) -> Notes {
    let mut gathering = sources::Gathering::new("content");
    for (path, bytes) in files {
        let file = sources::File::InGit(bytes.len() as u64, bytes.to_vec());
        gathering.take(path, true, sources::Kind::File(file));
    }
    gather(gathering.finish(), |sources| outcomes(sources, today), |_| false)
}
