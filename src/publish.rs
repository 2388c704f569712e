//! The only writer: files on disk, each of them whole.
//!
//! Takes paths and bytes; gives an output folder that holds exactly what was produced. A first build is written aside
//! and renamed once; a rebuild stages what changed, and renames it only when all of it is there. What Handover
//! wrote is listed in a manifest, and nothing else is ever deleted or overwritten.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use self::manifest::{MANIFEST, Manifest, Record};
use crate::error::Error;

mod manifest;

/// Where a rebuild stages what changed.
const ASIDE: &str = ".handover-tmp";
/// How files begin that are not whole yet, and the manifest too.
const TEMPORARY: &str = ".handover-";

/// An output folder that is being written.
///
/// Until [`Site::finish`] nothing in the target changes: files, and the list of them, lie aside. Whenever a build is
/// killed, what it leaves is listed, in the target or aside, and so known to be ours.
#[derive(Debug)]
pub(crate) struct Site {
    target: PathBuf,
    /// Where files go until all are there: beside the target on a first build, else inside it.
    aside: PathBuf,
    /// What lies in the target already; nothing on a first build.
    previous: Option<Manifest>,
    /// What the target is to hold.
    files: Manifest,
    /// Something of ours lies aside and goes with the value, unless it was put in place.
    is_staging: bool,
}

impl Site {
    /// Prepares to make `target` hold exactly `paths`. `keep` are folders that are not to be touched: the site's own.
    pub(crate) fn open(target: &Path, paths: BTreeSet<String>, root: &Path, keep: &[PathBuf]) -> Result<Self, Error> {
        refuse_own_folders(target, root, keep)?;
        let previous = Manifest::read(target)?;
        if previous.is_none() && !is_absent_or_empty(target)? {
            return Err(Error::with_help(
                format!("{} holds files that Handover did not write, so it is left alone", target.display()),
                "name another folder with --out, or empty this one yourself",
            ));
        }
        let aside = if previous.is_none() { beside(target)? } else { target.join(ASIDE) };
        let files = paths.into_iter().map(|path| (path, Record::default())).collect();
        let mut site = Self { target: target.to_owned(), aside, previous, files, is_staging: false };
        site.refuse_what_is_in_the_way()?;
        remove_leftovers(&site.aside)?;
        site.is_staging = true;
        site.make_folders(&site.aside)?;
        Ok(site)
    }

    /// Takes a file, unless it is there already with the same bytes; tells whether it did. It is seen after
    /// [`Site::finish`].
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        if self.previous.is_some() && fs::read(self.target.join(path)).is_ok_and(|old| old == bytes) {
            return Ok(false);
        }
        let staged = self.aside.join(path);
        fs::write(&staged, bytes).map_err(|error| Error::io("write", &staged, &error))?;
        Ok(true)
    }

    /// Removes what is no longer produced and puts the whole folder in place; gives how many files were removed.
    pub(crate) fn finish(mut self) -> Result<usize, Error> {
        let removed = match self.previous.take() {
            None => self.put_in_place().map(|()| 0),
            Some(previous) => self.replace(&previous),
        }?;
        self.is_staging = false;
        Ok(removed)
    }

    /// A first build becomes the target whole.
    fn put_in_place(&self) -> Result<(), Error> {
        match fs::remove_dir(&self.target) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::io("replace", &self.target, &error)),
            _ => fs::rename(&self.aside, &self.target).map_err(|error| Error::io("create", &self.target, &error)),
        }
    }

    /// A rebuild goes file by file; gives how many were removed.
    fn replace(&self, previous: &Manifest) -> Result<usize, Error> {
        // Listed before there is a file or a folder of them: a next build clears what a killed one has made.
        self.list(&self.target, &previous.and(&self.files))?;
        self.make_folders(&self.target)?;
        for path in self.files.paths() {
            let file = self.target.join(path);
            match fs::rename(self.aside.join(path), &file) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(Error::io("write", &file, &error)),
                // Not staged: unchanged.
                _ => {}
            }
        }
        let mut removed = 0;
        for stale in previous.missing_in(&self.files) {
            let file = self.target.join(stale);
            match fs::remove_file(&file) {
                Ok(()) => removed += 1,
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(Error::io("remove", &file, &error)),
            }
            remove_empty_folders(&self.target, stale);
        }
        self.list(&self.target, &self.files)?;
        remove_leftovers(&self.aside)?;
        Ok(removed)
    }

    /// The folders that files lie in, below `base`.
    fn folders(&self, base: &Path) -> BTreeSet<PathBuf> {
        self.files.paths().filter_map(|path| Some(base.join(path).parent()?.to_owned())).collect()
    }

    /// Makes `base` and the folders below it; aside, the list of what comes there goes first.
    fn make_folders(&self, base: &Path) -> Result<(), Error> {
        let make = |folder: &Path| fs::create_dir_all(folder).map_err(|error| Error::io("create", folder, &error));
        make(base)?;
        if base == self.aside {
            self.list(base, &self.files)?;
        }
        self.folders(base).iter().try_for_each(|folder| make(folder))
    }

    /// Looks for all that would stop [`Site::finish`] half way, or would lead it out of the target.
    fn refuse_what_is_in_the_way(&self) -> Result<(), Error> {
        let Some(previous) = &self.previous else { return Ok(()) };
        let mut foreign = self.files.missing_in(previous).map(|path| self.target.join(path));
        if let Some(file) = foreign.find(|file| file.symlink_metadata().is_ok()) {
            return Err(Error::with_help(
                format!("{} is in the way: Handover did not write it and will not overwrite it", file.display()),
                "move it away, or name another folder with --out",
            ));
        }
        let folders = self.folders(&self.target);
        let inside = |folder: &&Path| *folder != self.target && folder.starts_with(&self.target);
        let folders = folders.iter().flat_map(|folder| folder.ancestors().filter(inside));
        folders.chain([self.aside.as_path()]).try_for_each(refuse_no_folder)
    }

    /// Writes into `folder` which `files` are ours. What is half written lies aside.
    fn list(&self, folder: &Path, files: &Manifest) -> Result<(), Error> {
        rename_into_place(&folder.join(MANIFEST), &self.aside, files.to_string().as_bytes())
    }
}

impl Drop for Site {
    /// A build that does not end, for a template that fails or a disk that is full, leaves nothing aside.
    fn drop(&mut self) {
        if self.is_staging {
            // Whatever cannot be removed now is removed by the next build.
            let _ = remove_leftovers(&self.aside);
        }
    }
}

/// Writes one file, whole or not at all. A link is followed, and what is no regular file, such as a device or a pipe, is
/// written to where it stands.
pub(crate) fn write_file(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    match file.canonicalize() {
        Ok(real) if real.is_dir() => {
            Err(Error::with_help(format!("cannot write {}: it is a folder", file.display()), "name a file in it"))
        }
        Ok(real) if !real.is_file() => fs::write(&real, bytes).map_err(|error| Error::io("write", file, &error)),
        Ok(real) => rename_into_place(&real, real.parent().unwrap_or(Path::new(".")), bytes),
        // A link to nothing yet, or to what has no path, such as a pipe.
        Err(_) if file.is_symlink() => fs::write(file, bytes).map_err(|error| Error::io("write", file, &error)),
        Err(_) => rename_into_place(file, file.parent().unwrap_or(Path::new(".")), bytes),
    }
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

fn rename_into_place(file: &Path, aside: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error: &std::io::Error| Error::io("write", file, error);
    if !aside.is_dir() {
        let message = format!("cannot write {}: there is no folder {}", file.display(), aside.display());
        return Err(Error::with_help(message, "make the folder, or name another"));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any other new file: what the umask leaves of read and write for all.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(aside).map_err(|error| failed(&error))?;
    temporary.write_all(bytes).map_err(|error| failed(&error))?;
    if let Ok(old) = file.metadata() {
        // Who could not read it before cannot read it now.
        temporary.as_file().set_permissions(old.permissions()).map_err(|error| failed(&error))?;
    }
    temporary.persist(file).map_err(|error| failed(&error.error))?;
    Ok(())
}

fn refuse_own_folders(target: &Path, root: &Path, keep: &[PathBuf]) -> Result<(), Error> {
    let real = |path: &Path| real_path(path);
    let target = real(target);
    let refuse = |what: &str, folder: &Path| {
        Err(Error::with_help(
            format!("the output folder {} {what} {}", target.display(), folder.display()),
            "name another folder with --out",
        ))
    };
    if real(root).starts_with(&target) {
        return refuse("is or contains the site's own folder", root);
    }
    for folder in keep {
        let folder = real(folder);
        if folder.starts_with(&target) {
            return refuse("is or contains", &folder);
        }
        if target.starts_with(&folder) {
            return refuse("lies inside", &folder);
        }
    }
    Ok(())
}

/// The path without links, as far as it exists.
fn real_path(path: &Path) -> PathBuf {
    match (path.canonicalize(), path.parent(), path.file_name()) {
        (Ok(real), ..) => real,
        (Err(_), Some(parent), Some(name)) => real_path(parent).join(name),
        _ => path.to_owned(),
    }
}

fn is_absent_or_empty(folder: &Path) -> Result<bool, Error> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Error::io("open", folder, &error)),
    }
}

fn beside(target: &Path) -> Result<PathBuf, Error> {
    let name =
        target.file_name().ok_or_else(|| Error::new(format!("{} is no folder to write to", target.display())))?;
    Ok(target.with_file_name(format!(".{}.handover-new", name.to_string_lossy())))
}

/// Refuses what is no folder where one is needed: a link, which would lead elsewhere, or a file.
fn refuse_no_folder(folder: &Path) -> Result<(), Error> {
    match folder.symlink_metadata() {
        Ok(found) if found.is_symlink() => Err(Error::with_help(
            format!("{} is a symbolic link, and files would be written behind it", folder.display()),
            "remove the link",
        )),
        Ok(found) if !found.is_dir() => Err(Error::with_help(
            format!("{} is a file, and a folder is needed there", folder.display()),
            "move it away, or name another folder with --out",
        )),
        _ => Ok(()),
    }
}

/// Clears what this build or a killed one has left aside, if it is ours. What says so goes last: a build killed while
/// it clears is cleared by the next.
fn remove_leftovers(folder: &Path) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::io("remove", folder, &error);
    let entries: Vec<PathBuf> = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect()).map_err(failed)?,
    };
    let (marks, rest): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| is_mark(path));
    if marks.is_empty() && !rest.is_empty() {
        return Err(Error::with_help(
            format!("{} is in the way: Handover did not write it", folder.display()),
            "move it away",
        ));
    }
    for path in rest.iter().chain(&marks) {
        let is_folder = path.symlink_metadata().map_err(failed)?.is_dir();
        if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) }.map_err(failed)?;
    }
    fs::remove_dir(folder).map_err(failed)
}

/// The list of what is ours, or the beginning of one.
fn is_mark(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes()))
}

fn remove_empty_folders(folder: &Path, path: &str) {
    for parent in Path::new(path).ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
        // Fails where something else lies in it, which is what should keep it.
        if fs::remove_dir(folder.join(parent)).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests;
