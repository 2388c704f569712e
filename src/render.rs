//! Views to what browsers read: templates, Markdown, the search index, and nothing else.
//!
//! Takes a page of the book, or all of it; gives text. Escaping happens here, once, for everything.

mod clean;
mod escape;
pub(crate) mod markdown;
mod names;
mod script;
mod templates;

use crate::error::Error;
use crate::pages::{self, Book, Page, View};

pub(crate) use escape::{Html, escaped};
pub(crate) use templates::{Override, Templates};

/// Renders one page.
pub(crate) fn page(templates: &Templates, book: &Book<'_>, page: &Page) -> Result<String, Error> {
    match page {
        Page::Index => show(templates, book, page, pages::index(book)),
        Page::Never => show(templates, book, page, pages::never(book)),
        Page::Plan(at) => show(templates, book, page, pages::plan(book, *at)),
        Page::Owners(at) => show(templates, book, page, pages::owners(book, *at)),
        Page::Owner(id) => show(templates, book, page, pages::owner(book, id)),
        Page::Board => show(templates, book, page, pages::board(book)),
        Page::Map => show(templates, book, page, pages::map(book)),
        Page::Agenda => show(templates, book, page, pages::agenda(book)),
        Page::HandsOn => show(templates, book, page, pages::hands_on(book)),
        Page::Brief(id) => show(templates, book, page, pages::brief(book, id)),
        Page::Notes(scope, at) => show(templates, book, page, pages::notes(book, scope, *at)),
        Page::Note(at) => show(templates, book, page, pages::note(book, *at)),
        Page::Rules => show(templates, book, page, pages::rules(book)),
        Page::Method => show(templates, book, page, pages::method(book)),
        Page::Rule(code, at) => show(templates, book, page, pages::rule(book, code, *at)),
        Page::Problems(at) => show(templates, book, page, pages::problems(book, *at)),
        Page::NotFound => show(templates, book, page, pages::not_found()),
    }
}

/// What the search loads on first use.
pub(crate) fn search_index(book: &Book<'_>) -> String {
    script::search_index(&pages::search_index(book))
}

/// What is wrong with the names in one template, for fuzzers and tests; `seen` says what the template of each page is
/// given.
#[cfg(any(test, fuzzing))]
pub(crate) fn unknown_names(text: String, seen: &[(&'static str, pages::Shape)]) -> Option<String> {
    names::problems(&[("index.html".to_owned(), text)], seen)
}

fn show<V: View>(templates: &Templates, book: &Book<'_>, page: &Page, view: V) -> Result<String, Error> {
    templates.render(V::TEMPLATE, &pages::framed(book, page, view))
}
