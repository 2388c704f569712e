//! A site of any size, for tests of what a build leaves on disk.
//!
//! Takes a folder, a number of notes and an edition; the notes of one edition differ from those of another.

use std::fs;
use std::path::Path;

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
