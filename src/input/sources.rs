//! Which files below `content/` are notes, which are other files, and which cannot be used.
//!
//! Takes the folder, on disk or in an earlier revision; gives sorted paths. Only regular files are opened; links are
//! not followed.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{audience, safe_open};
use crate::model::{Error, Flaw, Location, Problem, ProblemKind, Span, Unreadable, page_path};

/// The largest note, in bytes. Larger ones are refused, because they would slow down the run.
pub(super) const LARGEST: u64 = 1024 * 1024;

/// The files below `content/`.
#[derive(Default)]
pub(super) struct Sources {
    pub(super) notes: Vec<Source>,
    /// Other regular files, by their path below `content/`.
    pub(super) files: BTreeSet<String>,
    pub(super) unreadable: Vec<Unreadable>,
    pub(super) problems: Vec<Problem>,
}

/// A file that should be a note.
pub(super) struct Source {
    pub(super) id: String,
    /// Below the site's root, with `/`.
    pub(super) path: String,
    file: File,
}

/// Where the bytes of a file are.
pub(super) enum File {
    OnDisk(PathBuf),
    /// From git: the size, and the bytes. Files that are too large have no bytes here.
    InGit(u64, Vec<u8>),
}

/// The type of a folder entry.
pub(super) enum Kind {
    Folder,
    File(File),
    Link,
    Other,
}

/// Walks `root`/`content`.
pub(super) fn on_disk(root: &Path, content: &str) -> Result<Sources, Error> {
    let folder = root.join(content);
    if !folder.is_dir() {
        return Err(Error::with_help(
            format!("there is no folder {}", folder.display()),
            "create it and add a note, or name another folder with `dir` under [content] in site.toml",
        ));
    }
    let mut gathering = Gathering::new(content);
    let walk = WalkDir::new(&folder).min_depth(1).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| !is_skipped(entry.file_name().as_encoded_bytes())) {
        match entry {
            Ok(entry) => {
                let kind = kind(&entry);
                gathering.take(&below(entry.path(), &folder), entry.path().to_str().is_some(), kind);
            }
            Err(error) => {
                let path = error.path().map_or_else(String::new, |path| below(path, &folder));
                let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                gathering.refuse(&path, &format!("it cannot be opened: {why}"));
            }
        }
    }
    Ok(gathering.finish())
}

fn kind(entry: &DirEntry) -> Kind {
    let kind = entry.file_type();
    if kind.is_symlink() {
        Kind::Link
    } else if kind.is_dir() {
        Kind::Folder
    } else if kind.is_file() {
        Kind::File(File::OnDisk(entry.path().to_owned()))
    } else {
        Kind::Other
    }
}

/// The sources found so far.
pub(super) struct Gathering<'c> {
    content: &'c str,
    sources: Sources,
    found: Vec<Source>,
}

impl<'c> Gathering<'c> {
    /// Starts with no sources of the folder `content`.
    pub(super) fn new(content: &'c str) -> Self {
        Self { content, sources: Sources::default(), found: Vec::new() }
    }

    /// Adds the entry at `below`, a path below the folder. `is_text` is false if the name is not valid UTF-8.
    pub(super) fn take(&mut self, below: &str, is_text: bool, kind: Kind) {
        match kind {
            _ if !is_text => self.refuse(below, "its name is not valid UTF-8"),
            Kind::Link => self.refuse(below, "it is a symbolic link, and links are not followed"),
            Kind::Other => self.refuse(below, "it is not a regular file"),
            Kind::Folder => {}
            Kind::File(file) => self.take_file(below, file),
        }
    }

    fn take_file(&mut self, below: &str, file: File) {
        let path = join(self.content, below);
        if let Some(id) = below.strip_suffix(".md") {
            self.found.push(Source { id: id.to_owned(), path, file });
            return;
        }
        if looks_like_a_note(below) {
            self.sources.pass_over(&path, &file);
        }
        self.sources.files.insert(below.to_owned());
    }

    fn refuse(&mut self, below: &str, why: &str) {
        self.sources.refuse(&join(self.content, below), why);
    }

    /// All sources, with at most one for each page.
    pub(super) fn finish(mut self) -> Sources {
        self.sources.keep_first_of_each_page(self.found);
        self.sources
    }
}

/// A source that cannot be read: its problem, and the facts that are known about it.
pub(super) struct Refusal {
    pub(super) file: Unreadable,
    pub(super) problem: Problem,
}

/// The text of a source, without a byte order mark.
pub(super) fn load(source: &Source) -> Result<String, Box<Refusal>> {
    read(source).map_err(|problem| {
        let file = audience::unreadable(source.path.clone(), Flaw::Unreadable, &source.file.lossy());
        Box::new(Refusal { file, problem: *problem })
    })
}

impl Source {
    /// Its path on disk, if it is there.
    pub(super) fn on_disk(&self) -> Option<&Path> {
        match &self.file {
            File::OnDisk(path) => Some(path),
            File::InGit(..) => None,
        }
    }
}

impl File {
    /// At most `LARGEST` bytes, and the size.
    fn bytes(&self) -> io::Result<(Cow<'_, [u8]>, u64)> {
        match self {
            Self::OnDisk(path) => safe_open::start(path, LARGEST).map(|(bytes, size)| (Cow::Owned(bytes), size)),
            Self::InGit(size, bytes) => Ok((Cow::Borrowed(bytes), *size)),
        }
    }

    /// The text with invalid bytes replaced, up to the size of the largest note. Empty if the file cannot be opened.
    fn lossy(&self) -> String {
        self.bytes().map_or_else(|_| String::new(), |(start, _)| String::from_utf8_lossy(&start).into_owned())
    }
}

fn read(source: &Source) -> Result<String, Box<Problem>> {
    let refuse = |why: &str| Box::new(unreadable(&source.path, why));
    let cannot_open = |error: io::Error| refuse(&format!("it cannot be opened: {error}"));
    let (bytes, size) = source.file.bytes().map_err(cannot_open)?;
    if size > LARGEST {
        return Err(refuse(&format!("it is {} KiB long, more than the 1024 KiB a note may have", size / 1024)));
    }
    if let Some(other) = other_encoding(&bytes) {
        return Err(refuse(&format!("it is {other}, not UTF-8 text")));
    }
    let text = String::from_utf8(bytes.into_owned()).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
        let location = Location::new(&source.path, &before, Span::new(valid, valid));
        Box::new(Problem { location, ..unreadable(&source.path, "it is not valid UTF-8 text from this place on") })
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The encoding of a text that is not UTF-8, from the mark at its start. Some editors on Windows save UTF-16.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    (starts(b"\xff\xfe") || starts(b"\xfe\xff")).then_some("UTF-16 text")
}

/// A path with `/` between its segments on every platform.
pub(crate) fn slashed(path: &Path) -> String {
    let segments: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    segments.join("/")
}

impl Sources {
    /// Takes the files in the order of their paths. A later file with the same page is refused.
    fn keep_first_of_each_page(&mut self, mut found: Vec<Source>) {
        found.sort_by(|a, b| a.path.cmp(&b.path));
        let pages: Vec<String> = found.par_iter().map(|source| page_path(&source.id)).collect();
        let mut first_of_page: HashMap<String, String> = HashMap::with_capacity(found.len());
        for (source, page) in found.into_iter().zip(pages) {
            match first_of_page.entry(page) {
                Entry::Occupied(first) => self.collide(&source, first.get(), first.key()),
                Entry::Vacant(page) => {
                    page.insert(source.path.clone());
                    self.notes.push(source);
                }
            }
        }
    }

    fn refuse(&mut self, path: &str, why: &str) {
        self.problems.push(unreadable(path, why));
        self.unreadable.push(audience::unreadable(path.to_owned(), Flaw::Unreadable, ""));
    }

    /// Reports a file that looks like a note but is not one.
    fn pass_over(&mut self, path: &str, file: &File) {
        self.unreadable.push(audience::unreadable(path.to_owned(), Flaw::NoNote, &file.lossy()));
        self.problems.push(Problem {
            kind: ProblemKind::NoNote,
            location: Location::start_of(path),
            message: "this file is skipped, because its name does not end in `.md`".to_owned(),
            help: "if it is a note, rename it".to_owned(),
            table: Span::default(),
        });
    }

    fn collide(&mut self, source: &Source, first: &str, page: &str) {
        let path = &source.path;
        self.problems.push(Problem {
            kind: ProblemKind::PathCollision,
            location: Location::start_of(path),
            message: format!("{path} and {first} would both become {page}"),
            help: format!("rename one of them; until then only {first} has a page and is audited"),
            table: Span::default(),
        });
        let flaw = Flaw::Collision(first.to_owned());
        self.unreadable.push(audience::unreadable(path.to_owned(), flaw, &source.file.lossy()));
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
        help: "save it as plain UTF-8 text, or start its name with `_` to leave it out".to_owned(),
        table: Span::default(),
    }
}

/// Whether an entry with this name, and everything below it, is ignored.
pub(crate) fn is_skipped(name: &[u8]) -> bool {
    name.starts_with(b"_") || name.starts_with(b".")
}

fn below(path: &Path, folder: &Path) -> String {
    slashed(path.strip_prefix(folder).unwrap_or(path))
}

fn join(content: &str, path: &str) -> String {
    if content.is_empty() { path.to_owned() } else { format!("{content}/{path}") }
}
