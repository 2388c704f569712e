//! The output folder before a build, and the staging folder.
//!
//! Takes folders; gives what they contain, or refuses them. Files of other programs and the sources of the site are
//! never overwritten.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::names::{ASIDE, LOCK, TEMPORARY};
use crate::model::Error;
use crate::text::words::list_some;

/// What an output folder without a manifest contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// There is no folder.
    Absent,
    /// Nothing, or only the remains of a killed build.
    Nothing,
    /// Files that Handover did not write.
    Foreign,
}

impl Holds {
    pub(super) fn of(folder: &Path) -> Result<Self, Error> {
        let failed = |error| Error::io("open", folder, &error);
        match fs::read_dir(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::Absent),
            Err(error) if error.kind() == ErrorKind::NotADirectory => Err(no_folder(folder)),
            Err(error) => Err(failed(error)),
            Ok(entries) => {
                for entry in entries {
                    let name = entry.map_err(failed)?.file_name();
                    if name != ASIDE && name != LOCK {
                        return Ok(Self::Foreign);
                    }
                }
                Ok(Self::Nothing)
            }
        }
    }
}

/// Whether another folder can be renamed to this empty folder. This fails if the folder is a mount point or its parent
/// is read-only. Creates and removes the folder `aside` to find out.
pub(super) fn can_be_replaced(folder: &Path, aside: &Path) -> bool {
    let try_it = || {
        fs::create_dir(aside)?;
        fs::set_permissions(aside, folder.metadata()?.permissions())?;
        fs::rename(aside, folder)
    };
    let is_replaced = try_it().is_ok();
    if !is_replaced {
        let _ = fs::remove_dir(aside);
    }
    is_replaced
}

/// Refuses a target that is or contains the `root` of the site, or that overlaps one of the folders in `keep`.
pub(super) fn refuse_own_folders(target: &Path, root: &Path, keep: &[PathBuf]) -> Result<(), Error> {
    let refuse = |what: &str, folder: &Path| {
        Err(Error::with_help(
            format!("the output folder {} {what} {}", target.display(), folder.display()),
            "name another folder with --out",
        ))
    };
    if real_path(root)?.starts_with(target) {
        return refuse("is or contains the folder of the site,", root);
    }
    for folder in keep {
        let folder = real_path(folder)?;
        if folder.starts_with(target) {
            return refuse("is or contains", &folder);
        }
        if target.starts_with(&folder) {
            return refuse("is inside", &folder);
        }
    }
    Ok(())
}

/// The path without links and `..`. Its last parts need not exist yet.
pub(super) fn real_path(path: &Path) -> Result<PathBuf, Error> {
    if let Ok(real) = path.canonicalize() {
        return Ok(real);
    }
    let Some(parent) = path.parent() else { return Ok(path.to_owned()) };
    let mut real = real_path(parent)?;
    if real.is_file() {
        return Err(no_folder(&real));
    }
    match path.components().next_back() {
        Some(Component::ParentDir) => _ = real.pop(),
        Some(last) => real.push(last),
        None => {}
    }
    if real.is_symlink() {
        return Err(Error::with_help(
            format!("{} is a symbolic link that leads nowhere", real.display()),
            "remove the link, or create the folder it leads to",
        ));
    }
    Ok(real)
}

/// Refuses a link or a file in the place of a folder. Files would be written to where the link leads.
pub(super) fn refuse_no_folder(folder: &Path) -> Result<(), Error> {
    match folder.symlink_metadata() {
        Ok(found) if found.is_symlink() => Err(Error::with_help(
            format!("{} is a symbolic link, so files would be written to another folder", folder.display()),
            "remove the link",
        )),
        Ok(found) if !found.is_dir() => Err(no_folder(folder)),
        _ => Ok(()),
    }
}

fn no_folder(folder: &Path) -> Error {
    Error::with_help(
        format!("{} is a file, but a folder is needed", folder.display()),
        "move it away, or name another folder with --out",
    )
}

/// Whether the user may create and remove files in the folder.
#[cfg(unix)]
pub(super) fn can_be_changed(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Other systems cannot tell in advance.
#[cfg(not(unix))]
pub(super) fn can_be_changed(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Refuses to overwrite any of these files.
pub(super) fn refuse_in_the_way(files: &[PathBuf]) -> Result<(), Error> {
    const NAMED: usize = 5;
    match files {
        [] => Ok(()),
        [only] => Err(in_the_way(only)),
        several => {
            let named: Vec<String> = several.iter().map(|file| file.display().to_string()).collect();
            Err(Error::with_help(
                format!("{} already exist, and Handover did not write them", list_some(&named, NAMED)),
                "move them away, or name another folder with --out",
            ))
        }
    }
}

/// The error for something that Handover did not write in the place of a file of the site.
pub(super) fn in_the_way(path: &Path) -> Error {
    Error::with_help(
        format!("{} already exists, and Handover did not write it", path.display()),
        "move it away, or name another folder with --out",
    )
}

/// Removes the staging folder `aside` of this build or of a killed one. Refuses a folder without a manifest. The
/// manifest is removed last: if this build is killed too, the next one can continue.
pub(super) fn remove_leftovers(aside: &Path) -> Result<(), Error> {
    refuse_no_folder(aside)?;
    let failed = |error: io::Error| Error::io("remove", aside, &error);
    let entries: Vec<PathBuf> = match fs::read_dir(aside) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect()).map_err(failed)?,
    };
    let (marks, rest): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| is_mark(path));
    if marks.is_empty() && !rest.is_empty() {
        return Err(in_the_way(aside));
    }
    for path in rest.iter().chain(&marks) {
        let is_folder = path.symlink_metadata().map_err(failed)?.is_dir();
        if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) }.map_err(failed)?;
    }
    fs::remove_dir(aside).map_err(failed)
}

/// Whether a file is a manifest, or the start of one. It shows that the folder is a staging folder.
fn is_mark(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes()))
}

/// Whether the file at `path` is a regular file in real folders below `folder`. If not, somebody has replaced the file
/// that Handover wrote.
pub(super) fn is_plain(folder: &Path, path: &str) -> bool {
    let is_file = folder.join(path).symlink_metadata().is_ok_and(|found| found.is_file());
    is_file && is_reached_directly(folder, path)
}

fn is_reached_directly(folder: &Path, path: &str) -> bool {
    parents(path).all(|parent| !folder.join(parent).is_symlink())
}

/// Removes the folders above `path` and below `folder` that are empty now.
pub(super) fn remove_empty_folders(folder: &Path, path: &str) {
    if !is_reached_directly(folder, path) {
        return;
    }
    for parent in parents(path) {
        match fs::remove_dir(folder.join(parent)) {
            Ok(()) => {}
            // A killed build has already removed it.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            // It contains other files, so it is kept.
            Err(_) => break,
        }
    }
}

/// The parent folders of `path`, innermost first.
pub(super) fn parents(path: &str) -> impl Iterator<Item = &Path> {
    Path::new(path).ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty())
}
