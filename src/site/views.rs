//! What each page of the site shows, as one typed view a template.
//!
//! Takes the site model; gives the views. Knows no disk and no template syntax; the fields of every view are documented in
//! `docs/src/templates.md`.

mod paging;
mod pictures;
mod recommendations;

use super::links::{Links, Ref};
use super::model::SiteModel;
use super::pages::{Page, page_table};
use super::paths::Calendar;
use super::view::View;

macro_rules! modules {
    ($($(#[$doc:meta])* mod $module:ident: $page:ident $(($($of:ident: $type:ty),+))? {
        template: $template:expr,
        view: $view:ty = |$_view:pat_param| $make:expr,
        path: |$_path:pat_param| $path:expr,
        pages: |$_pages:pat_param| $pages:expr,
        menu: $menu:expr,
    })+) => {
        $(pub(super) mod $module;)+
    };
}
page_table!(modules);
