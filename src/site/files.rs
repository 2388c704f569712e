//! Every file of the site with its path: pages, calendars, data, and what search engines and readers of feeds ask for.
//!
//! Takes the site model; gives one list, which is all that a build writes beside the templates' assets.

use super::lists::page_count;
use super::model::SiteModel;
use super::pages::{Page, page_table};
use super::paths::{Calendar, Data, FEED, SITEMAP, copies, file_path};
use super::views::{plan, problems, rule};
use crate::model::BaseUrl;

/// Everything a build writes, each at its own path.
#[derive(Debug)]
pub(crate) enum SiteFile {
    Page(Page),
    Calendar(Calendar),
    /// What the site shows, for machines.
    Data(Data),
    /// What is to be fixed, to be followed from this address.
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

impl SiteModel<'_> {
    /// Everything to write, but for the templates' assets, by its path below the site's root. What takes longest to make
    /// comes first, so that nobody waits for it at the end.
    pub(crate) fn files(&self) -> Vec<(String, SiteFile)> {
        let mut files: Vec<(String, SiteFile)> = vec![("search-index.js".to_owned(), SiteFile::Search)];
        files.extend(Data::ALL.map(|data| (data.path().to_owned(), SiteFile::Data(data))));
        let pages = all_pages(self).into_iter().map(|page| (self.path(&page), SiteFile::Page(page)));
        let calendars = self.calendars().into_iter().map(|one| (self.calendar_path(&one), SiteFile::Calendar(one)));
        let copies = copies(self.report).into_iter().map(|path| (file_path(&path), SiteFile::Copy(path)));
        files.extend(calendars.chain(pages).chain(copies));
        files.push(("robots.txt".to_owned(), SiteFile::Robots));
        // Entries of a feed are known by absolute addresses, so it takes one.
        files.extend(self.report.config().site.base_url.clone().map(|base| (FEED.to_owned(), SiteFile::Feed(base))));
        files.extend(self.public_address(SITEMAP).map(|_| (SITEMAP.to_owned(), SiteFile::Sitemap)));
        files
    }

    /// The addresses of all pages that have one.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = String> {
        all_pages(self).into_iter().filter_map(|page| self.canonical(&page))
    }

    /// The address of the sitemap, where there is one.
    pub(crate) fn sitemap(&self) -> Option<String> {
        self.public_address(SITEMAP)
    }
}

macro_rules! all_pages {
    ($($(#[$doc:meta])* mod $module:ident: $page:ident $(($($of:ident: $type:ty),+))? {
        template: $template:expr,
        view: $view:ty = |$_view:pat_param| $make:expr,
        path: |$_path:pat_param| $path:expr,
        pages: |$model:pat_param| $pages:expr,
        menu: $menu:expr,
    })+) => {
        /// All pages, in the order of the table.
        pub(super) fn all_pages(model: &SiteModel<'_>) -> Vec<Page> {
            let mut pages = Vec::new();
            $(
                let $model = model;
                pages.extend($pages);
            )+
            pages
        }
    };
}
page_table!(all_pages);
