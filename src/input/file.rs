//! Whole files that are not notes: settings, baselines, and the pictures and documents beside notes.

use std::io;
use std::path::Path;

use super::safe_open;
use crate::model::Error;

/// Pictures and documents for readers are smaller, and each is held in memory once.
pub(super) const LARGEST_FILE: u64 = 64 << 20;

/// A baseline of a million findings is smaller.
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
