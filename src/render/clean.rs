//! Raw HTML of notes, reduced to a small documented set.
//!
//! Takes the HTML of a note's body; gives HTML with elements for text and tables only, whose addresses, ids
//! and classes are those made here, which carry a mark. Links of the note's own may lead to the web and to mailboxes.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::words::legible;

/// Starts each attribute that was made here. Notes cannot write it: it is replaced in their text.
pub(super) const MADE_HERE: char = '\u{e000}';

/// Stands where a picture goes. Notes cannot write it either, and their own `<img>` do not pass.
pub(super) const PICTURE: char = '\u{e001}';

const ELEMENTS: &str = "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 \
                        h6 hr i ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td \
                        tfoot th thead tr u ul";
const ATTRIBUTES: &str = "aria-label class colspan href id rel role rowspan scope start tabindex";

pub(super) fn clean(html: &str) -> String {
    let cleaned = ammonia::Builder::new()
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
        .clean(&without_spelled_marks(html))
        .to_string();
    // References to characters that act have become those characters.
    legible(&cleaned)
}

/// The HTML without character references to the marks, which would be taken for marks from here on.
fn without_spelled_marks(html: &str) -> String {
    let mut parts = html.split("&#");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole.push_str(if spells_a_mark(part) { "\u{fffd}" } else { "&#" });
        whole.push_str(part);
    }
    whole
}

/// Whether `&#` before it would make it a mark; the semicolon at the end may be missing.
fn spells_a_mark(reference: &str) -> bool {
    let (digits, radix) = reference.strip_prefix(['x', 'X']).map_or((reference, 10), |digits| (digits, 16));
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let code = u32::from_str_radix(&digits[..end], radix);
    code.is_ok_and(|code| [MADE_HERE, PICTURE].map(u32::from).contains(&code))
}
