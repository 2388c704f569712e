//! The only writer: files on disk, each of them whole.
//!
//! Takes paths and bytes; gives an output folder that holds exactly what was produced. A first build is written aside
//! and renamed once; a rebuild stages what changed, and renames it only when all of it is there. What Handover
//! wrote is listed in a manifest, and nothing else is ever deleted or overwritten.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Lists what Handover wrote; its presence says that a folder is ours.
const MANIFEST: &str = ".handover-manifest";
/// Where a rebuild stages what changed.
const ASIDE: &str = ".handover-tmp";

/// An output folder that is being written.
#[derive(Debug)]
pub(crate) struct Site {
    target: PathBuf,
    /// Where files go: beside the target on a first build, else the target itself.
    folder: PathBuf,
    previous: BTreeSet<String>,
    paths: BTreeSet<String>,
    /// Something of ours lies aside and goes with the value, unless it was put in place.
    is_staging: bool,
}

impl Site {
    /// Prepares `target` to hold exactly `paths`. `keep` are folders that are not to be touched: the site's own.
    pub(crate) fn open(target: &Path, paths: BTreeSet<String>, root: &Path, keep: &[PathBuf]) -> Result<Self, Error> {
        refuse_own_folders(target, root, keep)?;
        let previous = manifest(target)?;
        let is_first = previous.is_none();
        if is_first && !is_absent_or_empty(target)? {
            return Err(Error::with_help(
                format!("{} holds files that Handover did not write, so it is left alone", target.display()),
                "name another folder with --out, or empty this one yourself",
            ));
        }
        let folder = if is_first { beside(target)? } else { target.to_owned() };
        let mut site = Self {
            target: target.to_owned(),
            folder,
            previous: previous.unwrap_or_default(),
            paths,
            is_staging: false,
        };
        if is_first {
            remove_leftovers(&site.folder)?;
        } else {
            site.refuse_foreign_files()?;
        }
        site.make_folders()?;
        // Listed before they are written: whatever a killed build leaves is known to be ours.
        let all: BTreeSet<&String> = site.previous.union(&site.paths).collect();
        site.write_manifest(all.into_iter())?;
        site.is_staging = true;
        Ok(site)
    }

    /// Takes a file, unless it is there already with the same bytes; tells whether it did. It is seen after
    /// [`Site::finish`].
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        let file = self.folder.join(path);
        if self.is_first() {
            fs::write(&file, bytes).map_err(|error| Error::io("write", &file, &error))?;
            return Ok(true);
        }
        if fs::read(&file).is_ok_and(|old| old == bytes) {
            return Ok(false);
        }
        let staged = self.folder.join(ASIDE).join(path);
        fs::write(&staged, bytes).map_err(|error| Error::io("write", &staged, &error))?;
        Ok(true)
    }

    /// Removes what is no longer produced and puts the whole folder in place; gives how many files were removed.
    pub(crate) fn finish(mut self) -> Result<usize, Error> {
        for path in &self.paths {
            let (staged, file) = (self.folder.join(ASIDE).join(path), self.folder.join(path));
            match fs::rename(&staged, &file) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(Error::io("write", &file, &error)),
                // Not staged: unchanged, or a first build.
                _ => {}
            }
        }
        let mut removed = 0;
        for stale in self.previous.difference(&self.paths) {
            let file = self.folder.join(stale);
            match fs::remove_file(&file) {
                Ok(()) => removed += 1,
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(Error::io("remove", &file, &error)),
            }
            remove_empty_folders(&self.folder, stale);
        }
        self.write_manifest(self.paths.iter())?;
        self.clear_aside()?;
        if self.is_first() {
            match fs::remove_dir(&self.target) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(Error::io("replace", &self.target, &error));
                }
                _ => {}
            }
            fs::rename(&self.folder, &self.target).map_err(|error| Error::io("create", &self.target, &error))?;
        }
        self.is_staging = false;
        Ok(removed)
    }

    fn is_first(&self) -> bool {
        self.folder != self.target
    }

    /// Removes what was staged, by this build or by one that did not end.
    fn clear_aside(&self) -> Result<(), Error> {
        let aside = self.folder.join(ASIDE);
        match fs::remove_dir_all(&aside) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::io("remove", &aside, &error)),
            _ => Ok(()),
        }
    }

    fn make_folders(&self) -> Result<(), Error> {
        self.clear_aside()?;
        let mut folders: BTreeSet<PathBuf> =
            self.paths.iter().filter_map(|path| Some(Path::new(path).parent()?.to_owned())).collect();
        folders.insert(PathBuf::new());
        if !self.is_first() {
            let staged: Vec<PathBuf> = folders.iter().map(|folder| Path::new(ASIDE).join(folder)).collect();
            folders.extend(staged);
        }
        for folder in &folders {
            let full = self.folder.join(folder);
            let link = folder
                .ancestors()
                .map(|part| self.folder.join(part))
                .find(|part| part != &self.folder && part.is_symlink());
            if let Some(link) = link {
                return Err(Error::with_help(
                    format!("{} is a symbolic link, and files would be written behind it", link.display()),
                    "remove the link",
                ));
            }
            fs::create_dir_all(&full).map_err(|error| Error::io("create", &full, &error))?;
        }
        Ok(())
    }

    fn refuse_foreign_files(&self) -> Result<(), Error> {
        let foreign =
            self.paths.difference(&self.previous).find(|path| self.folder.join(path).symlink_metadata().is_ok());
        match foreign {
            Some(path) => Err(Error::with_help(
                format!(
                    "{} is in the way: Handover did not write it and will not overwrite it",
                    self.folder.join(path).display()
                ),
                "move it away, or name another folder with --out",
            )),
            None => Ok(()),
        }
    }

    fn write_manifest<'p>(&self, paths: impl Iterator<Item = &'p String>) -> Result<(), Error> {
        let mut text = String::from("handover 1\n");
        for path in paths {
            text.push_str(path);
            text.push('\n');
        }
        write_file(&self.folder.join(MANIFEST), text.as_bytes())
    }
}

impl Drop for Site {
    /// A build that does not end, for a template that fails or a disk that is full, leaves nothing aside.
    fn drop(&mut self) {
        if self.is_staging {
            let aside = if self.is_first() { self.folder.clone() } else { self.folder.join(ASIDE) };
            // Whatever cannot be removed now is removed by the next build.
            let _ = fs::remove_dir_all(aside);
        }
    }
}

/// Writes one file, whole or not at all.
pub(crate) fn write_file(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = file.parent().unwrap_or(Path::new("."));
    rename_into_place(file, folder, bytes)
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
    builder.prefix(".handover-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any other new file: what the umask leaves of read and write for all.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(aside).map_err(|error| failed(&error))?;
    temporary.write_all(bytes).map_err(|error| failed(&error))?;
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

fn manifest(target: &Path) -> Result<Option<BTreeSet<String>>, Error> {
    let file = target.join(MANIFEST);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound || error.kind() == ErrorKind::NotADirectory => {
            return Ok(None);
        }
        Err(error) => return Err(Error::io("read", &file, &error)),
    };
    let mut lines = text.lines();
    if lines.next() != Some("handover 1") {
        return Err(Error::with_help(
            format!("{} was not written by this version of Handover", file.display()),
            "empty the output folder yourself, or name another one with --out",
        ));
    }
    // A manifest comes from disk: nothing in it may lead out of the folder.
    let is_inside =
        |path: &&str| Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    Ok(Some(lines.filter(is_inside).map(str::to_owned).collect()))
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

/// Clears what a killed first build left, if it is ours.
fn remove_leftovers(folder: &Path) -> Result<(), Error> {
    if is_absent_or_empty(folder)? {
        return Ok(());
    }
    if manifest(folder)?.is_none() {
        return Err(Error::with_help(
            format!("{} is in the way: Handover did not write it", folder.display()),
            "move it away",
        ));
    }
    fs::remove_dir_all(folder).map_err(|error| Error::io("remove", folder, &error))
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
