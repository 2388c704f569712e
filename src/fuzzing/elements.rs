//! HTML made of a note, as a browser reads it.
//!
//! Takes the HTML; reads it with a parser of its own kind, not with what made it.

use std::collections::BTreeSet;

use scraper::Html;
use scraper::node::Element;
use url::Url;

use crate::text::control::is_steering;

const ELEMENTS: &str = "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 \
                        h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td \
                        tfoot th thead tr u ul";
const ATTRIBUTES: &str = "aria-label class colspan href id rel role rowspan scope start tabindex";
const CLASSES: &str = "anchor center footnote left right scroll";

/// Nothing runs, nothing loads from elsewhere, nothing breaks out, and links lead where links may lead.
pub(super) fn are_inert(html: &str) {
    assert!(!html.contains(is_steering), "a character that acts: {html:?}");
    let tree = Html::parse_fragment(&format!("<main>{html}</main><footer></footer>"));
    let around: Vec<&str> = tree.root_element().child_elements().map(|element| element.value().name()).collect();
    assert_eq!(around, ["main", "footer"], "it breaks out of its place: {html}");
    let mut ids = BTreeSet::new();
    for element in elements(&tree).skip(1).take_while(|element| element.name() != "footer") {
        assert!(is_one_of(element.name(), ELEMENTS), "<{}> in {html}", element.name());
        for (name, value) in element.attrs() {
            assert!(is_allowed(element.name(), name, value), "<{} {name}={value:?}> in {html}", element.name());
        }
        assert!(element.id().is_none_or(|id| ids.insert(id)), "two of the id {:?} in {html}", element.id());
    }
}

/// A parser finds the elements that were written, in the same order, and no other.
pub(super) fn are_as_written(html: &str) {
    let tree = Html::parse_fragment(html);
    let read: Vec<&str> = elements(&tree).map(Element::name).collect();
    assert_eq!(read, tags(html), "a browser makes other elements of {html}");
}

/// Whether a link leads to the page of the note that the team does not see.
pub(super) fn leads_to_a_hidden_note(html: &str) -> bool {
    let tree = Html::parse_fragment(html);
    elements(&tree).filter_map(|element| element.attr("href")).any(|href| href.starts_with("../notes/b.html"))
}

fn elements(tree: &Html) -> impl Iterator<Item = &Element> {
    tree.root_element().descendants().skip(1).filter_map(|node| node.value().as_element())
}

fn is_one_of(word: &str, words: &str) -> bool {
    words.split_whitespace().any(|known| known == word)
}

fn is_allowed(element: &str, name: &str, value: &str) -> bool {
    match (element, name) {
        ("a", "href") => leads_somewhere(value),
        ("img", "src") => value.starts_with("../files/"),
        ("img", "loading") => value == "lazy",
        ("img", "alt") => true,
        (_, "id") => value.starts_with("n-"),
        (_, "class") => is_one_of(value, CLASSES),
        (_, "rel") => value == "noopener noreferrer",
        (_, "role") => value == "region",
        (_, "tabindex") => value == "0",
        (_, "href") => false,
        (_, name) => is_one_of(name, ATTRIBUTES),
    }
}

/// To the web, to a mailbox or a telephone, or to a page of the site.
fn leads_somewhere(href: &str) -> bool {
    let page = Url::parse("https://handover.invalid/site/notes/a.html").expect("an address");
    let Ok(to) = page.join(href) else { return ["http:", "https:"].iter().any(|scheme| starts_with(href, scheme)) };
    if to.host_str() == page.host_str() {
        return to.path().starts_with("/site/");
    }
    matches!(to.scheme(), "http" | "https" | "mailto" | "tel") && starts_with(href, to.scheme())
}

fn starts_with(href: &str, scheme: &str) -> bool {
    href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// The names in opening tags, as written; quoted values may hold anything.
fn tags(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if name > 0 {
            found.push(&rest[..name]);
        }
        let mut is_quoted = false;
        let end = rest.find(|c| {
            is_quoted ^= c == '"';
            c == '>' && !is_quoted
        });
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    found
}
