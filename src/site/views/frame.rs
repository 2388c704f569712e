//! What every page has around its own view: title, navigation, footer.
//!
//! Takes the site model and a page; gives the frame with the page's view inside. Navigation and footer are views of their own,
//! for they are the same on many pages and are rendered once for all of those.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Data, FEED, Links, Page, Ref, Scope, SiteModel};
use crate::model::Audience;
use crate::site::render::Html;
use crate::text::words::{count, day};

/// A view and the template that shows it.
pub(crate) trait View: Serialize + JsonSchema {
    const TEMPLATE: &'static str;

    /// What the browser's tab says, before the site's title.
    fn title(&self) -> String;
}

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
    /// `../` for each folder the page lies in: put it before `style.css`.
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
    /// The one address of the page, where search engines may know it.
    canonical: Option<String>,
    /// Where the feed lies as seen from here, if there is one.
    feed: Option<String>,
    /// Whether search engines may look at the page.
    is_public: bool,
    /// `[extra]` of site.toml.
    extra: serde_json::Value,
}

/// What stands above a page: the view of `bar.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct BarView {
    /// The site's title.
    site: String,
    /// `../` for each folder the page lies in.
    up: String,
    nav: Vec<NavItem>,
}

/// What stands below a page: the view of `foot.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct FootView {
    /// The audit's date, in words.
    date: String,
    /// The audit's date, as in TOML.
    date_iso: String,
    /// Part by part.
    parts: Vec<Ref>,
}

/// Both, rendered.
#[derive(Clone, Debug)]
pub(crate) struct Around {
    pub(crate) bar: Html,
    pub(crate) foot: Html,
}

/// Pages of the same spot have the same around them: so many folders up to the root, and that entry of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    folders: usize,
    section: Option<usize>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct NavItem {
    link: Ref,
    is_here: bool,
}

impl SiteModel<'_> {
    /// Where a page is, as far as what stands around it goes.
    pub(crate) fn spot(&self, page: &Page) -> Spot {
        Spot { folders: self.path(page).matches('/').count(), section: section(page) }
    }

    /// Every spot that has a page.
    pub(crate) fn spots(&self) -> BTreeSet<Spot> {
        self.pages().iter().map(|page| self.spot(page)).collect()
    }

    /// What stands above and below the pages of a spot.
    pub(crate) fn around(&self, spot: Spot) -> (BarView, FootView) {
        let up = "../".repeat(spot.folders);
        let links = Links { model: self, up: up.clone() };
        let today = self.report.audit.site.today;
        let bar = BarView { site: self.report.config().site.title.clone(), up, nav: nav(&links, spot.section) };
        (bar, FootView { date: day(today), date_iso: today.to_string(), parts: foot(self, &links) })
    }
}

/// Puts a view into the frame of `page`.
pub(crate) fn framed<V: View>(model: &SiteModel<'_>, page: &Page, around: &Around, view: V) -> Framed<V> {
    let report = model.report;
    let config = report.config();
    let today = report.audit.site.today;
    let up = model.links(page).up;
    let frame = Frame {
        language: config.site.language.clone(),
        site: config.site.title.clone(),
        description: config.site.description.clone(),
        title: view.title(),
        bar: around.bar.clone(),
        foot: around.foot.clone(),
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

/// The main pages, as the navigation calls them.
pub(super) const SECTIONS: [(Page, &str); 10] = [
    (Page::Index, "This week"),
    (Page::Never, "Never list"),
    (Page::Plan(0), "Plan"),
    (Page::Owners(0), "People"),
    (Page::Board, "Board"),
    (Page::Map, "Map"),
    (Page::Agenda, "Agenda"),
    (Page::HandsOn, "Hands-on"),
    (Page::Notes(Scope::All, 0), "Notes"),
    (Page::Rules, "Rules"),
];

fn nav(links: &Links<'_>, here: Option<usize>) -> Vec<NavItem> {
    let item = |(at, (target, label)): (usize, &(Page, &str))| NavItem {
        is_here: here == Some(at),
        link: links.to(target, *label),
    };
    SECTIONS.iter().enumerate().map(item).collect()
}

/// The entry of the navigation a page belongs to, by its place among all.
fn section(page: &Page) -> Option<usize> {
    let of = match page {
        Page::Plan(_) => &Page::Plan(0),
        Page::Owners(_) | Page::Owner(_) | Page::Brief(_) => &Page::Owners(0),
        Page::Notes(..) | Page::Note(_) => &Page::Notes(Scope::All, 0),
        Page::Rules | Page::Method | Page::Rule(..) => &Page::Rules,
        page => page,
    };
    SECTIONS.iter().position(|(section, _)| section == of)
}

fn foot(model: &SiteModel<'_>, links: &Links<'_>) -> Vec<Ref> {
    let notes = model.report.notes();
    // No number of notes here: with each new note all pages would change.
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
