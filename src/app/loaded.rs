//! A site that has been read, and its audit.
//!
//! Takes a location and its settings; gives a [`LoadedSite`] with its notes, and reports about it.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::location::Location;
use super::paths::absolute;
use crate::audit::{self, Suppressions};
use crate::input::{self, NoteCache};
use crate::model::{Audience, Config, Error, Notes};
use crate::report::{Report, lies_below};

/// A site with its settings and its notes.
pub(crate) struct LoadedSite {
    pub(crate) root: PathBuf,
    pub(super) settings_file: PathBuf,
    pub(crate) config: Config,
    pub(crate) notes: Notes,
    pub(crate) today: Date,
}

impl LoadedSite {
    /// Reads the notes that `audience` may see. Notes in `cache` that have not changed are not read again.
    pub(crate) fn read(
        location: &Location,
        mut config: Config,
        today: Date,
        audience: Audience,
        cache: Option<&mut NoteCache>,
    ) -> Result<Self, Error> {
        let root = &location.root;
        let all = match cache {
            Some(cache) => input::read_again(root, &config.content.dir, today, cache)?,
            None => input::read(root, &config.content.dir, today)?,
        };
        let notes = input::for_audience(all, audience, today);
        config.hide(|id| notes.is_person_hidden(id));
        Ok(Self { root: root.clone(), settings_file: location.settings_file.clone(), config, notes, today })
    }

    /// Runs the audit.
    pub(crate) fn report(&self, suppressions: Suppressions) -> Report<'_> {
        self.report_on(&self.notes, &self.config, suppressions)
    }

    /// Runs the audit on other notes of this site, with other settings.
    pub(super) fn report_on<'l>(&self, notes: &'l Notes, config: &'l Config, suppressions: Suppressions) -> Report<'l> {
        let prefix = input::git_root(&self.root).map_or_else(String::new, |(_, prefix)| prefix);
        Report::new(audit::run(notes, config, self.today, suppressions), prefix)
    }

    /// Whether there is nothing to audit.
    pub(crate) fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.notes.unreadable.is_empty() && self.notes.hidden_count() == 0
    }

    /// Refuses a path without anything to audit: a check of it would always pass.
    pub(crate) fn refuse_path_without_notes(&self, path: &str) -> Result<(), Error> {
        let notes = self.notes.iter().map(|note| &note.path);
        let files = self.notes.unreadable.iter().map(|file| &file.path);
        let problems = self.notes.problems.iter().map(|problem| &problem.location.path);
        let mut all = notes.chain(files).chain(problems).chain([&self.config.path]);
        if self.is_empty() || all.any(|file| lies_below(file, path)) {
            return Ok(());
        }
        Err(Error::with_help(
            format!("{path} contains no notes"),
            format!("name a note or a folder of notes; notes are the .md files below {}", self.config.content.dir),
        ))
    }

    /// Refuses to write an output file over the settings or into the content folder.
    pub(crate) fn refuse_own_file(&self, file: &Path) -> Result<(), Error> {
        let path = absolute(file);
        let Ok(real) = path.canonicalize() else { return Ok(()) };
        let is_settings = self.settings_file.canonicalize().is_ok_and(|settings| settings == real);
        if is_settings || real.starts_with(self.root.join(&self.config.content.dir)) {
            return Err(Error::with_help(
                format!("{} is part of the site and would be overwritten", file.display()),
                "name another file",
            ));
        }
        Ok(())
    }
}
