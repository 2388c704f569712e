//! Finds a site and reads its settings.
//!
//! Takes folders and files as they were typed; gives a [`Location`], settings and the date of the audit. The clock is
//! read here and nowhere else.

use std::env;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::paths::absolute;
use crate::input;
use crate::model::{Config, Error};

/// Where a site is.
#[derive(Clone, Debug)]
pub(crate) struct Location {
    pub(crate) root: PathBuf,
    pub(crate) settings_file: PathBuf,
}

impl Location {
    /// The site in `root` or in the nearest folder above it that has a site.toml; `config` names another file of
    /// settings.
    pub(crate) fn find(root: Option<&Path>, config: Option<&Path>) -> Result<Self, Error> {
        let start = start_folder(root)?;
        if let Some(file) = config {
            let file = absolute(file);
            let folder = file.parent().unwrap_or(&start);
            let folder = folder.canonicalize().map_err(|error| Error::io("open", folder, &error))?;
            // The file itself may be a link. Messages show the path that the user typed.
            let settings_file = folder.join(file.file_name().unwrap_or_default());
            let root = if root.is_some() { start } else { folder };
            return Ok(Self { root, settings_file });
        }
        let root = input::find_root(&start).ok_or_else(|| {
            Error::with_help(
                format!("there is no site.toml in {} or in any folder above it", start.display()),
                "run `handover init` to start a site here, or name the site's folder with --root",
            )
        })?;
        let settings_file = root.join("site.toml");
        Ok(Self { root, settings_file })
    }

    /// Reads the settings. Gives the date of the audit too: `today` if given, else `SOURCE_DATE_EPOCH`, else the
    /// setting, else the clock.
    pub(crate) fn settings(&self, today: Option<Date>) -> Result<(Config, Date), Error> {
        let asked = match today {
            Some(today) => Some(today),
            None => source_date_epoch()?,
        };
        let clock = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let config = input::settings(&self.root, &self.settings_file, asked, clock)?;
        let today = asked.or(config.audit.today).unwrap_or(clock);
        Ok((config, today))
    }
}

/// The folder to start from: `root`, or the current one.
pub(crate) fn start_folder(root: Option<&Path>) -> Result<PathBuf, Error> {
    let here = env::current_dir().map_err(|error| Error::new(format!("cannot find the current folder: {error}")))?;
    let start = root.map_or(here.clone(), |root| here.join(root));
    if !start.is_dir() {
        return Err(Error::with_help(
            format!("there is no folder {}", start.display()),
            "create it, or name another folder with --root",
        ));
    }
    start.canonicalize().map_err(|error| Error::io("open", &start, &error))
}

fn source_date_epoch() -> Result<Option<Date>, Error> {
    let Ok(value) = env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let timestamp = value.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    match timestamp {
        Some(timestamp) => Ok(Some(timestamp.to_zoned(TimeZone::UTC).date())),
        None => Err(Error::with_help(
            format!("SOURCE_DATE_EPOCH is \"{value}\", which is not a number of seconds"),
            "unset it, or set it to the seconds since 1970-01-01",
        )),
    }
}
