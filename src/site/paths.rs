//! The paths of files that are no pages: data, calendars, the feed, and copies of files beside notes.

use std::collections::BTreeSet;

use crate::model::{Target, safe_path};
use crate::report::Report;
use crate::text::hash::short_hash;

/// A file for machines: everything, or a table for spreadsheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    Report,
    Findings,
    Notes,
}

impl Data {
    pub(super) const ALL: [Self; 3] = [Self::Report, Self::Findings, Self::Notes];

    /// Where it lies below the site's root.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Report => "data/report.json",
            Self::Findings => "data/findings.csv",
            Self::Notes => "data/notes.csv",
        }
    }
}

/// Where the feed lies, if the site has one.
pub(crate) const FEED: &str = "atom.xml";
pub(super) const SITEMAP: &str = "sitemap.xml";

/// A calendar of the site: not a page, and linked from pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Calendar {
    Everybody,
    Person(String),
}

/// The path below the site's root of a copied file. As in names of pages, what had to be changed carries a hash, so that
/// `logo.PNG` and `logo.png` do not meet.
pub(crate) fn file_path(path: &str) -> String {
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    let lower = extension.to_ascii_lowercase();
    if lower == extension {
        return format!("files/{}.{lower}", safe_path(stem, path));
    }
    // `a.PNG` and `a.png` are two files, and `a.png` may be a folder.
    format!("files/{}-{}.{lower}", safe_path(stem, path), short_hash(path, 4))
}

/// Whether a file may be copied: pictures and documents that cannot run anything.
pub(crate) fn is_shown(path: &str) -> bool {
    const KINDS: [&str; 9] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "pdf", "csv", "txt"];
    path.rsplit_once('.').is_some_and(|(_, extension)| KINDS.contains(&extension.to_ascii_lowercase().as_str()))
}

/// Whether a file is a picture that browsers show.
pub(crate) fn is_picture(path: &str) -> bool {
    const KINDS: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "avif"];
    path.rsplit_once('.').is_some_and(|(_, extension)| KINDS.contains(&extension.to_ascii_lowercase().as_str()))
}

/// Files beside notes that pages link to or show, by their path below the content folder.
pub(crate) fn copies(report: &Report<'_>) -> BTreeSet<String> {
    let targets = report.audit.site.cases.iter().flat_map(|case| &case.targets);
    targets
        .filter_map(|target| match target {
            Target::File(path) if is_shown(path) => Some(path.clone()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_files_are_copied_to_one_place() {
        let files = ["a/logo.png", "a/logo.PNG", "a/Logo.png", "a/LOGO.Png", "A/logo.png", "a/logo.jpg", "a-logo.png"];
        let paths: BTreeSet<String> = files.iter().map(|file| file_path(file)).collect();
        assert_eq!(paths.len(), files.len(), "{paths:?}");
        assert!(paths.iter().all(|path| *path == path.to_ascii_lowercase()), "{paths:?}");
        assert_eq!(file_path("a/logo.png"), "files/a/logo.png");
    }
}
