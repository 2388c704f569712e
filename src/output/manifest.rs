//! The manifest: which files of an output folder Handover wrote. Nothing else there is ours to overwrite or delete.
//!
//! Takes paths, or a folder that may hold a manifest; gives both as a [`Manifest`], and its text: a line that names the
//! format, one for what all of it was made of, then a line a file, sorted: its path, and between tabs what it was made
//! of and how many bytes it has. What is not known is left out.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

use super::build_key::BuildKey;
use super::folder::in_the_way;
use super::names::MANIFEST;
use crate::model::Error;

/// The first line.
const HEADER: &str = "handover 2";
/// That of a version before, which had nothing but paths.
const PATHS_ONLY: &str = "handover 1";
/// Starts the line for all of it.
const WHOLE: &str = "made of\t";
/// In bytes: what is longer cannot be of ours, with a million notes and more.
const LONGEST: u64 = 1 << 30;

/// The files of an output folder that are ours, by path below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// What all of it was made of, where the build went to its end.
    pub(super) whole: Option<BuildKey>,
    files: BTreeMap<String, Record>,
}

/// What is known of a file, besides that it is ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// What it was made of.
    pub(super) key: Option<BuildKey>,
    /// How long it is, in bytes.
    pub(super) length: u64,
}

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
        let mut lines = text.lines().peekable();
        if ![Some(HEADER), Some(PATHS_ONLY)].contains(&lines.next()) {
            return None;
        }
        let whole =
            lines.next_if(|line| line.starts_with(WHOLE)).and_then(|line| BuildKey::parse(&line[WHOLE.len()..]));
        Some(Self { whole, files: lines.filter_map(line).collect() })
    }

    /// The paths, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// What is known of a file that is ours.
    pub(super) fn get(&self, path: &str) -> Option<Record> {
        self.files.get(path).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Record)> {
        self.files.iter()
    }

    /// The files of both, and of each only what both know: so much is true whichever of them stands there.
    pub(super) fn and(&self, newer: &Self) -> Self {
        let mut files = self.files.clone();
        for (path, record) in &newer.files {
            let known = files.entry(path.clone()).or_default();
            if known != record {
                *known = Record::default();
            }
        }
        Self { whole: None, files }
    }

    /// The paths that `other` does not list.
    pub(super) fn missing_in(&self, other: &Self) -> impl Iterator<Item = &String> {
        self.paths().filter(|path| !other.contains(path))
    }
}

impl FromIterator<(String, Record)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (String, Record)>>(files: I) -> Self {
        Self { whole: None, files: files.into_iter().collect() }
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(whole) = self.whole {
            writeln!(f, "{WHOLE}{whole}")?;
        }
        self.files.iter().try_for_each(|(path, record)| match record.key {
            Some(key) => writeln!(f, "{path}\t{key}\t{}", record.length),
            None => writeln!(f, "{path}"),
        })
    }
}

/// A line: a path that stays inside the folder, and what is known of the file.
fn line(line: &str) -> Option<(String, Record)> {
    let mut parts = line.split('\t');
    let path = parts.next().filter(|path| !path.is_empty())?;
    let key = parts.next().and_then(BuildKey::parse);
    let length = parts.next().and_then(|length| length.parse().ok());
    let record = key.zip(length).map(|(key, length)| Record { key: Some(key), length });
    let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    is_inside.then(|| (path.to_owned(), record.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::build_key::KeyBuilder;

    #[test]
    fn what_is_written_is_read() {
        let key = KeyBuilder::default().add("x").key();
        let files = [("b.html", Record { key: Some(key), length: 12 }), ("a/ä b.html", Record::default())];
        let mut manifest: Manifest = files.map(|(path, record)| (path.to_owned(), record)).into_iter().collect();
        manifest.whole = Some(key);
        let text = manifest.to_string();
        assert_eq!(text, format!("handover 2\nmade of\t{key}\na/ä b.html\nb.html\t{key}\t12\n"));
        assert_eq!(Manifest::parse(&text), Some(manifest));
    }

    #[test]
    fn one_of_the_version_before_is_read_too() {
        let listed = Manifest::parse("handover 1\na.html\n").expect("a manifest");
        assert_eq!((listed.whole, listed.get("a.html")), (None, Some(Record::default())));
    }

    #[test]
    fn of_two_only_what_both_know_is_known() {
        let with = |word: &str| Record { key: Some(KeyBuilder::default().add(word).key()), length: 1 };
        let of = |files: &[(&str, Record)]| {
            files.iter().map(|(path, record)| ((*path).to_owned(), *record)).collect::<Manifest>()
        };
        let (old, new) =
            (of(&[("a", with("1")), ("b", with("2"))]), of(&[("a", with("1")), ("b", with("3")), ("c", with("4"))]));
        let both = old.and(&new);
        assert_eq!(both, of(&[("a", with("1")), ("b", Record::default()), ("c", Record::default())]));
    }

    #[test]
    fn what_is_no_manifest_of_this_version_is_none() {
        for text in ["", "\0\0\0", "handover 3\na.html\n", "handover\n", "a.html\n"] {
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
