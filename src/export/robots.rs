//! robots.txt: whether search engines may index the site.
//!
//! Takes a report and the address of the sitemap; gives the file's text. Reports are about people, so only a site for
//! the public may be indexed.

use crate::model::Audience;
use crate::report::Report;

pub(crate) fn robots(report: &Report<'_>, sitemap: Option<&str>) -> String {
    let rule = if report.notes().audience == Audience::Public { "Allow" } else { "Disallow" };
    let sitemap = sitemap.map_or_else(String::new, |address| format!("\nSitemap: {address}\n"));
    format!("User-agent: *\n{rule}: /\n{sitemap}")
}
