//! Numbered links between the pages of a long list.
//!
//! Takes how many pages there are and which one this is; gives the links to show.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Links, Page, Ref};

/// One of the pages of a long list.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListPage {
    link: Ref,
    is_here: bool,
    /// Whether pages are left out before this one.
    follows_gap: bool,
}

/// Links to the first of `number` pages, the last one, and those near the page `here`; none if there is only one page.
pub(super) fn paging(links: &Links<'_>, number: usize, here: usize, page: impl Fn(usize) -> Page) -> Vec<ListPage> {
    if number <= 1 {
        return Vec::new();
    }
    let shown = shown_pages(number, here);
    let follows_gap = |index: usize| index > 0 && shown[index] > shown[index - 1] + 1;
    let one = |(index, at): (usize, &usize)| ListPage {
        link: links.to(&page(*at), (at + 1).to_string()),
        is_here: *at == here,
        follows_gap: follows_gap(index),
    };
    shown.iter().enumerate().map(one).collect()
}

/// A gap is at least two pages long: one number takes no more room than a gap.
fn shown_pages(number: usize, here: usize) -> Vec<usize> {
    const NEAR: usize = 4;
    let last = number - 1;
    let start = Some(here.saturating_sub(NEAR)).filter(|start| *start > 2).unwrap_or_default();
    let end = Some(here + NEAR).filter(|end| end + 2 < last).unwrap_or(last);
    let first = (start > 0).then_some(0);
    first.into_iter().chain(start..=end).chain((end < last).then_some(last)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_pages_show_the_first_the_last_and_near_ones() {
        assert_eq!(shown_pages(2, 1), [0, 1]);
        assert_eq!(shown_pages(7, 0), [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(shown_pages(20, 0), [0, 1, 2, 3, 4, 19]);
        assert_eq!(shown_pages(20, 6), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 19]);
        assert_eq!(shown_pages(20, 10), [0, 6, 7, 8, 9, 10, 11, 12, 13, 14, 19]);
        assert_eq!(shown_pages(20, 14), [0, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
        for (number, here) in (2..40).flat_map(|number| (0..number).map(move |here| (number, here))) {
            let shown = shown_pages(number, here);
            assert!(shown.contains(&here) && shown.is_sorted() && shown.len() <= 13, "{number} {here} {shown:?}");
            assert!(shown.windows(2).all(|pair| pair[1] - pair[0] != 2), "{number} {here} {shown:?}");
        }
    }
}
