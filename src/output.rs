//! Writes files to disk. No other module does. No file is ever incomplete under its own name.
//!
//! Takes paths, bytes and build keys; gives an output folder with exactly these files. A first build is written to a
//! staging folder, which is then renamed. A rebuild stages the changed files and renames them when all are complete.
//! The manifest lists the files that Handover wrote. Other files are never deleted or overwritten. A file whose build
//! key is the same as before, and that nobody has changed, is not rendered again. One build at a time writes to a
//! folder; others wait.
//!
//! A build can be killed at any moment. Then every file is complete, and the next build has the usual result. Only
//! manifests are flushed to the disk, because flushing all files would be slow. After a power cut, other files can be
//! empty or incomplete. The next build replaces them, because their length differs from the one in the manifest.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

pub(crate) use self::build_key::{BuildKey, KeyBuilder};
use self::file::{Flush, rename_into_place};
pub(crate) use self::file::{create_file, write_file};
use self::folder::{
    Holds, can_be_changed, can_be_replaced, in_the_way, is_plain, parents, real_path, refuse_in_the_way,
    refuse_no_folder, refuse_own_folders, remove_empty_folders, remove_leftovers,
};
use self::lock::{Lock, PATIENCE};
use self::manifest::{Manifest, Record};
use self::names::{ASIDE, MANIFEST, beside};
use crate::model::Error;

mod build_key;
mod file;
mod folder;
mod lock;
mod manifest;
mod names;

/// The output folder, and the folders that it must not overlap.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output<'o> {
    pub(crate) folder: &'o Path,
    /// The folder of the site.
    pub(crate) root: &'o Path,
    /// Folders of the site that the output folder must neither contain nor be inside of.
    pub(crate) keep: &'o [PathBuf],
    pub(crate) foreign: Foreign,
}

/// What to do with a folder that contains files Handover did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// Stop with an error.
    Refuse,
    /// Write the site beside them, and overwrite none of them.
    Keep,
}

/// A file of the new site, after [`Site::write`].
#[derive(Clone, Debug)]
pub(crate) struct Written {
    path: String,
    record: Record,
    /// Its bytes differ from the file in the output folder.
    pub(crate) is_changed: bool,
    /// The file in the output folder has the recorded length and is not younger than the manifest.
    is_untouched: bool,
}

/// An output folder that is being written.
///
/// Until [`Site::finish`], nothing in the target changes: files and their manifest are in the staging folder. If a
/// build is killed, a manifest lists the files that it leaves, so that the next build can remove them.
#[derive(Debug)]
pub(crate) struct Site {
    target: PathBuf,
    /// The staging folder: beside the target for a first build, inside the target for a rebuild.
    aside: PathBuf,
    /// The files that are in the target already; none for a first build.
    previous: Option<Manifest>,
    /// The files that the target will contain.
    files: Manifest,
    /// When the manifest was written. Nobody has changed a file that is older.
    listed: Option<SystemTime>,
    /// The staging folder exists. Dropping the value removes it.
    is_staging: bool,
    /// The last field, because fields are dropped in order and the lock has to end last.
    _lock: Lock,
}

impl Site {
    /// Prepares to write exactly `paths` to `output`. If another build is writing there, calls `waiting` and then waits
    /// up to a minute.
    pub(crate) fn open(
        output: Output<'_>,
        paths: BTreeSet<String>,
        waiting: &mut dyn FnMut() -> Result<(), Error>,
    ) -> Result<Self, Error> {
        let target = real_path(output.folder)?;
        refuse_own_folders(&target, output.root, output.keep)?;
        let lock = Lock::take(&target, PATIENCE, waiting)?;
        let (aside, previous) = stage(&target, output.foreign)?;
        let files = paths.into_iter().map(|path| (path, Record::default())).collect();
        let listed = modified(&target.join(MANIFEST));
        let mut site = Self { target, aside, previous, files, listed, is_staging: false, _lock: lock };
        site.refuse_what_is_in_the_way()?;
        remove_leftovers(&site.aside)?;
        fs::create_dir(&site.aside).map_err(|error| site.failed("write to", "", &error))?;
        site.is_staging = true;
        site.prepare_aside()?;
        Ok(site)
    }

    /// Stages a file, unless the target has it with the same bytes. `make` renders it. It is not called if the file in
    /// the target is unchanged and has the same `key`. The file is visible after [`Site::finish`].
    pub(crate) fn write(
        &self,
        path: &str,
        key: Option<BuildKey>,
        make: impl FnOnce() -> Result<Vec<u8>, Error>,
    ) -> Result<Written, Error> {
        let known = self.previous.as_ref().and_then(|previous| previous.get(path));
        let file = self.target.join(path);
        let untouched = known.filter(|known| is_untouched(&file, known, self.listed));
        let written = |record, is_changed| {
            Ok(Written { path: path.to_owned(), record, is_changed, is_untouched: untouched == Some(record) })
        };
        if let Some(known) = untouched.filter(|known| known.key.is_some() && known.key == key) {
            return written(known, false);
        }
        let bytes = make()?;
        let key = key.unwrap_or_else(|| KeyBuilder::default().add(&bytes).key());
        let record = Record { key: Some(key), length: bytes.len() as u64 };
        if self.previous.is_some() && self.holds(path, &bytes)? {
            return written(record, false);
        }
        fs::write(self.aside.join(path), bytes).map_err(|error| self.failed("write", path, &error))?;
        written(record, true)
    }

    /// Puts the staged files in place and removes files that are no longer part of the site. Gives the number of
    /// removed files. `whole` is the build key of the site, `written` the result of [`Site::write`] for each file.
    pub(crate) fn finish(mut self, whole: BuildKey, written: Vec<Written>) -> Result<usize, Error> {
        // While files are being replaced, the records of changed files are unknown.
        let is_settled = written.iter().all(|file| file.is_untouched);
        let known = |file: &Written| if file.is_changed { Record::default() } else { file.record };
        let unchanged: Manifest = written.iter().map(|file| (file.path.clone(), known(file))).collect();
        let changed: Vec<String> =
            written.iter().filter(|file| file.is_changed).map(|file| file.path.clone()).collect();
        self.files = written.into_iter().map(|file| (file.path, file.record)).collect();
        self.files.whole = Some(whole);
        let removed = match self.previous.take() {
            None => self.put_in_place().map(|()| 0),
            // The manifest is still right, so it is not written again.
            Some(previous) if is_settled && previous == self.files => remove_leftovers(&self.aside).map(|()| 0),
            Some(previous) => self.replace(&previous, &previous.and(&unchanged), &changed),
        }?;
        self.is_staging = false;
        Ok(removed)
    }

    /// Whether the target has the file with these bytes.
    fn holds(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        let file = self.target.join(path);
        match file.symlink_metadata() {
            // Reading a pipe or a device could block, and a link can lead to a file that is not ours.
            Ok(found) if !found.is_file() => Err(in_the_way(&file)),
            // A file that cannot be read is replaced.
            Ok(found) => {
                Ok(usize::try_from(found.len()) == Ok(bytes.len()) && fs::read(&file).is_ok_and(|old| old == bytes))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Error::io("read", &file, &error)),
        }
    }

    /// Ends a first build: renames the staging folder to the target.
    fn put_in_place(&self) -> Result<(), Error> {
        self.list(&self.aside, &self.files)?;
        fs::rename(&self.aside, &self.target).map_err(|error| self.failed("create", "", &error))
    }

    /// Ends a rebuild: replaces the `changed` files one by one, and gives the number of removed files. `both` is the
    /// manifest for the time in which some files are old and others new.
    fn replace(&self, previous: &Manifest, both: &Manifest, changed: &[String]) -> Result<usize, Error> {
        self.refuse_foreign(previous)?;
        self.refuse_closed(changed.iter().chain(previous.missing_in(&self.files)))?;
        // New files are listed before they exist, so that the next build can remove those of a killed build.
        if both != previous {
            self.list(&self.target, both)?;
        }
        self.make_folders(&self.target).inspect_err(|_| {
            self.files.missing_in(previous).for_each(|path| remove_empty_folders(&self.target, path));
        })?;
        for path in changed {
            fs::rename(self.aside.join(path), self.target.join(path))
                .map_err(|error| self.failed("write", path, &error))?;
        }
        let removed = self.remove_stale(previous)?;
        // Written even if its text is the same: files count as unchanged only if they are older than the manifest.
        self.list(&self.target, &self.files)?;
        remove_leftovers(&self.aside)?;
        Ok(removed)
    }

    /// Removes files that are no longer part of the site. Something else in the place of such a file is kept.
    fn remove_stale(&self, previous: &Manifest) -> Result<usize, Error> {
        let mut removed = 0;
        for stale in previous.missing_in(&self.files) {
            if is_plain(&self.target, stale) {
                fs::remove_file(self.target.join(stale)).map_err(|error| self.failed("remove", stale, &error))?;
                removed += 1;
            }
            remove_empty_folders(&self.target, stale);
        }
        Ok(removed)
    }

    /// The folders of all files, parents first.
    fn folders(&self) -> BTreeSet<&Path> {
        self.files.paths().flat_map(|path| parents(path)).collect()
    }

    /// Writes the manifest to the staging folder, and then creates its subfolders.
    fn prepare_aside(&self) -> Result<(), Error> {
        // The site gets the permissions of the empty folder that it replaces.
        if let (None, Ok(empty)) = (&self.previous, self.target.metadata()) {
            let closed = fs::set_permissions(&self.aside, empty.permissions());
            closed.map_err(|error| self.failed("write to", "", &error))?;
        }
        self.list(&self.aside, &self.files)?;
        self.make_folders(&self.aside)
    }

    /// Creates the folders of all files below `base`. If somebody has removed `base`, this fails.
    fn make_folders(&self, base: &Path) -> Result<(), Error> {
        self.folders().into_iter().try_for_each(|folder| match fs::create_dir(base.join(folder)) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                Err(self.failed("create", &folder.to_string_lossy(), &error))
            }
            _ => Ok(()),
        })
    }

    /// Refuses anything in the target that would stop [`Site::finish`] half way or lead it out of the target.
    fn refuse_what_is_in_the_way(&self) -> Result<(), Error> {
        let Some(previous) = &self.previous else { return Ok(()) };
        self.refuse_foreign(previous)?;
        self.folders().into_iter().try_for_each(|folder| refuse_no_folder(&self.target.join(folder)))
    }

    /// Refuses to overwrite files that are not listed in `previous`.
    fn refuse_foreign(&self, previous: &Manifest) -> Result<(), Error> {
        let new = self.files.missing_in(previous).map(|path| self.target.join(path));
        refuse_in_the_way(&new.filter(|file| file.symlink_metadata().is_ok()).collect::<Vec<_>>())
    }

    /// Refuses to start if the user may not create or remove files in a folder of these files.
    fn refuse_closed<'p>(&self, files: impl Iterator<Item = &'p String>) -> Result<(), Error> {
        let folders: BTreeSet<&Path> = files.filter_map(|path| Path::new(path).parent()).collect();
        // A new folder is created in the nearest existing folder above it.
        let is_there = |folder: &&Path| self.target.join(folder).is_dir();
        let there: BTreeSet<&Path> = folders.iter().filter_map(|folder| folder.ancestors().find(is_there)).collect();
        there.into_iter().try_for_each(|folder| {
            let closed = |error| self.failed("write to", &folder.to_string_lossy(), &error);
            can_be_changed(&self.target.join(folder)).map_err(closed)
        })
    }

    /// Writes the manifest of `files` into `folder`. It is complete before it gets its name.
    fn list(&self, folder: &Path, files: &Manifest) -> Result<(), Error> {
        // The manifest of the target is flushed: without it, Handover would not know its own files.
        let flush = if folder == self.target || self.previous.is_none() { Flush::First } else { Flush::Never };
        let text = files.to_string();
        let listed = rename_into_place(&folder.join(MANIFEST), &self.aside, text.as_bytes(), flush);
        listed.map_err(|error| self.failed("write", MANIFEST, &error))
    }

    /// The error for a failed action. It names the path in the target, not the one in the staging folder.
    fn failed(&self, doing: &str, path: &str, error: &io::Error) -> Error {
        if self.is_staging && (error.kind() == ErrorKind::NotFound || !self.aside.is_dir()) {
            return Error::with_help(
                format!("{} was removed while the site was being written to it", self.target.display()),
                "find out which program removes it, and build again",
            );
        }
        let file = if path.is_empty() { self.target.clone() } else { self.target.join(path) };
        Error::io(doing, &file, error)
    }
}

impl Drop for Site {
    /// Removes the staging folder if a build fails, for example because of a template or a full disk.
    fn drop(&mut self) {
        if self.is_staging {
            // The next build removes what cannot be removed now.
            let _ = remove_leftovers(&self.aside);
        }
    }
}

/// The paths of the files in `target`, if the site has the build key `whole` and nobody has changed it since.
pub(crate) fn written(target: &Path, whole: BuildKey) -> Option<Vec<String>> {
    // A killed build has left files that have to be removed, or another build is running.
    if target.join(ASIDE).symlink_metadata().is_ok() || lock::is_there(target) {
        return None;
    }
    // An invalid manifest is reported when the build opens the folder.
    let manifest = Manifest::read(target).ok()??;
    if manifest.whole != Some(whole) {
        return None;
    }
    let listed = modified(&target.join(MANIFEST));
    let files: Vec<_> = manifest.iter().collect();
    let is_whole = files.par_iter().all(|(path, record)| is_untouched(&target.join(path), record, listed));
    is_whole.then(|| manifest.paths().cloned().collect())
}

/// Whether a file has its recorded length and is not younger than the manifest, which is written last.
fn is_untouched(file: &Path, record: &Record, listed: Option<SystemTime>) -> bool {
    file.symlink_metadata().is_ok_and(|found| {
        let is_older = found.modified().ok().zip(listed).is_some_and(|(modified, listed)| modified <= listed);
        found.is_file() && found.len() == record.length && is_older
    })
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|found| found.modified()).ok()
}

/// The staging folder for `target`, and the manifest of the files there. No manifest if the staging folder can be
/// renamed to the target.
fn stage(target: &Path, foreign: Foreign) -> Result<(PathBuf, Option<Manifest>), Error> {
    let inside = target.join(ASIDE);
    if let Some(previous) = Manifest::read(target)? {
        return Ok((inside, Some(previous)));
    }
    let holds = Holds::of(target)?;
    if holds == Holds::Foreign {
        return match foreign {
            Foreign::Keep => Ok((inside, Some(Manifest::default()))),
            Foreign::Refuse => Err(Error::with_help(
                format!("{} contains files that Handover did not write", target.display()),
                "name another folder with --out, empty this one, or use --force to build beside these files",
            )),
        };
    }
    let outside = beside(target, "new")?;
    if holds == Holds::Nothing {
        let _ = remove_leftovers(&outside);
        if !can_be_replaced(target, &outside) {
            return Ok((inside, Some(Manifest::default())));
        }
    }
    Ok((outside, None))
}

#[cfg(test)]
mod tests;
