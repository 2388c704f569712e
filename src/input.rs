//! Reads `content/` into [`Notes`](crate::model::Notes): walks the folder, splits front matter from body, and turns
//! both into typed facts.
//!
//! Takes the folder and the audit's date; gives all notes, and a problem with its place for everything that cannot be
//! read. A broken note does not affect other notes. This module does not know the rules.

mod audience;
mod body;
mod file;
mod front_matter;
mod git;
mod note;
mod note_cache;
mod notes;
mod outcome;
mod redact_links;
mod rewrite;
mod safe_open;
mod settings;
mod sources;
mod templates;
#[cfg(test)]
mod tests;

pub(crate) use body::{destination, parser};
pub(crate) use file::{beside, text};
pub(crate) use git::Revision;
pub(crate) use note_cache::NoteCache;
#[cfg(any(test, fuzzing))]
pub(crate) use notes::from_files;
#[cfg(test)]
pub(crate) use notes::from_texts;
pub(crate) use notes::{read, read_again, read_revision};
pub(crate) use redact_links::for_audience;
pub(crate) use rewrite::{Edit, rewritten};
#[cfg(any(test, fuzzing))]
pub(crate) use settings::settings_from_text;
pub(crate) use settings::{find_root, git_root, settings, settings_of_revision};
pub(crate) use sources::{is_skipped, slashed};
pub(crate) use templates::{TemplateFile, templates};
