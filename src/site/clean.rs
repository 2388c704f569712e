//! Raw HTML of notes, reduced to a small documented set.
//!
//! Takes the HTML of a note's body; gives HTML with elements for text and tables only, whose addresses, ids
//! and classes are those made here, which carry a mark. Links of the note's own may lead to the web and to mailboxes
//! and telephones. SECURITY.md lists the set.

use std::borrow::Cow;
use std::collections::HashMap;

use pulldown_cmark::Event;

use crate::input::parser;
use crate::model::leads_out;
use crate::text::hash::short_hash;

const ELEMENTS: &str = "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 \
                        h6 hr i ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td \
                        tfoot th thead tr u ul";
const ATTRIBUTES: &str = "aria-label class colspan href id rel role rowspan scope start tabindex";

/// Starts each attribute that was made here, and stands where a picture goes.
///
/// It is a hash of the text it is used for, so no text can hold its own: a single character that is taken out of notes
/// could still be written as `&#xE000;`, and those ways are many.
pub(super) struct Mark {
    attribute: String,
    picture: String,
}

impl Mark {
    pub(super) fn of(markdown: &str) -> Self {
        let hash = short_hash(markdown, 16);
        Self { attribute: format!("{hash}a"), picture: format!("{hash}p") }
    }

    /// What the value of an attribute starts with.
    pub(super) fn attribute(&self) -> &str {
        &self.attribute
    }

    /// What stands in place of a picture.
    pub(super) fn picture(&self) -> &str {
        &self.picture
    }

    /// Takes the marks out, and puts the pictures where their places are, in order.
    pub(super) fn replace(&self, html: &str, pictures: &[String]) -> String {
        let html = html.replace(&self.attribute, "");
        let mut parts = html.split(&self.picture);
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for (at, part) in parts.enumerate() {
            whole.push_str(pictures.get(at).map_or("", String::as_str));
            whole.push_str(part);
        }
        whole
    }
}

/// The HTML without what is not in the set.
pub(super) fn clean(html: &str, mark: &Mark) -> String {
    let ours = mark.attribute().to_owned();
    ammonia::Builder::new()
        .tags(ELEMENTS.split_whitespace().collect())
        .tag_attributes(HashMap::new())
        .generic_attributes(ATTRIBUTES.split_whitespace().collect())
        .link_rel(None)
        .attribute_filter(move |element, name, value| {
            let is_ours = value.starts_with(&ours);
            let stays = match name {
                "href" => element == "a" && (is_ours || leads_out(value)),
                "id" | "class" | "rel" => is_ours,
                "role" => value == "region",
                "tabindex" => value == "0",
                _ => true,
            };
            stays.then_some(Cow::Borrowed(value))
        })
        .clean(html)
        .to_string()
}

/// Whether cleaning ends soon. By the rules of HTML, an unclosed `<b>` starts anew in every block behind it, finding out
/// what a tag closes takes longer the more are open, and attributes of a tag are compared with each other; so a note of
/// 1 MiB could fill any memory.
pub(super) fn is_affordable(markdown: &str) -> bool {
    const MOST_TAGS: usize = 5_000;
    const MOST_REPEATED: usize = 500_000;
    const MOST_PARTS: usize = 30_000;
    let (mut events, mut tags, mut repeated, mut parts) = (0, 0, 0, 0);
    for event in parser(markdown) {
        events += 1;
        if let Event::Html(html) | Event::InlineHtml(html) = event {
            // All that can stand between two attributes.
            parts += html.matches(|c: char| c.is_ascii_whitespace() || "/=\"'".contains(c)).count();
            for tag in html.split('<').skip(1) {
                let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
                tags += usize::from(!name.is_empty());
                repeated += usize::from(REPEATED.iter().any(|known| known.eq_ignore_ascii_case(name)));
            }
        }
    }
    tags <= MOST_TAGS && parts <= MOST_PARTS && repeated * (events + tags) <= MOST_REPEATED
}

/// Elements that browsers start anew in the next block if they are not closed.
const REPEATED: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
