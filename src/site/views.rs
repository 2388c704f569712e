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
        $($_row:tt)*
    })+) => {
        $(pub(super) mod $module;)+
    };
}
page_table!(modules);
