//! The manifest: the list of the files in an output folder that Handover wrote. It overwrites and deletes no others.
//!
//! Takes paths, or a folder with a manifest; gives a [`Manifest`] and its text. The first line names the format, the
//! second the build key of the site. Then there is a line for each file, sorted: path, build key and length in bytes,
//! separated by tabs. Unknown values are left out.

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
/// The first line of the previous format, which had only paths.
const PATHS_ONLY: &str = "handover 1";
/// The start of the line with the build key of the site.
const WHOLE: &str = "made of\t";
/// In bytes. The manifest of a million notes is shorter, so a longer file is not a manifest.
const LONGEST: u64 = 1 << 30;

/// The files that Handover wrote, by their paths below the output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The build key of the site; none if the build did not finish.
    pub(super) whole: Option<BuildKey>,
    files: BTreeMap<String, Record>,
}

/// What the manifest says about a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Its build key, if it is known.
    pub(super) key: Option<BuildKey>,
    /// Its length in bytes.
    pub(super) length: u64,
}

impl Manifest {
    /// Reads the manifest of `folder`; none if there is none.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, Error> {
        let file = folder.join(MANIFEST);
        let failed = |error| Error::io("read", &file, &error);
        let found = match file.symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound || error.kind() == ErrorKind::NotADirectory => {
                return Ok(None);
            }
            found => found.map_err(failed)?,
        };
        // Handover writes no links, and reading a pipe could block.
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

    /// The files that `text` lists; none if it has another format. Somebody may have changed the manifest, so lines
    /// that lead out of the folder are ignored.
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

    /// The record of a file.
    pub(super) fn get(&self, path: &str) -> Option<Record> {
        self.files.get(path).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Record)> {
        self.files.iter()
    }

    /// The files of both manifests. If they have different records of a file, its record is unknown.
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

/// Reads a line: a path that stays inside the folder, and the record of the file.
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
    fn written_manifest_reads_back_as_the_same() {
        let key = KeyBuilder::default().add("x").key();
        let files = [("b.html", Record { key: Some(key), length: 12 }), ("a/ä b.html", Record::default())];
        let mut manifest: Manifest = files.map(|(path, record)| (path.to_owned(), record)).into_iter().collect();
        manifest.whole = Some(key);
        let text = manifest.to_string();
        assert_eq!(text, format!("handover 2\nmade of\t{key}\na/ä b.html\nb.html\t{key}\t12\n"));
        assert_eq!(Manifest::parse(&text), Some(manifest));
    }

    #[test]
    fn manifest_of_the_previous_format_is_read() {
        let listed = Manifest::parse("handover 1\na.html\n").expect("a manifest");
        assert_eq!((listed.whole, listed.get("a.html")), (None, Some(Record::default())));
    }

    #[test]
    fn merged_manifest_keeps_only_records_that_both_have() {
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
    fn text_in_another_format_is_no_manifest() {
        for text in ["", "\0\0\0", "handover 3\na.html\n", "handover\n", "a.html\n"] {
            assert_eq!(Manifest::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn lines_that_lead_out_of_the_folder_are_ignored() {
        let text = "handover 1\n../a\n/etc/passwd\n./b\na/../../c\n..\n.\n/\n\na.html\n";
        let listed = Manifest::parse(text).expect("a manifest");
        assert_eq!(listed.paths().collect::<Vec<_>>(), ["a.html"]);
    }
}
