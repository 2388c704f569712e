//! A note's Markdown as inert HTML.
//!
//! Takes a note; gives HTML in which links lead where they say or are plain text, ids are prefixed with `n-`, and
//! nothing runs, loads from elsewhere or breaks out of its place. Raw HTML passes through ammonia with a small set of
//! elements, and with no address or id that was not made here.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::iter::Peekable;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd, html};

use super::Html;
use super::escape::escaped;
use crate::notes::{Note, Notes, Target, page_path, resolve};
use crate::pages::{Links, is_picture, is_shown};
use crate::read::{destination, parser};

/// Renders the body of `note` for a page from which `links` lead.
pub(crate) fn render(notes: &Notes, note: &Note, links: &Links<'_>) -> Html {
    let mut writer = Writer {
        notes,
        note,
        links,
        heading: 0,
        level: 1,
        table: Vec::new(),
        cell: 0,
        in_head: false,
        footnotes: BTreeMap::new(),
        closing: Vec::new(),
        made: Made::default(),
    };
    let mut events = parser(&note.text[note.body.start..]).peekable();
    let mut out = Vec::new();
    writer.skip_repeated_title(&mut events);
    while let Some(event) = events.next() {
        let event = match event {
            Event::Start(Tag::Image { dest_url, .. }) => writer.image(&dest_url, &alternative(&mut events)),
            event => writer.event(event),
        };
        out.push(event);
    }
    let mut text = String::new();
    html::push_html(&mut text, out.into_iter());
    Html(if note.body.has_html { writer.made.clean(&text) } else { text })
}

struct Writer<'n> {
    notes: &'n Notes,
    note: &'n Note,
    links: &'n Links<'n>,
    /// Which heading of the note comes next.
    heading: usize,
    /// The level of the last heading, so that none is skipped.
    level: u8,
    table: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    /// Numbers of footnotes, in the order they are met.
    footnotes: BTreeMap<String, usize>,
    /// What ends each open link.
    closing: Vec<&'static str>,
    made: Made,
}

/// Addresses and ids that stand in the HTML because they were made here.
#[derive(Default)]
struct Made {
    addresses: BTreeSet<String>,
    ids: BTreeSet<String>,
}

type Events<'e> = Peekable<pulldown_cmark::Parser<'e>>;

impl Writer<'_> {
    /// A first heading that only repeats the title is left out: the page has it already.
    fn skip_repeated_title(&mut self, events: &mut Events<'_>) {
        let repeats = self.note.body.headings.first().is_some_and(|first| first.text == self.note.title.value);
        if repeats && matches!(events.peek(), Some(Event::Start(Tag::Heading { .. }))) {
            for event in events.by_ref() {
                if matches!(event, Event::End(TagEnd::Heading(_))) {
                    break;
                }
            }
            self.heading += 1;
        }
    }

    fn event<'e>(&mut self, event: Event<'e>) -> Event<'e> {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.open_heading(level),
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => self.open_link(&destination(link_type, &dest_url)),
            Event::End(TagEnd::Link) => raw(self.closing.pop().unwrap_or_default()),
            Event::Start(Tag::CodeBlock(_)) => raw("<pre tabindex=\"0\"><code>"),
            Event::End(TagEnd::CodeBlock) => raw("</code></pre>\n"),
            Event::Start(Tag::Table(alignments)) => {
                self.table = alignments;
                raw("<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>")
            }
            Event::End(TagEnd::Table) => raw("</tbody></table></div>\n"),
            Event::Start(Tag::TableHead) => self.open_row("<thead><tr>", true),
            Event::End(TagEnd::TableHead) => raw("</tr></thead><tbody>\n"),
            Event::Start(Tag::TableRow) => self.open_row("<tr>", false),
            Event::End(TagEnd::TableRow) => raw("</tr>\n"),
            Event::Start(Tag::TableCell) => self.open_cell(),
            Event::End(TagEnd::TableCell) => raw(if self.in_head { "</th>" } else { "</td>" }),
            Event::TaskListMarker(done) => raw(if done { "☑ " } else { "☐ " }),
            Event::FootnoteReference(label) => {
                let number = self.footnote(&label);
                self.made.addresses.insert(format!("#n-fn-{number}"));
                raw(format!("<sup><a href=\"#n-fn-{number}\">{number}</a></sup>"))
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let number = self.footnote(&label);
                self.made.ids.insert(format!("n-fn-{number}"));
                raw(format!("<div class=\"footnote\" id=\"n-fn-{number}\"><b>{number}</b>"))
            }
            Event::End(TagEnd::FootnoteDefinition) => raw("</div>\n"),
            event => event,
        }
    }

    fn open_heading<'e>(&mut self, level: HeadingLevel) -> Event<'e> {
        self.level = (level as u8 + 1).min(self.level + 1).min(6);
        let id = self.note.body.headings.get(self.heading).map(|heading| format!("n-{}", heading.anchor));
        let id = id.unwrap_or_default();
        let open = format!("<h{} id=\"{}\">", self.level, escaped(&id));
        self.made.ids.insert(id);
        raw(open)
    }

    fn close_heading<'e>(&mut self) -> Event<'e> {
        let anchor = self.note.body.headings.get(self.heading).map_or("", |heading| &heading.anchor);
        self.heading += 1;
        self.made.addresses.insert(format!("#n-{anchor}"));
        raw(format!(
            " <a class=\"anchor\" href=\"#n-{}\" aria-label=\"Link to this heading\">#</a></h{}>\n",
            escaped(anchor),
            self.level
        ))
    }

    fn open_link<'e>(&mut self, destination: &str) -> Event<'e> {
        let (open, close) = match resolve(self.notes, self.note, destination) {
            Target::Note { id, anchor } => {
                let fragment = anchor.map_or_else(String::new, |anchor| format!("#n-{anchor}"));
                let path = if id == self.note.id && !fragment.is_empty() {
                    String::new()
                } else {
                    format!("{}{}", self.links.up, page_path(id))
                };
                (self.anchor(&format!("{path}{fragment}"), ""), "</a>")
            }
            Target::File(path) if is_shown(&path) => (self.anchor(&self.links.file(&path), ""), "</a>"),
            Target::Web(address) => (self.anchor(address, " rel=\"noopener noreferrer\""), "</a>"),
            Target::Hidden => ("<span class=\"hidden-note\">a note not shown here: ".to_owned(), "</span>"),
            Target::File(_) | Target::RefusedScheme | Target::Missing(_) => ("<span>".to_owned(), "</span>"),
        };
        self.closing.push(close);
        raw(open)
    }

    fn anchor(&mut self, address: &str, more: &str) -> String {
        self.made.addresses.insert(address.to_owned());
        format!("<a href=\"{}\"{more}>", escaped(address))
    }

    /// A picture beside the note is shown; one elsewhere becomes a link, for nothing is loaded from other places.
    fn image<'e>(&mut self, destination: &str, alternative: &str) -> Event<'e> {
        let text = if alternative.is_empty() { destination } else { alternative };
        match resolve(self.notes, self.note, destination) {
            Target::File(path) if is_picture(&path) => {
                let address = self.links.file(&path);
                let picture =
                    format!("<img src=\"{}\" alt=\"{}\" loading=\"lazy\">", escaped(&address), escaped(alternative));
                self.made.addresses.insert(address);
                raw(picture)
            }
            Target::File(path) if is_shown(&path) => {
                let open = self.anchor(&self.links.file(&path), "");
                raw(format!("{open}{}</a>", escaped(text)))
            }
            Target::Web(address) => {
                let open = self.anchor(address, " rel=\"noopener noreferrer\"");
                raw(format!("{open}{}</a>", escaped(text)))
            }
            Target::Hidden => raw("a note not shown here"),
            _ => raw(escaped(alternative)),
        }
    }

    fn open_row<'e>(&mut self, tag: &'static str, in_head: bool) -> Event<'e> {
        self.cell = 0;
        self.in_head = in_head;
        raw(tag)
    }

    fn open_cell<'e>(&mut self) -> Event<'e> {
        let class = match self.table.get(self.cell) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        self.cell += 1;
        raw(if self.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") })
    }

    fn footnote(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }
}

/// The plain text up to the end of a picture.
fn alternative(events: &mut Events<'_>) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for event in events.by_ref() {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) if depth == 0 => break,
            Event::End(TagEnd::Image) => depth -= 1,
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

fn raw<'e>(html: impl Into<Cow<'e, str>>) -> Event<'e> {
    Event::Html(html.into().into())
}

impl Made {
    /// Leaves a small set of elements, and of addresses and ids only those made here.
    fn clean(self, html: &str) -> String {
        const TAGS: [&str; 45] = [
            "a",
            "abbr",
            "b",
            "blockquote",
            "br",
            "caption",
            "cite",
            "code",
            "dd",
            "del",
            "details",
            "div",
            "dl",
            "dt",
            "em",
            "figcaption",
            "figure",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "img",
            "ins",
            "kbd",
            "li",
            "mark",
            "ol",
            "p",
            "pre",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strong",
            "sub",
            "summary",
            "sup",
            "table",
            "tbody",
            "td",
            "th",
        ];
        const MORE_TAGS: [&str; 5] = ["thead", "tfoot", "tr", "u", "ul"];
        const ATTRIBUTES: [&str; 14] = [
            "alt",
            "aria-label",
            "class",
            "colspan",
            "href",
            "id",
            "loading",
            "rel",
            "role",
            "rowspan",
            "scope",
            "src",
            "start",
            "tabindex",
        ];
        const CLASSES: [&str; 7] = ["anchor", "center", "footnote", "hidden-note", "left", "right", "scroll"];
        let tags: HashSet<&str> = TAGS.into_iter().chain(MORE_TAGS).collect();
        ammonia::Builder::new()
            .tags(tags)
            .tag_attributes(std::collections::HashMap::new())
            .generic_attributes(ATTRIBUTES.into_iter().collect())
            .link_rel(None)
            .attribute_filter(move |element, name, value| {
                let is_web =
                    || value.starts_with("https://") || value.starts_with("http://") || value.starts_with("mailto:");
                let stays = match name {
                    "href" => element == "a" && (self.addresses.contains(value) || is_web()),
                    "src" => element == "img" && self.addresses.contains(value),
                    "id" => self.ids.contains(value),
                    "class" => CLASSES.contains(&value),
                    "role" => value == "region",
                    "tabindex" => value == "0",
                    "rel" => value == "noopener noreferrer",
                    "loading" => value == "lazy",
                    _ => true,
                };
                stays.then_some(Cow::Borrowed(value))
            })
            .clean(html)
            .to_string()
    }
}
