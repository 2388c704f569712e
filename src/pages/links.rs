//! Links between pages, as seen from one of them: relative, so that they hold on disk and below any address.
//!
//! Takes a page's path; gives a [`Ref`] for notes, people, rules and files.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Book, Calendar, Data, Page};
use crate::agenda::About;
use crate::digest::digest;
use crate::notes::safe_path;

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
    pub(super) book: &'b Book<'b>,
    /// `../` for each folder the page lies in.
    pub(crate) up: String,
}

impl std::fmt::Debug for Book<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Book").field("plan", &self.plan).finish_non_exhaustive()
    }
}

impl<'b> Links<'b> {
    pub(super) fn new(book: &'b Book<'b>, from: &str) -> Self {
        Self { book, up: "../".repeat(from.matches('/').count()) }
    }

    pub(crate) fn to(&self, page: &Page, text: impl Into<String>) -> Ref {
        Ref { text: text.into(), href: Some(format!("{}{}", self.up, self.book.path(page))) }
    }

    pub(crate) fn note(&self, at: usize) -> Ref {
        self.to(&Page::Note(at), self.book.names[at].clone())
    }

    /// What an event is about; anchors have no page of their own.
    pub(crate) fn about(&self, about: &About) -> Ref {
        match about {
            About::Note(at) => self.note(*at),
            About::Anchor(id) => {
                let anchor = self.book.report.config().anchors.get(id);
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
        Ref { text: text.into(), href: Some(format!("{}{}", self.up, self.book.calendar_path(calendar))) }
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
        let name = self.book.report.config().name_of(id);
        if self.book.owners.contains_key(id) { self.to(&Page::Owner(id.to_owned()), name) } else { Ref::plain(name) }
    }

    pub(crate) fn rule(&self, code: &str) -> Ref {
        if self.book.codes.iter().any(|known| known == code) {
            self.to(&Page::Rule(code.to_owned(), 0), code)
        } else {
            Ref::plain(code)
        }
    }

    /// Where a file below the content folder is copied to.
    pub(crate) fn file(&self, path: &str) -> String {
        format!("{}{}", self.up, file_path(path))
    }
}

/// The path below the site's root of a copied file.
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
