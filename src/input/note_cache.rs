//! A cache of notes for a site that is read again: unchanged files are not opened again.
//!
//! Takes sources; gives the same outcomes as reading them. A file counts as unchanged if its metadata is the same, and
//! if it was not written shortly before it was read.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

use jiff::civil::Date;
use rayon::prelude::*;

use super::note;
use super::outcome::Outcome;
use super::sources::Source;

/// Some file systems count time in steps of this length. Two writes within one step have the same time.
const COARSEST: Duration = Duration::from_secs(2);

/// The outcomes of the last reading.
#[derive(Default)]
pub(crate) struct NoteCache {
    /// The content folder and the day they belong to.
    of: Option<(String, Date)>,
    by_path: HashMap<String, Cached>,
}

/// The outcome of a source, and the state of its file at that time.
struct Cached {
    state: Option<FileState>,
    outcome: Outcome,
}

/// The metadata by which a change is noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileState {
    length: u64,
    modified: SystemTime,
    /// Device, inode and time of the last status change. A replaced file may differ only in these.
    identity: (u64, u64, i64, i64),
}

impl NoteCache {
    /// The outcome of each of `sources` below `content`.
    pub(super) fn outcomes(&mut self, sources: Vec<Source>, content: &str, today: Date) -> Vec<Outcome> {
        if !self.of.as_ref().is_some_and(|(folder, day)| folder == content && *day == today) {
            self.by_path.clear();
            self.of = Some((content.to_owned(), today));
        }
        let now = SystemTime::now();
        let read: Vec<(String, Cached)> = sources
            .into_par_iter()
            .map(|source| {
                let state = source.on_disk().and_then(FileState::at).filter(|state| state.is_settled(now));
                let cached = self.by_path.get(&source.path).filter(|cached| state.is_some() && cached.state == state);
                let path = source.path.clone();
                let outcome = cached.map_or_else(|| note::read(source, today), |cached| cached.outcome.clone());
                (path, Cached { state, outcome })
            })
            .collect();
        let outcomes = read.iter().map(|(_, cached)| cached.outcome.clone()).collect();
        self.by_path = read.into_iter().collect();
        outcomes
    }
}

impl FileState {
    fn at(path: &Path) -> Option<Self> {
        let found = fs::symlink_metadata(path).ok()?;
        Some(Self { length: found.len(), modified: found.modified().ok()?, identity: identity(&found) })
    }

    /// Whether every write after `now` will change this state.
    fn is_settled(&self, now: SystemTime) -> bool {
        now.duration_since(self.modified).is_ok_and(|age| age > COARSEST)
    }
}

#[cfg(unix)]
fn identity(found: &Metadata) -> (u64, u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (found.dev(), found.ino(), found.ctime(), found.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, u64, i64, i64) {
    (0, 0, 0, 0)
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use jiff::civil::date;

    use super::super::notes::{read, read_again};
    use super::*;
    use crate::model::Notes;

    const TODAY: Date = date(2026, 11, 21);

    struct Site {
        root: tempfile::TempDir,
        cache: NoteCache,
    }

    impl Site {
        fn new() -> Self {
            let root = tempfile::tempdir().expect("a folder");
            fs::create_dir(root.path().join("content")).expect("a folder");
            Self { root, cache: NoteCache::default() }
        }

        /// Writes a note, some time ago.
        fn write(&self, name: &str, text: &str, seconds_ago: u64) {
            let path = self.root.path().join("content").join(name);
            fs::write(&path, text).expect("a note");
            let then = SystemTime::now() - Duration::from_secs(seconds_ago);
            File::options().write(true).open(path).and_then(|file| file.set_modified(then)).expect("a time");
        }

        fn read(&mut self, today: Date) -> Notes {
            let again = read_again(self.root.path(), "content", today, &mut self.cache).expect("notes");
            let anew = read(self.root.path(), "content", today).expect("notes");
            assert_eq!(facts(&again), facts(&anew));
            again
        }
    }

    fn facts(notes: &Notes) -> String {
        let texts: Vec<String> = notes.iter().map(|note| format!("{note:?}")).collect();
        format!("{texts:?} {:?} {:?}", notes.problems, notes.unreadable)
    }

    fn note(title: &str) -> String {
        format!("+++\ntitle = \"{title}\"\nowner = \"nora\"\nupdated = 2026-11-20\n+++\n")
    }

    /// The memory addresses of the notes. A note that is read again has another address.
    fn addresses(notes: &Notes) -> Vec<*const crate::model::Note> {
        notes.iter().map(std::ptr::from_ref).collect()
    }

    #[test]
    fn only_changed_files_are_read_again() {
        let mut site = Site::new();
        for name in ["a.md", "b.md", "c.md"] {
            site.write(name, &note(name), 60);
        }
        site.write("broken.md", "+++\ntitle = \n+++\n", 60);
        let first = site.read(TODAY);
        // Same length as before, same time as another file.
        site.write("b.md", &note("x.md"), 60);
        fs::remove_file(site.root.path().join("content/c.md")).expect("it goes");
        site.write("d.md", &note("d.md"), 60);
        let second = site.read(TODAY);
        let (first, second) = (addresses(&first), addresses(&second));
        assert_eq!(first[0], second[0]);
        assert_ne!(first[1], second[1]);
        assert_eq!(second.len(), 3);
    }

    #[test]
    fn file_written_just_now_is_read_again() {
        let mut site = Site::new();
        site.write("a.md", &note("a"), 0);
        site.write("b.md", &note("b"), 60);
        let (first, second) = (site.read(TODAY), site.read(TODAY));
        let (first, second) = (addresses(&first), addresses(&second));
        assert_ne!(first[0], second[0]);
        assert_eq!(first[1], second[1]);
    }

    #[test]
    fn all_files_are_read_again_on_another_day() {
        let mut site = Site::new();
        site.write("a.md", &note("a"), 60);
        site.read(TODAY);
        // Then the note's date lies in the future, which is a problem.
        assert_eq!(site.read(date(2026, 11, 1)).problems.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn replaced_file_is_read_again() {
        let mut site = Site::new();
        site.write("a.md", &note("a"), 60);
        site.read(TODAY);
        let at = |name: &str| site.root.path().join("content").join(name);
        let modified = fs::metadata(at("a.md")).and_then(|found| found.modified()).expect("a time");
        fs::write(at("_b"), note("b")).expect("a file");
        File::options().write(true).open(at("_b")).and_then(|file| file.set_modified(modified)).expect("a time");
        fs::rename(at("_b"), at("a.md")).expect("it moves");
        assert_eq!(site.read(TODAY).iter().next().expect("a note").title.value, "b");
    }
}
