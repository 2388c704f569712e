//! Generated sites of any size, whole folders as values to compare, and pseudo-random numbers.
//!
//! The notes of one edition of a generated site differ from those of another.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Writes `notes` notes in `edition` below `root`, and removes the notes of other editions.
pub(crate) fn write(root: &Path, notes: usize, edition: usize) {
    let content = root.join("content");
    let _ = fs::remove_dir_all(&content);
    fs::write(root.join("site.toml"), SETTINGS).expect("a file");
    for at in 0..notes {
        // Every tenth note is in one edition only, so that files and folders appear and disappear.
        let folder = if at % 10 == 0 { format!("edition-{edition}") } else { format!("area-{}", at % 4) };
        let folder = content.join(folder);
        fs::create_dir_all(&folder).expect("a folder");
        // Every third note has another title in each edition.
        let title = if at % 3 == 0 { format!("Captions {at} in {edition}") } else { format!("Captions {at}") };
        let owner = ["nora", "milo"][at % 2];
        let note = format!("+++\ntitle = \"{title}\"\nowner = \"{owner}\"\nhours = {}\n+++\nSee to it.\n", at % 7);
        fs::write(folder.join(format!("note-{at}.md")), note).expect("a file");
    }
}

const SETTINGS: &str = "[site]\ntitle = \"Generated\"\n\n[people.nora]\nname = \"Nora\"\nrole = \"leader\"\n\n\
                        [people.milo]\nname = \"Milo\"\n";

/// The paths below a folder, with the bytes of files; `None` for folders.
pub(crate) type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

pub(crate) fn tree(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").to_owned();
            (path, entry.file_type().is_file().then(|| fs::read(entry.path()).expect("a file")))
        })
        .collect()
}

/// Every file and folder below a folder, with its bytes and the time of its last change.
pub(crate) fn tree_with_times(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| {
            let changed = entry.metadata().expect("metadata").modified().expect("a time");
            let bytes = if entry.path().is_dir() { Vec::new() } else { fs::read(entry.path()).expect("a file") };
            (entry.into_path(), (bytes, changed))
        })
        .collect()
}

/// Asserts that two trees are the same, and names the paths that differ.
pub(crate) fn assert_same(left: &Tree, right: &Tree, when: &str) {
    let paths = left.keys().chain(right.keys());
    let different: Vec<_> = paths.filter(|path| left.get(*path) != right.get(*path)).collect();
    assert!(different.is_empty(), "{when}: {different:?}");
}

/// Pseudo-random numbers that are the same in each run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}
