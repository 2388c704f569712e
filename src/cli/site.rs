//! Finding and reading a site: its root, the date, its settings and its notes.
//!
//! Takes the global options; gives a [`Loaded`] site. The clock is read here and nowhere else.

use std::env;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::findings::full;
use super::{Globals, Streams};
use crate::audit::{self, Suppressions};
use crate::input::{self, Memory, Revision};
use crate::model::{Audience, Config, Error, Notes};
use crate::report::Report;
use crate::report::baseline::Known;
use crate::text::words::{count, visible};

/// Where a site is.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) root: PathBuf,
    /// The file of the settings.
    pub(super) file: PathBuf,
}

/// A site with everything that was read.
pub(super) struct Loaded {
    pub(super) root: PathBuf,
    /// The file of the settings.
    file: PathBuf,
    pub(super) config: Config,
    pub(super) notes: Notes,
    today: Date,
}

/// Reads settings and the notes that `audience` may see.
pub(super) fn load(globals: &Globals, audience: Audience, streams: &mut Streams<'_>) -> Result<Loaded, Error> {
    let place = locate(globals)?;
    let (config, today) = place.settings(globals)?;
    place.load(config, today, audience, None, globals, streams)
}

/// Reads site.toml alone.
pub(super) fn settings(globals: &Globals) -> Result<(PathBuf, Config, Date), Error> {
    let place = locate(globals)?;
    let (config, today) = place.settings(globals)?;
    Ok((place.root, config, today))
}

impl Place {
    /// Reads the settings, and tells the date of the audit.
    pub(super) fn settings(&self, globals: &Globals) -> Result<(Config, Date), Error> {
        let asked = match globals.today {
            Some(today) => Some(today),
            None => source_date_epoch()?,
        };
        let clock = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let config = input::settings(&self.root, &self.file, asked, clock)?;
        let today = asked.or(config.audit.today).unwrap_or(clock);
        Ok((config, today))
    }

    /// Reads the notes that `audience` may see, with what `memory` has of them.
    pub(super) fn load(
        &self,
        mut config: Config,
        today: Date,
        audience: Audience,
        memory: Option<&mut Memory>,
        globals: &Globals,
        streams: &mut Streams<'_>,
    ) -> Result<Loaded, Error> {
        streams.progress.step("reading notes");
        let all = match memory {
            Some(memory) => input::read_again(&self.root, &config.content, today, memory)?,
            None => input::read(&self.root, &config.content, today)?,
        };
        let notes = input::for_audience(all, audience, today);
        config.hide(|id| notes.is_person_hidden(id));
        streams.progress.step(format!("auditing {}", count(notes.len(), "note", "notes")));
        if globals.verbose {
            writeln!(
                streams.err,
                "{}: {} as of {today}, {}",
                visible(&self.root.join(&config.path).to_string_lossy()),
                count(notes.len(), "note", "notes"),
                count(config.people.len(), "person", "people")
            )?;
        }
        Ok(Loaded { root: self.root.clone(), file: self.file.clone(), config, notes, today })
    }
}

/// The folder to start from.
pub(super) fn start(globals: &Globals) -> Result<PathBuf, Error> {
    let here = env::current_dir().map_err(|error| Error::new(format!("cannot tell the current folder: {error}")))?;
    let start = globals.root.as_ref().map_or(here.clone(), |root| here.join(root));
    if !start.is_dir() {
        return Err(Error::new(format!("there is no folder {}", start.display())));
    }
    start.canonicalize().map_err(|error| Error::io("open", &start, &error))
}

/// Finds the site.
pub(super) fn locate(globals: &Globals) -> Result<Place, Error> {
    let start = start(globals)?;
    if let Some(file) = &globals.config {
        let file = full(file);
        let folder = file.parent().unwrap_or(&start);
        let folder = folder.canonicalize().map_err(|error| Error::io("open", folder, &error))?;
        // The file itself may be a link: its name is the one people know.
        let file = folder.join(file.file_name().unwrap_or_default());
        let root = if globals.root.is_some() { start } else { folder };
        return Ok(Place { root, file });
    }
    let root = input::find_root(&start).ok_or_else(|| {
        Error::with_help(
            format!("there is no site.toml in {} or in any folder above it", start.display()),
            "start a site here with `handover init`, or name its folder with --root",
        )
    })?;
    let file = root.join("site.toml");
    Ok(Place { root, file })
}

fn source_date_epoch() -> Result<Option<Date>, Error> {
    let Ok(value) = env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let timestamp = value.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    match timestamp {
        Some(timestamp) => Ok(Some(timestamp.to_zoned(TimeZone::UTC).date())),
        None => Err(Error::with_help(
            format!("SOURCE_DATE_EPOCH is \"{value}\", which is no number of seconds"),
            "unset it, or set it to the seconds since 1970-01-01",
        )),
    }
}

impl Loaded {
    /// Runs the audit.
    pub(super) fn report(&self, suppressions: Suppressions) -> Report<'_> {
        report(&self.root, &self.notes, &self.config, self.today, suppressions)
    }

    /// What an audit of the notes finds as they were at the revision called `name`, on the same day and with the settings
    /// of then.
    pub(super) fn known_since(
        &self,
        name: &str,
        suppressions: Suppressions,
        globals: &Globals,
        streams: &mut Streams<'_>,
    ) -> Result<Known, Error> {
        let revision = Revision::open(&self.root, name)?;
        streams.progress.step(format!("auditing {}", visible(name)));
        let mut say = |said: String| {
            if globals.quiet { Ok(()) } else { writeln!(streams.err, "{}", visible(&said)) }
        };
        let path = &self.config.path;
        let then = match revision.text(&self.file)?.map(|text| input::settings_of_revision(path, text, self.today)) {
            None => {
                say(format!("{name} has no {path}, so every finding counts as new"))?;
                return Ok(Known::default());
            }
            Some(Err(Error::Config { .. })) => {
                say(format!("{path} cannot be used as it was at {name}; that of now is, instead"))?;
                None
            }
            Some(config) => Some(config?),
        };
        let content = then.as_ref().map_or(&self.config.content, |config| &config.content);
        let Some(notes) = input::read_revision(&revision, content, self.today)? else {
            say(format!("{name} has no folder {content}, so every finding counts as new"))?;
            return Ok(Known::default());
        };
        let notes = input::for_audience(notes, self.notes.audience, self.today);
        if notes.is_empty() {
            say(format!("{name} has no notes, so every finding counts as new"))?;
        }
        let then = then.map(|mut config| {
            config.hide(|id| notes.is_person_hidden(id));
            config
        });
        let config = then.as_ref().unwrap_or(&self.config);
        Ok(Known::of(&report(&self.root, &notes, config, self.today, suppressions)))
    }

    /// Keeps reports from being written over what they are about.
    pub(super) fn refuse_own_files(&self, file: &Path) -> Result<(), Error> {
        let path = full(file);
        let Ok(real) = path.canonicalize() else { return Ok(()) };
        let is_settings = self.file.canonicalize().is_ok_and(|settings| settings == real);
        if is_settings || real.starts_with(self.root.join(&self.config.content)) {
            return Err(Error::with_help(
                format!("{} is part of the site, and would be overwritten", file.display()),
                "name another file",
            ));
        }
        Ok(())
    }

    /// Whether there was nothing to audit at all.
    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.notes.unreadable.is_empty() && self.notes.hidden_count() == 0
    }
}

fn report<'l>(
    root: &Path,
    notes: &'l Notes,
    config: &'l Config,
    today: Date,
    suppressions: Suppressions,
) -> Report<'l> {
    let prefix = input::git_root(root).map_or_else(String::new, |(_, prefix)| prefix);
    Report::new(audit::run(notes, config, today, suppressions), prefix)
}
