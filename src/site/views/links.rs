//! Links between pages, as seen from one of them: relative, so that they hold on disk and below any address.
//!
//! Takes a page's path; gives a [`Ref`] for notes, people, rules and files.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Calendar, Data, Page, SiteModel};
use crate::agenda::About;
use crate::audit::RuleRef;
use crate::model::safe_path;
use crate::text::hash::digest;

/// Something to read about elsewhere; without a link where there is no page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct Ref {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
}

impl Ref {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }

    /// The same, at a place in that page.
    pub(crate) fn at(&self, id: &str) -> Self {
        Self { text: self.text.clone(), href: self.href.as_ref().map(|href| format!("{href}#{id}")) }
    }

    /// "12 more", where `place` is; none where there are none.
    pub(crate) fn more(number: usize, place: &Self) -> Option<Self> {
        (number > 0).then(|| Self { text: format!("{number} more"), href: place.href.clone() })
    }
}

/// Links from one page.
#[derive(Clone, Debug)]
pub(crate) struct Links<'b> {
    pub(super) model: &'b SiteModel<'b>,
    /// `../` for each folder the page lies in.
    pub(crate) up: String,
}

impl std::fmt::Debug for SiteModel<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SiteModel").field("plan", &self.plan).finish_non_exhaustive()
    }
}

impl<'b> Links<'b> {
    pub(super) fn new(model: &'b SiteModel<'b>, from: &str) -> Self {
        Self { model, up: "../".repeat(from.matches('/').count()) }
    }

    pub(crate) fn to(&self, page: &Page, text: impl Into<String>) -> Ref {
        Ref { text: text.into(), href: Some(format!("{}{}", self.up, self.model.path(page))) }
    }

    pub(crate) fn note(&self, at: usize) -> Ref {
        Ref { text: self.model.names[at].clone(), href: Some(self.note_page(at)) }
    }

    /// Where the page of a note is.
    pub(crate) fn note_page(&self, at: usize) -> String {
        format!("{}{}", self.up, self.model.paths[at])
    }

    /// What an event is about; anchors have no page of their own.
    pub(crate) fn about(&self, about: &About) -> Ref {
        match about {
            About::Note(at) => self.note(*at),
            About::Anchor(id) => {
                let anchor = self.model.report.config().anchors.get(id);
                self.anchor(id, anchor.map_or(id.as_str(), |anchor| anchor.title.as_str()))
            }
        }
    }

    /// An anchor, where the map lists it.
    pub(crate) fn anchor(&self, id: &str, title: &str) -> Ref {
        self.to(&Page::Map, title).at(&format!("anchor-{id}"))
    }

    /// A calendar of the site.
    pub(crate) fn calendar(&self, calendar: &Calendar, text: impl Into<String>) -> Ref {
        Ref { text: text.into(), href: Some(format!("{}{}", self.up, self.model.calendar_path(calendar))) }
    }

    /// A file for machines, called as it is.
    pub(crate) fn data(&self, data: Data) -> Ref {
        let path = data.path();
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        Ref { text: name.to_owned(), href: Some(format!("{}{path}", self.up)) }
    }

    pub(crate) fn people(&self, ids: &[String]) -> Vec<Ref> {
        ids.iter().map(|id| self.person(id)).collect()
    }

    pub(crate) fn person(&self, id: &str) -> Ref {
        let href = self.model.owners.get(id).map(|path| format!("{}{path}", self.up));
        Ref { text: self.model.report.config().name_of(id).to_owned(), href }
    }

    pub(crate) fn rule(&self, rule: &RuleRef) -> Ref {
        if self.model.rules.contains(rule) {
            self.to(&Page::Rule(rule.clone(), 0), rule.code())
        } else {
            Ref::plain(rule.code())
        }
    }

    /// Where a file below the content folder is copied to.
    pub(crate) fn file(&self, path: &str) -> String {
        format!("{}{}", self.up, file_path(path))
    }
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
    format!("files/{}-{}.{lower}", safe_path(stem, path), digest(path, 4))
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
