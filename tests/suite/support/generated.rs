//! A site of any size, for tests of what a build leaves on disk, and what it left.
//!
//! Takes a folder, a number of notes and an edition; the notes of one edition differ from those of another. Gives the
//! contents of a folder as one value to compare.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes `notes` notes in `edition` below `root`, where notes of another edition may lie.
pub(crate) fn write(root: &Path, notes: usize, edition: usize) {
    let content = root.join("content");
    let _ = fs::remove_dir_all(&content);
    fs::write(root.join("site.toml"), SETTINGS).expect("a file");
    for at in 0..notes {
        // Every tenth is of one edition only, so that files and folders come and go.
        let folder = if at % 10 == 0 { format!("edition-{edition}") } else { format!("area-{}", at % 4) };
        let folder = content.join(folder);
        fs::create_dir_all(&folder).expect("a folder");
        // Every third has a title of its edition.
        let title = if at % 3 == 0 { format!("Captions {at} in {edition}") } else { format!("Captions {at}") };
        let owner = ["nora", "milo"][at % 2];
        let note = format!("+++\ntitle = \"{title}\"\nowner = \"{owner}\"\nhours = {}\n+++\nSee to it.\n", at % 7);
        fs::write(folder.join(format!("note-{at}.md")), note).expect("a file");
    }
}

const SETTINGS: &str = "[site]\ntitle = \"Generated\"\n\n[people.nora]\nname = \"Nora\"\nrole = \"leader\"\n\n\
                        [people.milo]\nname = \"Milo\"\n";

/// Paths below a folder, and what files hold; folders hold nothing.
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

/// Says where two trees differ rather than print both.
pub(crate) fn assert_same(left: &Tree, right: &Tree, when: &str) {
    let paths = left.keys().chain(right.keys());
    let different: Vec<_> = paths.filter(|path| left.get(*path) != right.get(*path)).collect();
    assert!(different.is_empty(), "{when}: {different:?}");
}

/// Numbers that look random and are the same each time.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}
