//! The only writer: files on disk, each of them whole.
//!
//! Takes paths, bytes and what they are made of; gives an output folder that holds exactly what was produced. A first
//! build is written aside and renamed once; a rebuild stages what changed, and renames it only when all of it is there.
//! What Handover wrote is listed in a manifest, and nothing else is ever deleted or overwritten. What is made of the same
//! as before, and lies there untouched, is not even made. One build at a time writes to a folder; others wait.
//!
//! A build may be killed at any moment: every file is whole then, and the next build ends as if nothing had been. Only
//! manifests are flushed to the disk, since nobody waits for a disk gladly: after a power cut other files may be empty
//! or torn, and the next build finds and replaces them, for they are not as long as the manifest says.

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

/// Where a site goes, and what is not to be touched there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output<'o> {
    pub(crate) folder: &'o Path,
    /// The folder of the site.
    pub(crate) root: &'o Path,
    /// Its folders that the output may not have to do with.
    pub(crate) keep: &'o [PathBuf],
    pub(crate) foreign: Foreign,
}

/// What happens to a folder that holds files Handover did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// It is refused.
    Refuse,
    /// The site goes in beside them; not one of them is overwritten.
    Keep,
}

/// A file that was taken, with what is known of it now.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    path: String,
    record: Record,
    /// It is not what lies there already.
    pub(crate) is_changed: bool,
    /// It lies there, and is older than the manifest.
    is_untouched: bool,
}

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
    /// When the manifest was written: a file of ours that is older was not touched since.
    listed: Option<SystemTime>,
    /// Something of ours lies aside and goes with the value, unless it was put in place.
    is_staging: bool,
    /// Ends last.
    _lock: Lock,
}

impl Site {
    /// Prepares to make the `output` hold exactly `paths`. Waits a minute for another build that writes there, and calls
    /// `waiting` before.
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

    /// Takes a file, unless it is there already with the same bytes. It is made only if it is not known to be made of
    /// the same `key` as the one that lies there, or where nobody knows what it is made of, and seen after
    /// [`Site::finish`].
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

    /// Removes what is no longer produced and puts the whole folder in place; gives how many files were removed.
    /// `whole` is what all of it is made of, `written` what [`Site::write`] gave for each file.
    pub(crate) fn finish(mut self, whole: BuildKey, written: Vec<Written>) -> Result<usize, Error> {
        // Until all is in place, nothing is known of what changes.
        let is_settled = written.iter().all(|file| file.is_untouched);
        let known = |file: &Written| if file.is_changed { Record::default() } else { file.record };
        let unchanged: Manifest = written.iter().map(|file| (file.path.clone(), known(file))).collect();
        let changed: Vec<String> =
            written.iter().filter(|file| file.is_changed).map(|file| file.path.clone()).collect();
        self.files = written.into_iter().map(|file| (file.path, file.record)).collect();
        self.files.whole = Some(whole);
        let removed = match self.previous.take() {
            None => self.put_in_place().map(|()| 0),
            // Nothing to list anew, either.
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
            // A pipe or a device would keep us waiting, and behind a link lies what is not ours.
            Ok(found) if !found.is_file() => Err(in_the_way(&file)),
            // One that cannot be read is replaced.
            Ok(found) => {
                Ok(usize::try_from(found.len()) == Ok(bytes.len()) && fs::read(&file).is_ok_and(|old| old == bytes))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Error::io("read", &file, &error)),
        }
    }

    /// A first build becomes the target whole.
    fn put_in_place(&self) -> Result<(), Error> {
        self.list(&self.aside, &self.files)?;
        fs::rename(&self.aside, &self.target).map_err(|error| self.failed("create", "", &error))
    }

    /// A rebuild goes file by file, of those that are `changed`; gives how many were removed. `both` is what is known while
    /// it does.
    fn replace(&self, previous: &Manifest, both: &Manifest, changed: &[String]) -> Result<usize, Error> {
        self.refuse_foreign(previous)?;
        self.refuse_closed(changed.iter().chain(previous.missing_in(&self.files)))?;
        // Listed before there is a file or a folder of them: a next build clears what a killed one has made.
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
        // Also where it says what it said: it is younger than all files then, and next time they are known.
        self.list(&self.target, &self.files)?;
        remove_leftovers(&self.aside)?;
        Ok(removed)
    }

    /// Removes what is no longer produced. What somebody put in its place stays.
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

    /// The folders that files lie in, the outer ones first.
    fn folders(&self) -> BTreeSet<&Path> {
        self.files.paths().flat_map(|path| parents(path)).collect()
    }

    /// Makes the folders below the one aside; the list of what comes there goes first.
    fn prepare_aside(&self) -> Result<(), Error> {
        // What takes the place of an empty folder is as closed as that.
        if let (None, Ok(empty)) = (&self.previous, self.target.metadata()) {
            let closed = fs::set_permissions(&self.aside, empty.permissions());
            closed.map_err(|error| self.failed("write to", "", &error))?;
        }
        self.list(&self.aside, &self.files)?;
        self.make_folders(&self.aside)
    }

    /// Makes the folders that files lie in, below `base`, which is there: it is not made anew if somebody removes it now.
    fn make_folders(&self, base: &Path) -> Result<(), Error> {
        self.folders().into_iter().try_for_each(|folder| match fs::create_dir(base.join(folder)) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                Err(self.failed("create", &folder.to_string_lossy(), &error))
            }
            _ => Ok(()),
        })
    }

    /// Looks for all that would stop [`Site::finish`] half way, or would lead it out of the target.
    fn refuse_what_is_in_the_way(&self) -> Result<(), Error> {
        let Some(previous) = &self.previous else { return Ok(()) };
        self.refuse_foreign(previous)?;
        self.folders().into_iter().try_for_each(|folder| refuse_no_folder(&self.target.join(folder)))
    }

    /// Refuses to overwrite what is not listed in `previous`.
    fn refuse_foreign(&self, previous: &Manifest) -> Result<(), Error> {
        let new = self.files.missing_in(previous).map(|path| self.target.join(path));
        refuse_in_the_way(&new.filter(|file| file.symlink_metadata().is_ok()).collect::<Vec<_>>())
    }

    /// Refuses to begin what would end half way, at a folder in which none of these files can come or go.
    fn refuse_closed<'p>(&self, files: impl Iterator<Item = &'p String>) -> Result<(), Error> {
        let folders: BTreeSet<&Path> = files.filter_map(|path| Path::new(path).parent()).collect();
        // One that is yet to be made goes into the nearest above it.
        let is_there = |folder: &&Path| self.target.join(folder).is_dir();
        let there: BTreeSet<&Path> = folders.iter().filter_map(|folder| folder.ancestors().find(is_there)).collect();
        there.into_iter().try_for_each(|folder| {
            let closed = |error| self.failed("write to", &folder.to_string_lossy(), &error);
            can_be_changed(&self.target.join(folder)).map_err(closed)
        })
    }

    /// Writes into `folder` which `files` are ours. What is half written lies aside.
    fn list(&self, folder: &Path, files: &Manifest) -> Result<(), Error> {
        // In the target, now or once it is renamed: without its list, nothing there would be known to be ours.
        let flush = if folder == self.target || self.previous.is_none() { Flush::First } else { Flush::Never };
        let text = files.to_string();
        let listed = rename_into_place(&folder.join(MANIFEST), &self.aside, text.as_bytes(), flush);
        listed.map_err(|error| self.failed("write", MANIFEST, &error))
    }

    /// Why something could not be done to a file of the site, called by the name that people know it by.
    fn failed(&self, doing: &str, path: &str, error: &io::Error) -> Error {
        if self.is_staging && (error.kind() == ErrorKind::NotFound || !self.aside.is_dir()) {
            return Error::with_help(
                format!("{} was removed while the site was being written to it", self.target.display()),
                "see who removes it, and build again",
            );
        }
        let file = if path.is_empty() { self.target.clone() } else { self.target.join(path) };
        Error::io(doing, &file, error)
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

/// The paths of what lies in `target`, if all of it was made of `whole` and nobody has touched it since.
pub(crate) fn written(target: &Path, whole: BuildKey) -> Option<Vec<String>> {
    // What a killed build has left there is to be cleared, and one that goes on is to be waited for.
    if target.join(ASIDE).symlink_metadata().is_ok() || lock::is_there(target) {
        return None;
    }
    // What is wrong with a manifest is said by whoever goes on to write.
    let manifest = Manifest::read(target).ok()??;
    if manifest.whole != Some(whole) {
        return None;
    }
    let listed = modified(&target.join(MANIFEST));
    let files: Vec<_> = manifest.iter().collect();
    let is_whole = files.par_iter().all(|(path, record)| is_untouched(&target.join(path), record, listed));
    is_whole.then(|| manifest.paths().cloned().collect())
}

/// Whether a file is as long as it was, and not younger than the manifest, which is written last.
fn is_untouched(file: &Path, record: &Record, listed: Option<SystemTime>) -> bool {
    file.symlink_metadata().is_ok_and(|found| {
        let is_older = found.modified().ok().zip(listed).is_some_and(|(modified, listed)| modified <= listed);
        found.is_file() && found.len() == record.length && is_older
    })
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|found| found.modified()).ok()
}

/// Where to stage what goes to `target`, and what lies there already; nothing where all of it can be renamed at once.
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
                format!("{} holds files that Handover did not write, so it is left alone", target.display()),
                "name another folder with --out, empty this one yourself, or build beside those files with --force",
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
