//! Views to what browsers read: templates, Markdown, the search index, and nothing else.
//!
//! Takes a page of the book, or all of it; gives text. Escaping happens here, once, for everything.

mod clean;
mod escape;
pub(crate) mod markdown;
mod names;
mod script;
mod templates;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::error::Error;
use crate::pages::{self, Around, Book, Page, Spot, View};

pub(crate) use escape::{Html, escaped};
pub(crate) use templates::{Override, Templates};

/// Prints the pages of a book.
pub(crate) struct Press<'b> {
    templates: &'b Templates,
    book: &'b Book<'b>,
    /// What stands around the pages of each spot, rendered once.
    around: BTreeMap<Spot, Around>,
}

impl<'b> Press<'b> {
    /// Ready to print every page among `pages`.
    pub(crate) fn new<'p>(
        templates: &'b Templates,
        book: &'b Book<'b>,
        pages: impl Iterator<Item = &'p Page>,
    ) -> Result<Self, Error> {
        let spots: BTreeSet<Spot> = pages.map(|page| book.spot(page)).collect();
        let around = |spot| {
            let (bar, foot) = book.around(spot);
            Ok((spot, Around { bar: alone(templates, "bar.html", &bar)?, foot: alone(templates, "foot.html", &foot)? }))
        };
        Ok(Self { templates, book, around: spots.into_iter().map(around).collect::<Result<_, Error>>()? })
    }

    /// Renders one page.
    pub(crate) fn page(&self, page: &Page) -> Result<String, Error> {
        let book = self.book;
        match page {
            Page::Index => self.show(page, pages::index(book)),
            Page::Never => self.show(page, pages::never(book)),
            Page::Plan(at) => self.show(page, pages::plan(book, *at)),
            Page::Owners(at) => self.show(page, pages::owners(book, *at)),
            Page::Owner(id) => self.show(page, pages::owner(book, id)),
            Page::Board => self.show(page, pages::board(book)),
            Page::Map => self.show(page, pages::map(book)),
            Page::Agenda => self.show(page, pages::agenda(book)),
            Page::HandsOn => self.show(page, pages::hands_on(book)),
            Page::Brief(id) => self.show(page, pages::brief(book, id)),
            Page::Notes(scope, at) => self.show(page, pages::notes(book, scope, *at)),
            Page::Note(at) => self.show(page, pages::note(book, *at)),
            Page::Rules => self.show(page, pages::rules(book)),
            Page::Method => self.show(page, pages::method(book)),
            Page::Rule(code, at) => self.show(page, pages::rule(book, code, *at)),
            Page::Problems(at) => self.show(page, pages::problems(book, *at)),
            Page::NotFound => self.show(page, pages::not_found()),
        }
    }

    /// What the search loads on first use.
    pub(crate) fn search_index(&self) -> String {
        script::search_index(&pages::search_index(self.book))
    }

    fn show<V: View>(&self, page: &Page, view: V) -> Result<String, Error> {
        let around = &self.around[&self.book.spot(page)];
        self.templates.render(V::TEMPLATE, &pages::framed(self.book, page, around, view))
    }
}

/// A piece of pages, rendered without a frame.
fn alone<V: Serialize>(templates: &Templates, name: &str, view: &V) -> Result<Html, Error> {
    #[derive(Serialize)]
    struct Alone<'v, V> {
        page: &'v V,
    }
    Ok(Html(templates.render(name, &Alone { page: view })?))
}
