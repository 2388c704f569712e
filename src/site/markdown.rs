//! A note's Markdown as inert HTML.
//!
//! Takes a note; gives HTML in which links lead where they say or are plain text, ids are prefixed with `n-`, and
//! nothing runs, loads from elsewhere or breaks out of its place. Raw HTML passes through ammonia with a small set of
//! elements, and with no address, id or class that was not made here: what is made here carries a mark, which no note
//! can write, until the end. The text is parsed as it was read, so that what was found in it then is found again.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Tag, TagEnd, html};

use super::clean::{Mark, clean, is_affordable};
use super::html::Html;
use super::links::Links;
use super::paths::{is_picture, is_shown};
use crate::input::{destination, parser};
use crate::model::{Note, Notes, Target, resolve};
use crate::text::control::{is_plain, is_steering, legible};
use crate::text::html::escaped;

/// Renders the body of `note` for a page from which `links` lead.
pub(crate) fn render(notes: &Notes, note: &Note, links: &Links<'_>) -> Html {
    let markdown = &note.text[note.body.start..];
    let raw = if !note.body.has_html {
        RawHtml::None
    } else if is_affordable(markdown) {
        RawHtml::Cleaned(Mark::of(markdown))
    } else {
        RawHtml::Shown
    };
    let mut writer = Writer {
        notes,
        note,
        links,
        raw,
        depth: 0,
        heading: 0,
        level: 1,
        table: Vec::new(),
        tables: 0,
        cell: 0,
        in_head: false,
        closing_cell: "",
        footnotes: BTreeMap::new(),
        defined: BTreeSet::new(),
        closing: Vec::new(),
        pictures: Vec::new(),
    };
    let mut events = parser(markdown).peekable();
    writer.skip_repeated_title(&mut events);
    let inert = std::iter::from_fn(|| {
        Some(match events.next()? {
            Event::Start(Tag::Image { dest_url, .. }) => {
                writer.image(&dest_url, &text_up_to(&mut events, TagEnd::Image))
            }
            Event::Start(Tag::TableCell) => {
                writer.open_cell(matches!(events.peek(), Some(Event::End(TagEnd::TableCell))))
            }
            event => writer.event(event),
        })
    });
    let mut html = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut html, inert);
    Html(match &writer.raw {
        RawHtml::Cleaned(mark) => mark.replace(&legible(&clean(&html, mark)), &writer.pictures),
        RawHtml::None | RawHtml::Shown => html,
    })
}

/// What becomes of the raw HTML of a note.
enum RawHtml {
    /// There is none.
    None,
    /// It is cleaned, with all that is made here carrying this mark.
    Cleaned(Mark),
    /// It is shown as text, for cleaning it would take too long.
    Shown,
}

/// Deeper than any reader follows; browsers give up at a few hundred. What lies deeper stands side by side.
const DEEPEST: usize = 100;

/// The text without characters that act instead of being read.
fn harmless(text: CowStr<'_>) -> CowStr<'_> {
    if is_plain(&text) || !text.chars().any(is_steering) { text } else { legible(&text).into() }
}

struct Writer<'n> {
    notes: &'n Notes,
    note: &'n Note,
    links: &'n Links<'n>,
    raw: RawHtml,
    /// How many elements are open that can hold each other.
    depth: usize,
    /// Which heading of the note comes next.
    heading: usize,
    /// The level of the last heading, so that none is skipped.
    level: u8,
    table: Vec<Alignment>,
    /// How many tables there are so far.
    tables: usize,
    cell: usize,
    in_head: bool,
    /// What ends the open cell.
    closing_cell: &'static str,
    /// Numbers of footnotes, in the order they are met.
    footnotes: BTreeMap<String, usize>,
    /// Numbers of those whose text was met.
    defined: BTreeSet<usize>,
    /// What ends each open link.
    closing: Vec<&'static str>,
    /// Pictures, to be put in once everything else is clean.
    pictures: Vec<String>,
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
        if self.is_too_deep(&event) {
            return raw("");
        }
        match event {
            Event::Text(text) => Event::Text(harmless(text)),
            Event::Code(text) => Event::Code(harmless(text)),
            Event::Html(text) | Event::InlineHtml(text) if matches!(self.raw, RawHtml::Shown) => {
                Event::Text(harmless(text))
            }
            Event::Start(Tag::Heading { level, .. }) => self.open_heading(level),
            Event::End(TagEnd::Heading(_)) => self.close_heading(),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => self.open_link(&destination(link_type, &dest_url)),
            Event::End(TagEnd::Link) => raw(self.closing.pop().unwrap_or_default()),
            Event::Start(Tag::CodeBlock(_)) => raw("<pre tabindex=\"0\"><code>"),
            Event::End(TagEnd::CodeBlock) => raw("</code></pre>\n"),
            Event::Start(Tag::Table(alignments)) => {
                self.table = alignments;
                self.tables += 1;
                let class = self.attribute("class", "scroll");
                raw(format!("<div{class} role=\"region\" aria-label=\"Table {}\" tabindex=\"0\"><table>", self.tables))
            }
            Event::End(TagEnd::Table) => raw("</tbody></table></div>\n"),
            Event::Start(Tag::TableHead) => self.open_row("<thead><tr>", true),
            Event::End(TagEnd::TableHead) => raw("</tr></thead><tbody>\n"),
            Event::Start(Tag::TableRow) => self.open_row("<tr>", false),
            Event::End(TagEnd::TableRow) => raw("</tr>\n"),
            Event::End(TagEnd::TableCell) => raw(self.closing_cell),
            Event::TaskListMarker(done) => raw(if done { "☑ " } else { "☐ " }),
            Event::FootnoteReference(label) => {
                let number = self.footnote(&label);
                raw(format!("<sup><a{}>{number}</a></sup>", self.attribute("href", &format!("#n-fn.{number}"))))
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let number = self.footnote(&label);
                let is_first = self.defined.insert(number);
                // Anchors of headings have no full stop.
                let id = if is_first { self.attribute("id", &format!("n-fn.{number}")) } else { String::new() };
                raw(format!("<div{}{id}><b>{number}</b>", self.attribute("class", "footnote")))
            }
            Event::End(TagEnd::FootnoteDefinition) => raw("</div>\n"),
            event => event,
        }
    }

    /// Follows how deep elements lie in each other, and tells whether this one is left out for it.
    fn is_too_deep(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(
                Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::Emphasis | Tag::Strong | Tag::Strikethrough,
            ) => {
                self.depth += 1;
                self.depth > DEEPEST
            }
            Event::End(
                TagEnd::BlockQuote(_)
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough,
            ) => {
                self.depth -= 1;
                self.depth >= DEEPEST
            }
            _ => false,
        }
    }

    /// An attribute made here.
    fn attribute(&self, name: &str, value: &str) -> String {
        let mark = if let RawHtml::Cleaned(mark) = &self.raw { mark.attribute() } else { "" };
        [" ", name, "=\"", mark, &escaped(value), "\""].concat()
    }

    fn anchor_to(&self, address: &str) -> String {
        ["<a", &self.attribute("href", address), ">"].concat()
    }

    /// To somewhere else, which is not told where the reader came from.
    fn anchor_out(&self, address: &str) -> String {
        let address = utf8_percent_encode(address, REFUSED).to_string();
        format!("<a{}{}>", self.attribute("href", &address), self.attribute("rel", "noopener noreferrer"))
    }

    fn open_heading<'e>(&mut self, level: HeadingLevel) -> Event<'e> {
        self.level = (level as u8 + 1).min(self.level + 1).min(6);
        let id = self.note.body.headings.get(self.heading).map(|heading| format!("n-{}", heading.anchor));
        let id = id.unwrap_or_default();
        raw(format!("<h{}{}>", self.level, self.attribute("id", &id)))
    }

    fn close_heading<'e>(&mut self) -> Event<'e> {
        let anchor = self.note.body.headings.get(self.heading).map_or("", |heading| &heading.anchor);
        self.heading += 1;
        let (class, href) = (self.attribute("class", "anchor"), self.attribute("href", &format!("#n-{anchor}")));
        raw(format!(" <a{class}{href} aria-label=\"Link to this heading\">#</a></h{}>\n", self.level))
    }

    fn open_link<'e>(&mut self, destination: &str) -> Event<'e> {
        let (open, close) = match resolve(self.notes, self.note, destination) {
            Target::Note { id, anchor } => {
                let fragment = anchor.map_or_else(String::new, |anchor| format!("#n-{anchor}"));
                let path = if id == self.note.id && !fragment.is_empty() {
                    String::new()
                } else {
                    self.notes.position(id).map(|at| self.links.note_page(at)).unwrap_or_default()
                };
                (self.anchor_to(&format!("{path}{fragment}")), "</a>")
            }
            Target::File(path) if is_shown(&path) => (self.anchor_to(&self.links.file(&path)), "</a>"),
            Target::Web(address) => (self.anchor_out(address), "</a>"),
            Target::Hidden | Target::File(_) | Target::RefusedScheme | Target::Missing(_) => {
                ("<span>".to_owned(), "</span>")
            }
        };
        self.closing.push(close);
        raw(open)
    }

    /// A picture beside the note is shown; one elsewhere becomes a link, for nothing is loaded from other places.
    fn image<'e>(&mut self, destination: &str, alternative: &str) -> Event<'e> {
        let text = if alternative.is_empty() { destination } else { alternative };
        match resolve(self.notes, self.note, destination) {
            Target::File(path) if is_picture(&path) => {
                let (source, alternative) = (escaped(&self.links.file(&path)), escaped(alternative));
                let picture = format!("<img src=\"{source}\" alt=\"{alternative}\" loading=\"lazy\">");
                match &self.raw {
                    RawHtml::Cleaned(mark) => {
                        self.pictures.push(picture);
                        raw(mark.picture().to_owned())
                    }
                    RawHtml::None | RawHtml::Shown => raw(picture),
                }
            }
            Target::File(path) if is_shown(&path) => {
                raw(format!("{}{}</a>", self.anchor_to(&self.links.file(&path)), escaped(text)))
            }
            Target::Web(address) => raw(format!("{}{}</a>", self.anchor_out(address), escaped(text))),
            _ => raw(escaped(alternative)),
        }
    }

    fn open_row<'e>(&mut self, tag: &'static str, in_head: bool) -> Event<'e> {
        self.cell = 0;
        self.in_head = in_head;
        raw(tag)
    }

    /// An empty cell of the head is a header of nothing.
    fn open_cell<'e>(&mut self, is_empty: bool) -> Event<'e> {
        let class = match self.table.get(self.cell) {
            Some(Alignment::Left) => self.attribute("class", "left"),
            Some(Alignment::Center) => self.attribute("class", "center"),
            Some(Alignment::Right) => self.attribute("class", "right"),
            Some(Alignment::None) | None => String::new(),
        };
        self.cell += 1;
        let is_header = self.in_head && !is_empty;
        self.closing_cell = if is_header { "</th>" } else { "</td>" };
        raw(if is_header { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") })
    }

    fn footnote(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }
}

/// The plain text up to the end of a picture or link.
fn text_up_to(events: &mut Events<'_>, end: TagEnd) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for event in events.by_ref() {
        match event {
            Event::Start(tag) if tag.to_end() == end => depth += 1,
            Event::End(found) if found == end && depth == 0 => break,
            Event::End(found) if found == end => depth -= 1,
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// What no address may hold: it is encoded, as browsers would do it.
const REFUSED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'[')
    .add(b']');

fn raw<'e>(html: impl Into<Cow<'e, str>>) -> Event<'e> {
    Event::Html(html.into().into())
}

#[cfg(test)]
mod tests;
