//! What stands where a site is to go, and what lies aside of it.
//!
//! Takes folders; gives what is there, or refuses it: nobody else's files and none of the site's own are written over.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::names::{ASIDE, LOCK, TEMPORARY};
use crate::model::Error;
use crate::text::words::list_some;

/// What an output folder without a manifest holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// There is no folder.
    Absent,
    /// Nothing, or what a killed build left.
    Nothing,
    /// Files that are not ours.
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

/// Whether an empty folder can give way to another one: it cannot where something is mounted on it, or where nothing may
/// be changed beside it. Tried out with `aside`, which is not there afterwards.
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

/// Refuses a target that is or contains the `root` of the site, or has to do with one of the folders of its own.
pub(super) fn refuse_own_folders(target: &Path, root: &Path, keep: &[PathBuf]) -> Result<(), Error> {
    let refuse = |what: &str, folder: &Path| {
        Err(Error::with_help(
            format!("the output folder {} {what} {}", target.display(), folder.display()),
            "name another folder with --out",
        ))
    };
    if real_path(root)?.starts_with(target) {
        return refuse("is or contains the site's own folder", root);
    }
    for folder in keep {
        let folder = real_path(folder)?;
        if folder.starts_with(target) {
            return refuse("is or contains", &folder);
        }
        if target.starts_with(&folder) {
            return refuse("lies inside", &folder);
        }
    }
    Ok(())
}

/// The path without links and `..`, as far as it exists; the rest as it will be once it is made.
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
            "remove the link, or make the folder it leads to",
        ));
    }
    Ok(real)
}

/// Refuses what is no folder where one is needed: a link, which would lead elsewhere, or a file.
pub(super) fn refuse_no_folder(folder: &Path) -> Result<(), Error> {
    match folder.symlink_metadata() {
        Ok(found) if found.is_symlink() => Err(Error::with_help(
            format!("{} is a symbolic link, and files would be written behind it", folder.display()),
            "remove the link",
        )),
        Ok(found) if !found.is_dir() => Err(no_folder(folder)),
        _ => Ok(()),
    }
}

fn no_folder(folder: &Path) -> Error {
    Error::with_help(
        format!("{} is a file, and a folder is needed there", folder.display()),
        "move it away, or name another folder with --out",
    )
}

/// Whether files in the folder can come and go.
#[cfg(unix)]
pub(super) fn can_be_changed(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Nobody can tell beforehand.
#[cfg(not(unix))]
pub(super) fn can_be_changed(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Refuses to go on where any of these stands in the way.
pub(super) fn refuse_in_the_way(files: &[PathBuf]) -> Result<(), Error> {
    const NAMED: usize = 5;
    match files {
        [] => Ok(()),
        [only] => Err(in_the_way(only)),
        several => {
            let named: Vec<String> = several.iter().map(|file| file.display().to_string()).collect();
            Err(Error::with_help(
                format!(
                    "{} are in the way: Handover did not write them and will not overwrite them",
                    list_some(&named, NAMED)
                ),
                "move them away, or name another folder with --out",
            ))
        }
    }
}

/// Something that is not ours stands where something of ours has to go.
pub(super) fn in_the_way(path: &Path) -> Error {
    Error::with_help(
        format!("{} is in the way: Handover did not write it and will not overwrite it", path.display()),
        "move it away, or name another folder with --out",
    )
}

/// Clears what this build or a killed one has left in the folder `aside`, if it is ours. What says so goes last: a build
/// killed while it clears is cleared by the next.
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

/// The list of what is ours, or the beginning of one.
fn is_mark(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes()))
}

/// Whether the file at `path` is one of ours, for all that can be seen: a plain file, and no link leads to it from
/// `folder`, which is where we wrote it.
pub(super) fn is_plain(folder: &Path, path: &str) -> bool {
    let is_file = folder.join(path).symlink_metadata().is_ok_and(|found| found.is_file());
    is_file && is_reached_directly(folder, path)
}

fn is_reached_directly(folder: &Path, path: &str) -> bool {
    parents(path).all(|parent| !folder.join(parent).is_symlink())
}

/// Removes the folders above `path`, below `folder`, that hold nothing any more.
pub(super) fn remove_empty_folders(folder: &Path, path: &str) {
    if !is_reached_directly(folder, path) {
        return;
    }
    for parent in parents(path) {
        match fs::remove_dir(folder.join(parent)) {
            Ok(()) => {}
            // A build that was killed here removed it.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            // Something else lies in it, which is what should keep it.
            Err(_) => break,
        }
    }
}

/// The folders that `path` names, from the inmost.
pub(super) fn parents(path: &str) -> impl Iterator<Item = &Path> {
    Path::new(path).ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty())
}
