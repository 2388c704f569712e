//! robots.txt: whether search engines may look at the site.
//!
//! Takes a report and the address of the sitemap; gives the file's text. A report names people's faults: only one made
//! for the public may be found.

use crate::model::Audience;
use crate::report::Report;

pub(crate) fn robots(report: &Report<'_>, sitemap: Option<&str>) -> String {
    let rule = if report.notes().audience == Audience::Public { "Allow" } else { "Disallow" };
    let sitemap = sitemap.map_or_else(String::new, |address| format!("\nSitemap: {address}\n"));
    format!("User-agent: *\n{rule}: /\n{sitemap}")
}
