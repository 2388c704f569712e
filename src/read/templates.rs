//! The site's own templates and assets.
//!
//! Takes the site's root; gives every regular file below `templates/`, if there is such a folder.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::slashed;
use crate::error::Error;
use crate::render::Override;

/// Reads `root`/templates.
pub(crate) fn templates(root: &Path) -> Result<Vec<Override>, Error> {
    let folder = root.join("templates");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut own = Vec::new();
    for entry in WalkDir::new(&folder).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::new(format!("cannot read {}: {error}", folder.display())))?;
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if entry.file_type().is_file() && !is_hidden {
            let bytes = fs::read(entry.path()).map_err(|error| Error::io("read", entry.path(), &error))?;
            let name = slashed(entry.path().strip_prefix(&folder).unwrap_or(entry.path()));
            own.push(Override { name, bytes });
        }
    }
    Ok(own)
}
