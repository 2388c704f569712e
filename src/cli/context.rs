//! What every verb runs with: the global options, two streams, the progress line, and the site these options name.

use std::fmt::Display;
use std::io::Write;

use clap::Command;
use jiff::civil::Date;

use super::globals::Globals;
use super::progress::Progress;
use crate::app::{LoadedSite, Location};
use crate::input::NoteCache;
use crate::model::{Audience, Config, Error};
use crate::text::control::visible;
use crate::text::words::count;

pub(super) struct Context<'c> {
    pub(super) globals: Globals,
    pub(super) out: &'c mut dyn Write,
    pub(super) err: &'c mut dyn Write,
    /// The progress line; it ends with the first output.
    pub(super) progress: &'c Progress,
    /// The command line itself, for manual pages and completions.
    pub(super) command: fn() -> Command,
}

impl Context<'_> {
    /// Finds the site.
    pub(super) fn location(&self) -> Result<Location, Error> {
        Location::find(self.globals.root.as_deref(), self.globals.config.as_deref())
    }

    /// Reads the settings and the notes that `audience` may see.
    pub(super) fn load(&mut self, audience: Audience) -> Result<LoadedSite, Error> {
        let location = self.location()?;
        let (config, today) = location.settings(self.globals.today)?;
        self.read(&location, config, today, audience, None)
    }

    /// Reads the notes that `audience` may see, and shows the progress.
    pub(super) fn read(
        &mut self,
        location: &Location,
        config: Config,
        today: Date,
        audience: Audience,
        cache: Option<&mut NoteCache>,
    ) -> Result<LoadedSite, Error> {
        self.progress.step("reading notes");
        let site = LoadedSite::read(location, config, today, audience, cache)?;
        let notes = count(site.notes.len(), "note", "notes");
        self.progress.step(format!("auditing {notes}"));
        if self.globals.verbose {
            let settings = visible(&site.root.join(&site.config.path).to_string_lossy());
            let people = count(site.config.people.len(), "person", "people");
            writeln!(self.err, "{settings}: {notes} as of {}, {people}", site.today)?;
        }
        Ok(site)
    }

    /// Prints a line on standard output, unless `--quiet`.
    pub(super) fn say(&mut self, line: impl Display) -> Result<(), Error> {
        if self.globals.quiet { Ok(()) } else { Ok(writeln!(self.out, "{line}")?) }
    }

    /// Prints a line on standard error, unless `--quiet`.
    pub(super) fn notify(&mut self, line: impl Display) -> Result<(), Error> {
        if self.globals.quiet { Ok(()) } else { Ok(writeln!(self.err, "{line}")?) }
    }
}
