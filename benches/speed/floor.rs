//! The lower limit for a build: two threads write the same files and do nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Instant;

use crate::measure::Cost;

/// Copies the files of `from` to `to`, from memory. The cost has elapsed time only.
pub(crate) fn run(from: &Path, to: &Path) -> Cost {
    let mut files = Vec::new();
    gather(from, from, &mut files);
    let _ = Command::new("sync").status();
    let start = Instant::now();
    for folder in files.iter().filter_map(|(path, _)| to.join(path).parent().map(Path::to_owned)) {
        fs::create_dir_all(folder).expect("a folder");
    }
    let (first, second) = files.split_at(files.len() / 2);
    thread::scope(|scope| {
        for half in [first, second] {
            scope
                .spawn(move || half.iter().for_each(|(path, bytes)| fs::write(to.join(path), bytes).expect("written")));
        }
    });
    Cost { wall: start.elapsed(), user: <_>::default(), system: <_>::default(), memory: 0 }
}

fn gather(base: &Path, folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(base, &path, files);
        } else {
            let below = path.strip_prefix(base).expect("a path below").to_owned();
            files.push((below, fs::read(&path).expect("a file")));
        }
    }
}
