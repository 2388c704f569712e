//! What every page has around its own view: title, navigation, footer.
//!
//! Takes the book and a page; gives the frame with the page's view inside.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Book, Data, FEED, Links, Page, Ref, Scope};
use crate::notes::Audience;
use crate::words::{count, day};

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
    nav: Vec<NavItem>,
    /// The audit's date, in words.
    date: String,
    /// The audit's date, as in TOML.
    date_iso: String,
    /// What stands at the foot of every page, part by part.
    foot: Vec<Ref>,
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

#[derive(Debug, JsonSchema, Serialize)]
struct NavItem {
    link: Ref,
    is_here: bool,
}

/// Puts a view into the frame of `page`.
pub(crate) fn framed<V: View>(book: &Book<'_>, page: &Page, view: V) -> Framed<V> {
    let report = book.report;
    let config = report.config();
    let links = book.links(page);
    let today = report.audit.site.today;
    let frame = Frame {
        language: config.language.clone(),
        site: config.title.clone(),
        description: config.description.clone(),
        title: view.title(),
        nav: nav(&links, page),
        date: day(today),
        date_iso: today.to_string(),
        foot: foot(book, &links),
        base_url: config.base_url.as_ref().map(|base| base.as_str().to_owned()),
        canonical: book.canonical(page),
        feed: config.base_url.as_ref().map(|_| format!("{}{FEED}", links.up)),
        is_public: report.notes().audience == Audience::Public,
        extra: config.extra.clone(),
        up: links.up,
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

fn nav(links: &Links<'_>, page: &Page) -> Vec<NavItem> {
    let item = |(target, label): &(Page, &str)| NavItem {
        is_here: section(page) == Some(target),
        link: links.to(target, *label),
    };
    SECTIONS.iter().map(item).collect()
}

/// The entry of the navigation a page belongs to.
fn section(page: &Page) -> Option<&'static Page> {
    match page {
        Page::Index => Some(&Page::Index),
        Page::Never => Some(&Page::Never),
        Page::Plan(_) => Some(&Page::Plan(0)),
        Page::Owners(_) | Page::Owner(_) | Page::Brief(_) => Some(&Page::Owners(0)),
        Page::Board => Some(&Page::Board),
        Page::Map => Some(&Page::Map),
        Page::Agenda => Some(&Page::Agenda),
        Page::HandsOn => Some(&Page::HandsOn),
        Page::Notes(..) | Page::Note(_) => Some(&Page::Notes(Scope::All, 0)),
        Page::Rules | Page::Method | Page::Rule(..) => Some(&Page::Rules),
        Page::Problems(_) | Page::NotFound => None,
    }
}

fn foot(book: &Book<'_>, links: &Links<'_>) -> Vec<Ref> {
    let notes = book.report.notes();
    let mut foot = vec![links.to(&Page::Notes(Scope::All, 0), count(notes.len(), "note", "notes"))];
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
