//! Pages and the search index as text.
//!
//! Takes a [`Page`] of the site model; gives its build key, and its HTML if that is asked for.

use std::collections::BTreeMap;

use super::files::all_pages;
use super::frame::{FrameVariant, HeaderAndFooter, framed};
use super::html::Html;
use super::model::SiteModel;
use super::pages::{Page, page_table};
use super::search::search_index;
use super::templates::Templates;
use super::view::PageSource;
#[allow(clippy::wildcard_imports, reason = "the table of pages names all views")]
use super::views::*;
use crate::model::Error;
use crate::output::{BuildKey, KeyBuilder};

/// Renders the pages of a site.
pub(crate) struct PageRenderer<'m> {
    templates: &'m Templates,
    model: &'m SiteModel<'m>,
    /// The header and the footer of each variant, rendered once, with what they add to the build keys of pages.
    frames: BTreeMap<FrameVariant, (HeaderAndFooter, BuildKey)>,
}

/// A page that is ready to be rendered. Its build key tells whether it has to be.
pub(crate) struct PreparedPage<'p> {
    pub(crate) key: BuildKey,
    render: Box<dyn FnOnce() -> Result<String, Error> + 'p>,
}

impl PreparedPage<'_> {
    pub(crate) fn render(self) -> Result<String, Error> {
        (self.render)()
    }
}

impl<'m> PageRenderer<'m> {
    /// `settings` is the build key of what all pages depend on besides their views.
    pub(crate) fn new(templates: &'m Templates, model: &'m SiteModel<'m>, settings: BuildKey) -> Result<Self, Error> {
        let mut frames = BTreeMap::new();
        for page in all_pages(model) {
            let variant = model.frame_variant(&page);
            if frames.contains_key(&variant) {
                continue;
            }
            let (bar, foot) = model.header_and_footer(variant);
            let bar = Html(templates.render_part("bar.html", &bar)?);
            let foot = Html(templates.render_part("foot.html", &foot)?);
            let key = KeyBuilder::from_key(settings).add(&bar.0).add(&foot.0).key();
            frames.insert(variant, (HeaderAndFooter { bar, foot }, key));
        }
        Ok(Self { templates, model, frames })
    }

    /// What the search loads on first use.
    pub(crate) fn search_index(&self) -> String {
        search_index(self.model)
    }

    fn prepare_from<'p, S: PageSource + 'p>(
        &'p self,
        page: &'p Page,
        template: &'static str,
        source: S,
    ) -> PreparedPage<'p> {
        let (frame, key) = &self.frames[&self.model.frame_variant(page)];
        let mut key = KeyBuilder::from_key(*key);
        key.add(self.model.path(page));
        source.add_to(&mut key);
        let render = || self.templates.render(template, &framed(self.model, page, frame, source.into_view()));
        PreparedPage { key: key.key(), render: Box::new(render) }
    }
}

macro_rules! page_views {
    ($($(#[$doc:meta])* mod $module:ident: $page:ident $(($($of:ident: $type:ty),+))? {
        template: $template:expr,
        view: $view:ty = |$model:pat_param| $make:expr,
        $($_rest:tt)*
    })+) => {
        impl PageRenderer<'_> {
            /// Collects what a page is made from.
            pub(crate) fn prepare<'p>(&'p self, page: &'p Page) -> PreparedPage<'p> {
                match page {
                    $(Page::$page $(($($of),+))? => {
                        let $model = self.model;
                        self.prepare_from(page, $template, $make)
                    })+
                }
            }
        }
    };
}
page_table!(page_views);
