//! One build at a time writes to an output folder.
//!
//! Takes the folder; waits until no other build writes to it, and gives a [`Lock`]. The lock is a lock of the operating
//! system on an empty file beside the folder. So it ends with the process, even if the process is killed. The file is
//! removed with the lock. If a killed build leaves it, the next build uses it again.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use same_file::Handle;

use super::folder::in_the_way;
use super::names::{LOCK, beside};
use crate::model::Error;

/// How long a build waits for another one.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);
/// How often a waiting build tries again.
const BEAT: Duration = Duration::from_millis(20);

/// No other build writes to the folder while this value exists.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// The open lock file. Closing it ends the lock.
    _file: File,
}

impl Lock {
    /// Waits up to `patience` while another build writes to `target`. Calls `waiting` once before it waits.
    pub(super) fn take(
        target: &Path,
        patience: Duration,
        waiting: &mut dyn FnMut() -> Result<(), Error>,
    ) -> Result<Self, Error> {
        let path = place(target)?;
        let mut waited = Duration::ZERO;
        loop {
            if let Some(lock) = Self::try_take(&path).map_err(|error| Error::io("lock", target, &error))? {
                return Ok(lock);
            }
            if waited >= patience {
                return Err(Error::with_help(
                    format!("another build is still writing to {}", target.display()),
                    "wait until it is done, or name another folder with --out",
                ));
            }
            if waited.is_zero() {
                waiting()?;
            }
            thread::sleep(BEAT);
            waited += BEAT;
        }
    }

    /// The lock; none while another build holds it.
    fn try_take(path: &Path) -> io::Result<Option<Self>> {
        let file = open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            // This file system has no locks. Its users have to avoid two builds at the same time.
            Err(TryLockError::Error(_)) => Ok(Some(Self { path: path.to_owned(), _file: file })),
            // The previous build may have removed this file, and a third one created a new file.
            Ok(()) => Ok(is_at(&file, path)?.then(|| Self { path: path.to_owned(), _file: file })),
        }
    }
}

impl Drop for Lock {
    /// Removes the file before the lock ends, so that it cannot be the file of another build.
    fn drop(&mut self) {
        // If this fails, the next build uses the empty file again.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether there is a lock file, of a running build or a killed one.
pub(super) fn is_there(target: &Path) -> bool {
    let outside = beside(target, "lock").is_ok_and(|outside| outside.symlink_metadata().is_ok());
    outside || target.join(LOCK).symlink_metadata().is_ok()
}

/// The path of the lock file: beside the folder, which does not exist before a first build. If no file can be created
/// there, inside the folder: then the folder must exist, because no first build could create it.
fn place(target: &Path) -> Result<PathBuf, Error> {
    let outside = beside(target, "lock")?;
    let parent = outside.parent().unwrap_or(target);
    fs::create_dir_all(parent).map_err(|error| Error::io("create", parent, &error))?;
    let path = match open(&outside) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(in_the_way(&outside)),
        Err(_) if target.is_dir() => target.join(LOCK),
        Err(error) => return Err(Error::io("write to", parent, &error)),
        Ok(_) => return Ok(outside),
    };
    match open(&path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(in_the_way(&path)),
        Err(error) => Err(Error::io("write to", target, &error)),
        Ok(_) => Ok(path),
    }
}

/// Opens an empty file at `path`, new or left by a killed build. Anything else there is not a lock file.
fn open(path: &Path) -> io::Result<File> {
    if path.symlink_metadata().is_ok_and(|found| !found.is_file() || found.len() > 0) {
        return Err(ErrorKind::AlreadyExists.into());
    }
    File::options().read(true).write(true).create(true).truncate(false).open(path)
}

/// Whether `file` is the file at `path`.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let opened = Handle::from_file(file.try_clone()?)?;
    match Handle::from_path(path) {
        Ok(found) => Ok(found == opened),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn second_lock_waits_for_the_first_and_no_file_remains() {
        let root = tempfile::tempdir().expect("a folder");
        let target = root.path().join("public");
        let inside = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..10 {
                        let lock = Lock::take(&target, PATIENCE, &mut || Ok(())).expect("a lock");
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two hold it");
                        thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(root.path()).expect("a folder").count(), 0);
    }

    #[test]
    fn waiting_ends_with_an_error_and_is_announced_once() {
        let root = tempfile::tempdir().expect("a folder");
        let target = root.path().join("public");
        let lock = Lock::take(&target, Duration::ZERO, &mut || Ok(())).expect("a lock");
        let mut said = 0;
        let refused = Lock::take(&target, 3 * BEAT, &mut || {
            said += 1;
            Ok(())
        });
        assert!(refused.is_err_and(|error| error.to_string().contains("another build is still writing to")));
        assert_eq!(said, 1);
        Lock::take(&root.path().join("elsewhere"), Duration::ZERO, &mut || Ok(())).expect("another folder is free");
        drop(lock);
        Lock::take(&target, Duration::ZERO, &mut || Ok(())).expect("it is free again");
    }

    #[test]
    fn lock_file_of_a_killed_build_is_reused_and_other_files_are_refused() {
        let root = tempfile::tempdir().expect("a folder");
        let target = root.path().join("public");
        let file = beside(&target, "lock").expect("a place");
        fs::write(&file, "").expect("a file");
        drop(Lock::take(&target, Duration::ZERO, &mut || Ok(())).expect("a lock"));
        assert!(!file.exists());
        fs::write(&file, "mine").expect("a file");
        assert!(Lock::take(&target, Duration::ZERO, &mut || Ok(())).is_err());
        assert_eq!(fs::read_to_string(&file).expect("a file"), "mine");
    }
}
