//! Paths as users type them and as messages show them.
//!
//! Takes paths from the current folder; gives absolute ones, paths below the site's root, and short ones to print.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::input;
use crate::model::Error;
use crate::text::suggest::nearest;

/// The absolute path of a file as it was typed.
pub(crate) fn absolute(file: &Path) -> PathBuf {
    env::current_dir().unwrap_or_default().join(file)
}

/// The shortest path from the current folder.
pub(crate) fn short(path: &Path) -> String {
    let here = env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

/// Paths as typed, as paths below the site's root.
pub(crate) fn below_root(root: &Path, paths: &[PathBuf]) -> Result<Vec<String>, Error> {
    const HELP: &str = "name notes or folders of the site, as paths from the current folder";
    let root = root.canonicalize().map_err(|error| Error::io("open", root, &error))?;
    let below_root = |path: &PathBuf| {
        let full = path.canonicalize().map_err(|error| match suggestion(&root, path) {
            Some(help) => Error::with_help(format!("there is no file or folder {}", path.display()), help),
            None if error.kind() == ErrorKind::NotFound => {
                Error::with_help(format!("there is no file or folder {}", path.display()), HELP)
            }
            None => Error::io("open", path, &error),
        })?;
        let outside = |_| Error::with_help(format!("{} is not below {}", path.display(), root.display()), HELP);
        full.strip_prefix(&root).map(input::slashed).map_err(outside)
    };
    paths.iter().map(below_root).collect()
}

/// What the user may have meant by a path that does not exist.
fn suggestion(root: &Path, path: &Path) -> Option<String> {
    if let Some(note) = note_with_id(root, path) {
        return Some(format!("name the file, not the id: did you mean {}?", short(&note)));
    }
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let name = path.file_name()?.to_string_lossy();
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let near = nearest(&name, names.iter().map(String::as_str))?;
    Some(format!("did you mean {}?", path.with_file_name(near).display()))
}

/// The note whose id was typed instead of its path.
fn note_with_id(root: &Path, path: &Path) -> Option<PathBuf> {
    let note = format!("{}.md", path.display());
    let folders = fs::read_dir(root).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut notes = folders.map(|folder| folder.join(&note)).chain([root.join(&note)]);
    notes.find(|note| note.is_file())
}
