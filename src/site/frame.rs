//! The frame of every page: title, navigation, footer.
//!
//! Takes the site model and a page; gives the frame with the view of the page inside. Navigation and footer have their own
//! views. They are rendered once for all pages on which they are the same.

use schemars::JsonSchema;
use serde::Serialize;

use super::html::Html;
use super::links::{Links, Ref};
use super::lists::Scope;
use super::model::SiteModel;
use super::pages::{Page, menu_entries};
use super::paths::{Data, FEED};
use super::view::View;
use crate::model::Audience;
use crate::text::words::{count, day};

/// A view in its frame.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Framed<V> {
    pub(crate) frame: Frame,
    pub(crate) page: V,
}

/// What every page shares.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Frame {
    /// The site's language, such as `en`.
    language: String,
    /// The site's title.
    site: String,
    description: Option<String>,
    /// The page's title.
    title: String,
    /// `../` for each folder above the page; put it before `style.css`.
    up: String,
    /// The rendered navigation.
    bar: Html,
    /// The rendered foot of the page.
    foot: Html,
    /// The audit's date, in words.
    date: String,
    /// The audit's date, as in TOML.
    date_iso: String,
    base_url: Option<String>,
    /// The address of the page, if search engines may list it.
    canonical: Option<String>,
    /// The relative address of the feed, if there is one.
    feed: Option<String>,
    /// Whether search engines may list the page.
    is_public: bool,
    /// `[extra]` of site.toml.
    extra: serde_json::Value,
}

/// The view of `bar.html`, above a page.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct BarView {
    /// The site's title.
    site: String,
    /// `../` for each folder above the page.
    up: String,
    nav: Vec<NavItem>,
}

/// The view of `foot.html`, below a page.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct FootView {
    /// The audit's date, in words.
    date: String,
    /// The audit's date, as in TOML.
    date_iso: String,
    /// Links and short texts.
    parts: Vec<Ref>,
}

/// The rendered header and footer.
#[derive(Clone, Debug)]
pub(super) struct HeaderAndFooter {
    pub(super) bar: Html,
    pub(super) foot: Html,
}

/// Pages of the same variant have the same header and footer: they are as many folders deep, and belong to the same entry
/// of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FrameVariant {
    folders: usize,
    menu_label: Option<&'static str>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct NavItem {
    link: Ref,
    is_here: bool,
}

impl SiteModel<'_> {
    pub(super) fn frame_variant(&self, page: &Page) -> FrameVariant {
        FrameVariant { folders: self.path(page).matches('/').count(), menu_label: page.menu_label() }
    }

    pub(super) fn header_and_footer(&self, variant: FrameVariant) -> (BarView, FootView) {
        let up = "../".repeat(variant.folders);
        let links = Links { model: self, up: up.clone() };
        let today = self.report.audit.site.today;
        let bar = BarView { site: self.report.config().site.title.clone(), up, nav: nav(&links, variant.menu_label) };
        (bar, FootView { date: day(today), date_iso: today.to_string(), parts: foot(self, &links) })
    }
}

/// Puts a view into the frame of `page`.
pub(super) fn framed<V: View>(model: &SiteModel<'_>, page: &Page, rendered: &HeaderAndFooter, view: V) -> Framed<V> {
    let report = model.report;
    let config = report.config();
    let today = report.audit.site.today;
    let up = model.links(page).up;
    let frame = Frame {
        language: config.site.language.clone(),
        site: config.site.title.clone(),
        description: config.site.description.clone(),
        title: view.title(),
        bar: rendered.bar.clone(),
        foot: rendered.foot.clone(),
        date: day(today),
        date_iso: today.to_string(),
        base_url: config.site.base_url.as_ref().map(|base| base.as_str().to_owned()),
        canonical: model.canonical(page),
        feed: config.site.base_url.as_ref().map(|_| format!("{up}{FEED}")),
        is_public: report.notes().audience == Audience::Public,
        extra: config.extra.clone(),
        up,
    };
    Framed { frame, page: view }
}

fn nav(links: &Links<'_>, here: Option<&str>) -> Vec<NavItem> {
    let item = |(page, label, _)| NavItem { is_here: here == Some(label), link: links.to(&page, label) };
    menu_entries().map(item).collect()
}

fn foot(model: &SiteModel<'_>, links: &Links<'_>) -> Vec<Ref> {
    let notes = model.report.notes();
    // Without the number of notes: it would change all pages with each new note.
    let mut foot = vec![links.to(&Page::Notes(Scope::All, 0), "all notes")];
    let broken = notes.unreadable.len();
    if broken > 0 {
        foot.push(links.to(&Page::Problems(0), format!("{} could not be read", count(broken, "file", "files"))));
    } else {
        foot.push(links.to(&Page::Problems(0), "problems in notes"));
    }
    if notes.hidden_count() > 0 {
        foot.push(Ref::plain(format!("{} not shown here", count(notes.hidden_count(), "note", "notes"))));
    }
    foot.extend(Data::ALL.map(|data| links.data(data)));
    foot
}
