//! Every file of the site with its path: pages, calendars, data, and what search engines and readers of feeds ask for.
//!
//! Takes the site model; gives one list, which is all that a build writes beside the templates' assets.

use std::collections::BTreeSet;

use super::links::file_path;
use super::{Page, SiteModel, is_shown};
use crate::model::{Audience, BaseUrl, Target};
use crate::report::Report;

/// Everything a build writes, each at its own path.
#[derive(Debug)]
pub(crate) enum File {
    Page(Page),
    Calendar(Calendar),
    /// What the site shows, for machines.
    Data(Data),
    /// What is to be mended, to be followed from this address.
    Feed(BaseUrl),
    /// The pages search engines may list.
    Sitemap,
    /// Tells search engines to stay away, unless the site is for everybody.
    Robots,
    /// What the search finds, as a script.
    Search,
    /// A file beside notes, by its path below the content folder.
    Copy(String),
}

/// A file for machines: everything, or a table for spreadsheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    Report,
    Findings,
    Notes,
}

impl Data {
    pub(super) const ALL: [Self; 3] = [Self::Report, Self::Findings, Self::Notes];

    /// Where it lies below the site's root.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Report => "data/report.json",
            Self::Findings => "data/findings.csv",
            Self::Notes => "data/notes.csv",
        }
    }
}

/// Where the feed lies, if the site has one.
pub(crate) const FEED: &str = "atom.xml";
const SITEMAP: &str = "sitemap.xml";

/// A calendar of the site: not a page, and linked from pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Calendar {
    Everybody,
    Person(String),
}

impl SiteModel<'_> {
    /// Everything to write, but for the templates' assets, by its path below the site's root. What takes longest to make
    /// comes first, so that nobody waits for it at the end.
    pub(crate) fn files(&self) -> Vec<(String, File)> {
        let mut files: Vec<(String, File)> = vec![("search-index.js".to_owned(), File::Search)];
        files.extend(Data::ALL.map(|data| (data.path().to_owned(), File::Data(data))));
        let pages = self.pages().into_iter().map(|page| (self.path(&page), File::Page(page)));
        let calendars = self.calendars().into_iter().map(|one| (self.calendar_path(&one), File::Calendar(one)));
        let copies = copies(self.report).into_iter().map(|path| (file_path(&path), File::Copy(path)));
        files.extend(calendars.chain(pages).chain(copies));
        files.push(("robots.txt".to_owned(), File::Robots));
        // Entries of a feed are known by absolute addresses, so it takes one.
        files.extend(self.report.config().site.base_url.clone().map(|base| (FEED.to_owned(), File::Feed(base))));
        files.extend(self.public_address(SITEMAP).map(|_| (SITEMAP.to_owned(), File::Sitemap)));
        files
    }

    /// The address of a file, where the site has one and search engines may know it.
    fn public_address(&self, path: &str) -> Option<String> {
        let base = self.report.config().site.base_url.as_ref();
        base.filter(|_| self.report.notes().audience == Audience::Public).map(|base| base.join(path))
    }

    /// The one address of a page, of all it may be reached by; a page that is not there has none.
    pub(crate) fn canonical(&self, page: &Page) -> Option<String> {
        self.public_address(&self.path(page)).filter(|_| *page != Page::NotFound)
    }

    /// The addresses of all pages that have one.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = String> {
        self.pages().into_iter().filter_map(|page| self.canonical(&page))
    }

    /// The address of the sitemap, where there is one.
    pub(crate) fn sitemap(&self) -> Option<String> {
        self.public_address(SITEMAP)
    }

    /// Every calendar: one for all, and one beside each person's page.
    pub(super) fn calendars(&self) -> Vec<Calendar> {
        let people = self.owners.keys().cloned().map(Calendar::Person);
        std::iter::once(Calendar::Everybody).chain(people).collect()
    }

    /// Where a calendar lies below the site's root.
    pub(crate) fn calendar_path(&self, calendar: &Calendar) -> String {
        let page = match calendar {
            Calendar::Everybody => Page::Agenda,
            Calendar::Person(id) => Page::Owner(id.clone()),
        };
        self.path(&page).replace(".html", ".ics")
    }
}

/// Files beside notes that pages link to or show, by their path below the content folder.
pub(crate) fn copies(report: &Report<'_>) -> BTreeSet<String> {
    let targets = report.audit.site.cases.iter().flat_map(|case| &case.targets);
    targets
        .filter_map(|target| match target {
            Target::File(path) if is_shown(path) => Some(path.clone()),
            _ => None,
        })
        .collect()
}
