//! Single files: reports, baselines, new notes, manifests.
//!
//! Takes a path and bytes; each file appears whole or not at all.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::names::TEMPORARY;
use crate::model::Error;

/// Writes one file, whole or not at all. A link is followed, and what is no regular file, such as a device or a pipe, is
/// written to where it stands.
pub(crate) fn write_file(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    match file.canonicalize() {
        Ok(real) if real.is_dir() => {
            Err(Error::with_help(format!("cannot write {}: it is a folder", file.display()), "name a file in it"))
        }
        Ok(real) if !real.is_file() => fs::write(&real, bytes).map_err(|error| Error::io("write", file, &error)),
        Ok(real) => replace(&real, bytes),
        // A link to nothing yet, or to what has no path, such as a pipe.
        Err(_) if file.is_symlink() => fs::write(file, bytes).map_err(|error| Error::io("write", file, &error)),
        Err(_) => replace(file, bytes),
    }
}

/// Writes a file beside its place and renames it.
fn replace(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = file.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let message = format!("cannot write {}: there is no folder {}", file.display(), folder.display());
        return Err(Error::with_help(message, "make the folder, or name another"));
    }
    rename_into_place(file, folder, bytes, Flush::Never).map_err(|error| Error::io("write", file, &error))
}

/// Writes a file that must not be there yet, and the folders above it.
pub(crate) fn create_file(file: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::io("create", folder, &error))?;
    }
    let mut created =
        fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Error::with_help(
                format!("{} is there already", file.display()),
                "nothing was written; choose another name, or edit what is there",
            ),
            _ => Error::io("create", file, &error),
        })?;
    created.write_all(text.as_bytes()).map_err(|error| Error::io("write", file, &error))
}

/// Whether a file is on the disk before it gets its name, so that a power cut cannot leave the name without the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flush {
    First,
    Never,
}

/// Writes a file in the folder `aside` and renames it.
pub(super) fn rename_into_place(file: &Path, aside: &Path, bytes: &[u8], flush: Flush) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any other new file: what the umask leaves of read and write for all.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(aside)?;
    temporary.write_all(bytes)?;
    if let Ok(old) = file.metadata() {
        // Who could not read it before cannot read it now.
        temporary.as_file().set_permissions(old.permissions())?;
    }
    if flush == Flush::First {
        temporary.as_file().sync_data()?;
    }
    temporary.persist(file)?;
    Ok(())
}
