//! One build at a time writes to an output folder.
//!
//! Takes the folder; gives a [`Lock`] on it, once whoever else holds it is done. The lock is one of the operating system
//! on an empty file beside the folder, so it ends with its process, however that ends. The file goes away with the
//! lock; one that a killed build has left is taken over by the next.

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
/// How often it looks whether the other one is done.
const BEAT: Duration = Duration::from_millis(20);

/// Nobody else writes to the folder while this is there.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Closing it ends the lock.
    _file: File,
}

impl Lock {
    /// Waits as long as `patience` for whoever writes to `target`; calls `waiting` once if there is somebody.
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

    /// The lock, unless somebody holds it.
    fn try_take(path: &Path) -> io::Result<Option<Self>> {
        let file = open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            // A file system without locks: whoever builds there sees to it that nobody else does.
            Err(TryLockError::Error(_)) => Ok(Some(Self { path: path.to_owned(), _file: file })),
            // Whoever had the lock before took its file away, and by now another one may lie there.
            Ok(()) => Ok(is_at(&file, path)?.then(|| Self { path: path.to_owned(), _file: file })),
        }
    }
}

impl Drop for Lock {
    /// While the lock still holds, so that nobody's file but this goes away.
    fn drop(&mut self) {
        // One that stays is empty, and taken over by the next build.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether there is the file of a lock, held or left.
pub(super) fn is_there(target: &Path) -> bool {
    let outside = beside(target, "lock").is_ok_and(|outside| outside.symlink_metadata().is_ok());
    outside || target.join(LOCK).symlink_metadata().is_ok()
}

/// Where the file of the lock goes: beside the folder, for on a first build there is none. Inside, where nothing may be
/// made beside it, for then nobody can begin a first build there either.
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

/// An empty file at `path`, new or left there. What else stands there is somebody else's.
fn open(path: &Path) -> io::Result<File> {
    if path.symlink_metadata().is_ok_and(|found| !found.is_file() || found.len() > 0) {
        return Err(ErrorKind::AlreadyExists.into());
    }
    File::options().read(true).write(true).create(true).truncate(false).open(path)
}

/// Whether `file` is what lies at `path`.
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
    fn one_at_a_time_and_nothing_stays() {
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
    fn patience_ends_and_says_so_once() {
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
    fn what_a_killed_build_left_is_taken_over_and_what_is_not_ours_is_not() {
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
