//! The manifest: which files of an output folder Handover wrote. Nothing else there is ours to overwrite or delete.
//!
//! Takes paths, or a folder that may hold a manifest; gives both as a [`Manifest`], and its text: a line that names the
//! format, then a line a file, sorted.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

use super::folder::in_the_way;
use crate::error::Error;

/// The file's name; its presence says that a folder is ours.
pub(super) const MANIFEST: &str = ".handover-manifest";
/// The first line.
const HEADER: &str = "handover 1";
/// In bytes: what is longer cannot be of ours, with a million notes and more.
const LONGEST: u64 = 1 << 30;

/// The files of an output folder that are ours, by path below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::zero_sized_map_values, reason = "what is known of a file has its place, and nothing is yet")]
pub(super) struct Manifest {
    files: BTreeMap<String, Record>,
}

/// What is known of a file, besides that it is ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {}

impl Manifest {
    /// What `folder` lists as ours; nothing where there is no manifest.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, Error> {
        let file = folder.join(MANIFEST);
        let failed = |error| Error::io("read", &file, &error);
        let found = match file.symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound || error.kind() == ErrorKind::NotADirectory => {
                return Ok(None);
            }
            found => found.map_err(failed)?,
        };
        // Behind a link lies no list of ours, and a pipe would keep us waiting.
        if !found.is_file() {
            return Err(in_the_way(&file));
        }
        let bytes = if found.len() > LONGEST { Vec::new() } else { fs::read(&file).map_err(failed)? };
        let text = String::from_utf8(bytes).unwrap_or_default();
        Self::parse(&text).map(Some).ok_or_else(|| {
            Error::with_help(
                format!("{} was not written by this version of Handover", file.display()),
                "remove the output folder and build again, or name another one with --out",
            )
        })
    }

    /// The files that `text` lists; nothing if it is in another format. A manifest comes from disk: lines that would lead
    /// out of the folder count for nothing.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let is_ours = lines.next() == Some(HEADER);
        is_ours.then(|| lines.filter_map(line).collect())
    }

    /// The paths, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The files of both; what `newer` knows of a file counts.
    pub(super) fn and(&self, newer: &Self) -> Self {
        let both = self.files.iter().chain(&newer.files);
        Self { files: both.map(|(path, record)| (path.clone(), record.clone())).collect() }
    }

    /// The paths that `other` does not list.
    pub(super) fn missing_in(&self, other: &Self) -> impl Iterator<Item = &String> {
        self.paths().filter(|path| !other.contains(path))
    }
}

impl FromIterator<(String, Record)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (String, Record)>>(files: I) -> Self {
        Self { files: files.into_iter().collect() }
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        self.files.iter().try_for_each(|(path, Record {})| writeln!(f, "{path}"))
    }
}

/// A line: a path that stays inside the folder.
fn line(line: &str) -> Option<(String, Record)> {
    let is_inside = !line.is_empty() && Path::new(line).components().all(|part| matches!(part, Component::Normal(_)));
    is_inside.then(|| (line.to_owned(), Record {}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let manifest: Manifest =
            ["b.html", "a/ä b.html"].map(|path| (path.to_owned(), Record {})).into_iter().collect();
        assert_eq!(manifest.to_string(), "handover 1\na/ä b.html\nb.html\n");
        assert_eq!(Manifest::parse(&manifest.to_string()), Some(manifest));
    }

    #[test]
    fn what_is_no_manifest_of_this_version_is_none() {
        for text in ["", "\0\0\0", "handover 2\na.html\n", "handover\n", "a.html\n"] {
            assert_eq!(Manifest::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let text = "handover 1\n../a\n/etc/passwd\n./b\na/../../c\n..\n.\n/\n\na.html\n";
        let listed = Manifest::parse(text).expect("a manifest");
        assert_eq!(listed.paths().collect::<Vec<_>>(), ["a.html"]);
    }
}
