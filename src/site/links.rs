//! Links from one page to others. They are relative, so that they work on disk and at any address.
//!
//! Takes the path of a page; gives a [`Ref`] for notes, people, rules and files.

use schemars::JsonSchema;
use serde::Serialize;

use super::lists::Scope;
use super::model::SiteModel;
use super::pages::Page;
use super::paths::{Calendar, Data, file_path};
use crate::agenda::About;
use crate::audit::RuleRef;

/// A text with a link, or without one if it has no page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct Ref {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
}

impl Ref {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }

    /// The same link to a place in that page.
    pub(crate) fn at(&self, id: &str) -> Self {
        Self { text: self.text.clone(), href: self.href.as_ref().map(|href| format!("{href}#{id}")) }
    }

    /// "12 more" with a link to `place`; none for 0.
    pub(crate) fn more(number: usize, place: &Self) -> Option<Self> {
        (number > 0).then(|| Self { text: format!("{number} more"), href: place.href.clone() })
    }
}

/// Links from one page.
#[derive(Clone, Debug)]
pub(crate) struct Links<'b> {
    pub(super) model: &'b SiteModel<'b>,
    /// `../` for each folder above the page.
    pub(crate) up: String,
}

impl SiteModel<'_> {
    /// The links from a page.
    pub(crate) fn links(&self, from: &Page) -> Links<'_> {
        Links::new(self, &self.path(from))
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
        Ref { text: self.model.note_names[at].clone(), href: Some(self.note_page(at)) }
    }

    /// The address of the page of a note.
    pub(crate) fn note_page(&self, at: usize) -> String {
        format!("{}{}", self.up, self.model.note_paths[at])
    }

    /// The subject of an event; an anchor links to the map.
    pub(crate) fn about(&self, about: &About) -> Ref {
        match about {
            About::Note(at) => self.note(*at),
            About::Anchor(id) => {
                let anchor = self.model.report.config().anchors.get(id);
                self.anchor(id, anchor.map_or(id.as_str(), |anchor| anchor.title.as_str()))
            }
        }
    }

    /// An anchor, in the list of the map.
    pub(crate) fn anchor(&self, id: &str, title: &str) -> Ref {
        self.to(&Page::Map, title).at(&format!("anchor-{id}"))
    }

    /// A calendar of the site.
    pub(crate) fn calendar(&self, calendar: &Calendar, text: impl Into<String>) -> Ref {
        Ref { text: text.into(), href: Some(format!("{}{}", self.up, self.model.calendar_path(calendar))) }
    }

    /// A data file, with its file name as text.
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

    /// The address of the copy of a file of the content folder.
    pub(crate) fn file(&self, path: &str) -> String {
        format!("{}{}", self.up, file_path(path))
    }

    /// "12 more" with a link to the list of the scope, or to the list of all notes. None for 0.
    pub(super) fn rest(&self, scope: &Scope, more: usize) -> Option<Ref> {
        let has_list = !self.model.lists.notes(scope).is_empty();
        let scope = if has_list { scope.clone() } else { Scope::All };
        Ref::more(more, &self.to(&Page::Notes(scope, 0), ""))
    }
}
