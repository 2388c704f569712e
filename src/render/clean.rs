//! Raw HTML of notes, reduced to a small documented set.
//!
//! Takes the HTML of a note's body; gives HTML with elements for text and tables only, whose addresses, ids
//! and classes are those made here, which carry a mark. Links of the note's own may lead to the web and to mailboxes.

use std::borrow::Cow;
use std::collections::HashMap;

/// Starts each attribute that was made here. Notes cannot write it: it is replaced in their text.
pub(super) const MADE_HERE: &str = "\u{e000}";

const ELEMENTS: &str = "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 \
                        h6 hr i ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td \
                        tfoot th thead tr u ul";
const ATTRIBUTES: &str = "aria-label class colspan href id rel role rowspan scope start tabindex";

pub(super) fn clean(html: &str) -> String {
    ammonia::Builder::new()
        .tags(ELEMENTS.split_whitespace().collect())
        .tag_attributes(HashMap::new())
        .generic_attributes(ATTRIBUTES.split_whitespace().collect())
        .link_rel(None)
        .attribute_filter(|element, name, value| {
            let is_web = ["https://", "http://", "mailto:"].iter().any(|scheme| value.starts_with(scheme));
            let stays = match name {
                "href" => element == "a" && (value.starts_with(MADE_HERE) || is_web),
                "id" | "class" | "rel" => value.starts_with(MADE_HERE),
                "role" => value == "region",
                "tabindex" => value == "0",
                _ => true,
            };
            stays.then_some(Cow::Borrowed(value))
        })
        .clean(html)
        .to_string()
}
