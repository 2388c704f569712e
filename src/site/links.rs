//! Links between pages, as seen from one of them: relative, so that they hold on disk and below any address.
//!
//! Takes a page's path; gives a [`Ref`] for notes, people, rules and files.

use schemars::JsonSchema;
use serde::Serialize;

use super::lists::Scope;
use super::model::SiteModel;
use super::pages::Page;
use super::paths::{Calendar, Data, file_path};
use crate::agenda::About;
use crate::audit::RuleRef;

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

impl SiteModel<'_> {
    /// Links as seen from a page.
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

    /// Where the page of a note is.
    pub(crate) fn note_page(&self, at: usize) -> String {
        format!("{}{}", self.up, self.model.note_paths[at])
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

    /// "12 more", where they are: on the scope's own list, or else among all notes. None where there are none.
    pub(super) fn rest(&self, scope: &Scope, more: usize) -> Option<Ref> {
        let has_list = !self.model.lists.notes(scope).is_empty();
        let scope = if has_list { scope.clone() } else { Scope::All };
        Ref::more(more, &self.to(&Page::Notes(scope, 0), ""))
    }
}
