//! Single files: reports, baselines, new notes, manifests.
//!
//! Takes a path and bytes. A file appears complete or not at all.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::names::TEMPORARY;
use crate::model::Error;

/// Writes one file, complete or not at all. A link is followed. A device or a pipe is written to and not replaced.
pub(crate) fn write_file(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    match file.canonicalize() {
        Ok(real) if real.is_dir() => {
            Err(Error::with_help(format!("cannot write {}: it is a folder", file.display()), "name a file"))
        }
        Ok(real) if !real.is_file() => fs::write(&real, bytes).map_err(|error| Error::io("write", file, &error)),
        Ok(real) => replace(&real, bytes),
        // A link to a missing file, or to something without a path, such as a pipe.
        Err(_) if file.is_symlink() => fs::write(file, bytes).map_err(|error| Error::io("write", file, &error)),
        Err(_) => replace(file, bytes),
    }
}

/// Writes a temporary file in the same folder and renames it.
fn replace(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = file.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let message = format!("cannot write {}: there is no folder {}", file.display(), folder.display());
        return Err(Error::with_help(message, "create the folder, or name another"));
    }
    rename_into_place(file, folder, bytes, Flush::Never).map_err(|error| Error::io("write", file, &error))
}

/// Writes a file that must not exist yet, and creates the folders above it.
pub(crate) fn create_file(file: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::io("create", folder, &error))?;
    }
    let mut created =
        fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Error::with_help(
                format!("{} already exists, so nothing was written", file.display()),
                "choose another name, or edit that file",
            ),
            _ => Error::io("create", file, &error),
        })?;
    created.write_all(text.as_bytes()).map_err(|error| Error::io("write", file, &error))
}

/// Whether a file is flushed to the disk before it gets its name. Then a power cut cannot leave an empty file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flush {
    First,
    Never,
}

/// Writes a temporary file in the folder `aside` and renames it to `file`.
pub(super) fn rename_into_place(file: &Path, aside: &Path, bytes: &[u8], flush: Flush) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The same permissions as any other new file: read and write, limited by the umask.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(aside)?;
    temporary.write_all(bytes)?;
    if let Ok(old) = file.metadata() {
        // The new file keeps the permissions of the old one.
        temporary.as_file().set_permissions(old.permissions())?;
    }
    if flush == Flush::First {
        temporary.as_file().sync_data()?;
    }
    temporary.persist(file)?;
    Ok(())
}
