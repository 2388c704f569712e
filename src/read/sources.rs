//! Which files below `content/` are notes, which are other files, and which cannot be used.
//!
//! Takes the folder; gives sorted paths. Only regular files are opened; links are not followed.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::audience;
use crate::error::Error;
use crate::notes::{Flaw, Location, Problem, ProblemKind, Span, Unreadable, page_path};

/// Larger notes are refused: nobody reads them, and they would hold up everybody else's.
const LARGEST: u64 = 1024 * 1024;

/// What stands below `content/`.
#[derive(Default)]
pub(super) struct Sources {
    pub(super) notes: Vec<Source>,
    /// Other regular files, by their path below `content/`.
    pub(super) files: BTreeSet<String>,
    pub(super) unreadable: Vec<Unreadable>,
    pub(super) problems: Vec<Problem>,
}

/// A file that should hold a note.
pub(super) struct Source {
    pub(super) id: String,
    /// Below the site's root, with `/`.
    pub(super) path: String,
    file: PathBuf,
}

/// Walks `root`/`content`.
pub(super) fn find(root: &Path, content: &str) -> Result<Sources, Error> {
    let folder = root.join(content);
    if !folder.is_dir() {
        return Err(Error::with_help(
            format!("there is no folder {}", folder.display()),
            "make it and put a note into it, or name another folder with `dir` under [content] in site.toml",
        ));
    }
    let mut sources = Sources::default();
    let mut found: BTreeMap<String, (String, PathBuf)> = BTreeMap::new();
    let walk = WalkDir::new(&folder).min_depth(1).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| !is_skipped(entry)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(String::new, |path| below(path, &folder));
                let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                sources.refuse(&join(content, &path), &format!("it cannot be opened: {why}"));
                continue;
            }
        };
        let below = below(entry.path(), &folder);
        let path = join(content, &below);
        let kind = entry.file_type();
        if entry.path().to_str().is_none() {
            sources.refuse(&path, "its name is not valid UTF-8");
        } else if kind.is_symlink() {
            sources.refuse(&path, "it is a symbolic link, and links are not followed");
        } else if kind.is_dir() {
        } else if !kind.is_file() {
            sources.refuse(&path, "it is not a regular file");
        } else if let Some(id) = below.strip_suffix(".md") {
            found.insert(path, (id.to_owned(), entry.into_path()));
        } else {
            if looks_like_a_note(&below) {
                sources.pass_over(&path, entry.path());
            }
            sources.files.insert(below);
        }
    }
    sources.keep_first_of_each_page(found);
    Ok(sources)
}

/// Why a source has no text, and what can be told of it all the same.
pub(super) struct Refusal {
    pub(super) file: Unreadable,
    pub(super) problem: Problem,
}

/// The text of a source, without a byte order mark.
pub(super) fn load(source: &Source) -> Result<String, Box<Refusal>> {
    read(source).map_err(|problem| {
        let file = audience::unreadable(source.path.clone(), Flaw::Unreadable, &lossy(&source.file));
        Box::new(Refusal { file, problem: *problem })
    })
}

/// As much of a file as a note may have, whatever its bytes; nothing where it cannot be opened.
fn lossy(file: &Path) -> String {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
    read.map_or_else(|_: io::Error| String::new(), |_| String::from_utf8_lossy(&bytes).into_owned())
}

fn read(source: &Source) -> Result<String, Box<Problem>> {
    let refuse = |why: &str| Box::new(unreadable(&source.path, why));
    let size = fs::metadata(&source.file).map_err(|error| refuse(&format!("it cannot be opened: {error}")))?.len();
    if size > LARGEST {
        return Err(refuse(&format!("it is {} KiB long, more than the 1024 KiB a note may have", size / 1024)));
    }
    let bytes = fs::read(&source.file).map_err(|error| refuse(&format!("it cannot be opened: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
        let location = Location::new(&source.path, &before, Span::new(valid, valid));
        Box::new(Problem {
            location,
            ..unreadable(&source.path, "it is not UTF-8 text: a byte here starts no character")
        })
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// A path with `/` between its segments, whatever the platform.
pub(crate) fn slashed(path: &Path) -> String {
    let segments: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    segments.join("/")
}

impl Sources {
    /// Takes the files in byte order of their paths; a later one that would become the same page is refused.
    fn keep_first_of_each_page(&mut self, found: BTreeMap<String, (String, PathBuf)>) {
        let mut first_of_page: BTreeMap<String, String> = BTreeMap::new();
        for (path, (id, file)) in found {
            match first_of_page.entry(page_path(&id)) {
                Entry::Occupied(first) => self.collide(&path, &file, first.get(), first.key()),
                Entry::Vacant(page) => {
                    page.insert(path.clone());
                    self.notes.push(Source { id, path, file });
                }
            }
        }
    }

    fn refuse(&mut self, path: &str, why: &str) {
        self.problems.push(unreadable(path, why));
        self.unreadable.push(audience::unreadable(path.to_owned(), Flaw::Unreadable, ""));
    }

    /// Not a note, though somebody may have meant one.
    fn pass_over(&mut self, path: &str, file: &Path) {
        self.unreadable.push(audience::unreadable(path.to_owned(), Flaw::NoNote, &lossy(file)));
        self.problems.push(Problem {
            kind: ProblemKind::NoNote,
            location: Location::start_of(path),
            message: "this file is skipped: the names of notes end in `.md`".to_owned(),
            help: "rename it if it is meant to be a note".to_owned(),
        });
    }

    fn collide(&mut self, path: &str, file: &Path, first: &str, page: &str) {
        self.problems.push(Problem {
            kind: ProblemKind::PathCollision,
            location: Location::start_of(path),
            message: format!("{path} and {first} would both become {page}"),
            help: format!("rename one of them; until then only {first} has a page and is audited"),
        });
        let flaw = Flaw::Collision(first.to_owned());
        self.unreadable.push(audience::unreadable(path.to_owned(), flaw, &lossy(file)));
    }
}

/// `x.markdown`, or `x.MD`.
fn looks_like_a_note(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    ["md", "markdown", "mdown"].contains(&extension.as_str())
}

fn unreadable(path: &str, why: &str) -> Problem {
    Problem {
        kind: ProblemKind::Unreadable,
        location: Location::start_of(path),
        message: format!("this note cannot be read: {why}"),
        help: "make it a plain UTF-8 text file, or let its name start with `_` to leave it out".to_owned(),
    }
}

fn is_skipped(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b"_") || name.starts_with(b".")
}

fn below(path: &Path, folder: &Path) -> String {
    slashed(path.strip_prefix(folder).unwrap_or(path))
}

fn join(content: &str, path: &str) -> String {
    format!("{}/{path}", content.trim_end_matches('/'))
}
