//! Files that are not notes: settings, baselines, and pictures and documents beside notes.

use std::io;
use std::path::Path;

use super::safe_open;
use crate::model::Error;

/// The largest picture or document, in bytes. Each is held in memory.
pub(super) const LARGEST_FILE: u64 = 64 << 20;

/// The largest baseline, in bytes. One with a million findings is smaller.
const LARGEST_TEXT: u64 = 1 << 30;

/// The text of settings or a baseline.
pub(crate) fn text(file: &Path) -> Result<String, Error> {
    let text = || {
        let bytes = safe_open::whole(&file.canonicalize()?, LARGEST_TEXT)?;
        String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8 text"))
    };
    text().map_err(|error| Error::io("read", file, &error))
}

/// The bytes of a file beside notes that the site shows.
pub(crate) fn beside(file: &Path) -> Result<Vec<u8>, Error> {
    safe_open::whole(file, LARGEST_FILE).map_err(|error| Error::io("read", file, &error))
}
