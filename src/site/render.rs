//! Views to what browsers read: templates, Markdown, the search index, and nothing else.
//!
//! Takes a page of the site model, or all of it; gives text. Escaping happens here, once, for everything.

mod clean;
mod escape;
pub(crate) mod markdown;
mod names;
mod script;
mod templates;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Error, Note};
use crate::site::views::{self, Around, FromElsewhere, Page, SiteModel, Spot, View};
use crate::text::hash::{Ingredients, Recipe};

pub(crate) use escape::Html;
pub(crate) use templates::Templates;

/// Prints the pages of a site.
pub(crate) struct Press<'b> {
    templates: &'b Templates,
    model: &'b SiteModel<'b>,
    /// What stands around the pages of each spot, rendered once, and what that makes of the recipes of pages.
    around: BTreeMap<Spot, (Around, Recipe)>,
}

/// A page whose view is made, to be rendered if its recipe is a new one.
pub(crate) struct Draft<'p> {
    pub(crate) recipe: Recipe,
    render: Box<dyn FnOnce() -> Result<String, Error> + 'p>,
}

impl Draft<'_> {
    pub(crate) fn render(self) -> Result<String, Error> {
        (self.render)()
    }
}

impl<'b> Press<'b> {
    /// Ready to print every page of the site model. `settings` is what all pages depend on besides their views.
    pub(crate) fn new(templates: &'b Templates, model: &'b SiteModel<'b>, settings: Recipe) -> Result<Self, Error> {
        let around = |spot| {
            let (bar, foot) = model.around(spot);
            let around =
                Around { bar: alone(templates, "bar.html", &bar)?, foot: alone(templates, "foot.html", &foot)? };
            let recipe = Ingredients::of(settings).add(&around.bar.0).add(&around.foot.0).recipe();
            Ok((spot, (around, recipe)))
        };
        Ok(Self { templates, model, around: model.spots().into_iter().map(around).collect::<Result<_, Error>>()? })
    }

    /// Makes the view of a page.
    pub(crate) fn draft<'p>(&'p self, page: &'p Page) -> Draft<'p> {
        let model = self.model;
        match page {
            Page::Index => self.plain(page, views::index(model)),
            Page::Never => self.plain(page, views::never(model)),
            Page::Plan(at) => self.plain(page, views::plan(model, *at)),
            Page::Owners(at) => self.plain(page, views::owners(model, *at)),
            Page::Owner(id) => self.plain(page, views::owner(model, id)),
            Page::Board => self.plain(page, views::board(model)),
            Page::Map => self.plain(page, views::map(model)),
            Page::Agenda => self.plain(page, views::agenda(model)),
            Page::HandsOn => self.plain(page, views::hands_on(model)),
            Page::Brief(id) => self.plain(page, views::brief(model, id)),
            Page::Notes(scope, at) => self.plain(page, views::notes(model, scope, *at)),
            Page::Note(at) => self.note(page, *at),
            Page::Rules => self.plain(page, views::rules(model)),
            Page::Method => self.plain(page, views::method(model)),
            Page::Rule(rule, at) => self.plain(page, views::rule(model, rule, *at)),
            Page::Problems(at) => self.plain(page, views::problems(model, *at)),
            Page::NotFound => self.plain(page, views::not_found()),
        }
    }

    /// What the search loads on first use.
    pub(crate) fn search_index(&self) -> String {
        script::search_index(&views::search_index(self.model))
    }

    fn plain<'p, V: View + 'p>(&'p self, page: &'p Page, view: V) -> Draft<'p> {
        let recipe = self.ingredients(page, &view).recipe();
        Draft { recipe, render: Box::new(move || self.show(page, view)) }
    }

    /// Most pages are of notes, and their views cost more than to tell what they are made of.
    fn note<'p>(&'p self, page: &'p Page, at: usize) -> Draft<'p> {
        let model = self.model;
        let (notes, note) = (model.report.notes(), model.report.note(at));
        let elsewhere = FromElsewhere::of(model, at);
        let mut ingredients = self.ingredients(page, &elsewhere);
        ingredients.add(&note.path).add(&note.text);
        let render = move || {
            let mut view = views::note(model, at, elsewhere);
            view.body = markdown::render(notes, note, &model.links(page));
            self.show(page, view)
        };
        Draft { recipe: ingredients.recipe(), render: Box::new(render) }
    }

    fn ingredients(&self, page: &Page, view: &impl Serialize) -> Ingredients {
        let (_, around) = self.around[&self.model.spot(page)];
        let mut ingredients = Ingredients::of(around);
        ingredients.add(self.model.path(page)).add_value(view);
        ingredients
    }

    fn show<V: View>(&self, page: &Page, view: V) -> Result<String, Error> {
        let (around, _) = &self.around[&self.model.spot(page)];
        self.templates.render(V::TEMPLATE, &views::framed(self.model, page, around, view))
    }
}

/// The Markdown of a note.
fn body_of(note: &Note) -> &str {
    &note.text[note.body.start..]
}

/// A piece of pages, rendered without a frame.
fn alone<V: Serialize>(templates: &Templates, name: &str, view: &V) -> Result<Html, Error> {
    #[derive(Serialize)]
    struct Alone<'v, V> {
        page: &'v V,
    }
    Ok(Html(templates.render(name, &Alone { page: view })?))
}

/// What is wrong with the names in one template, for fuzzers and tests; `seen` says what the template of each page is
/// given.
#[cfg(any(test, fuzzing))]
pub(crate) fn unknown_names(text: String, seen: &[(&'static str, views::Shape)]) -> Option<String> {
    names::problems(&[("index.html".to_owned(), text)], seen)
}
