//! A note's Markdown as inert HTML.
//!
//! Takes a note; gives HTML in which links lead where they say or are plain text, ids are prefixed with `n-`, and
//! nothing runs, loads from elsewhere or breaks out of its place. Raw HTML passes through ammonia with a small set of
//! elements, and with no address, id or class that was not made here: what is made here carries a mark, which no note
//! can write, until the end.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter::Peekable;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd, html};

use super::Html;
use super::clean::{MADE_HERE, clean};
use super::escape::escaped;
use crate::notes::{Note, Notes, Target, resolve};
use crate::pages::{Links, is_picture, is_shown};
use crate::read::{destination, parser};
use crate::words::{is_steering, legible};

/// Renders the body of `note` for a page from which `links` lead.
pub(crate) fn render(notes: &Notes, note: &Note, links: &Links<'_>) -> Html {
    let mut writer = Writer {
        mark: if note.body.has_html { MADE_HERE } else { "" },
        notes,
        note,
        links,
        heading: 0,
        level: 1,
        table: Vec::new(),
        tables: 0,
        cell: 0,
        in_head: false,
        closing_cell: "",
        footnotes: BTreeMap::new(),
        closing: Vec::new(),
        pictures: Vec::new(),
    };
    let text = harmless(super::body_of(note));
    let mut events = parser(&text).peekable();
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
    let mut html = String::with_capacity(text.len() * 2);
    html::push_html(&mut html, inert);
    if note.body.has_html {
        html = clean(&html).replace(MADE_HERE, "");
    }
    Html(if writer.pictures.is_empty() { html } else { put_in(&html, &writer.pictures) })
}

/// Stands where a picture goes. Notes cannot write it either, and their own `<img>` do not pass.
const PICTURE: char = '\u{e001}';

/// Puts the pictures where their places are, in order.
fn put_in(html: &str, pictures: &[String]) -> String {
    let mut parts = html.split(PICTURE);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for (at, part) in parts.enumerate() {
        whole.push_str(pictures.get(at).map_or("", String::as_str));
        whole.push_str(part);
    }
    whole
}

/// Whether a character would be taken for one of ours.
fn is_mark(c: char) -> bool {
    c == PICTURE || MADE_HERE.contains(c)
}

/// The text without characters that act instead of being read.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| is_mark(c) || is_steering(c)) {
        let spelled_out = text.chars().map(|c| match c {
            c if is_mark(c) => "\u{fffd}".to_owned(),
            c if is_steering(c) => legible(c.encode_utf8(&mut [0; 4])),
            c => c.to_string(),
        });
        Cow::Owned(spelled_out.collect())
    } else {
        Cow::Borrowed(text)
    }
}

struct Writer<'n> {
    /// Starts each attribute made here, where the note has raw HTML whose own attributes are to be told from them.
    mark: &'static str,
    notes: &'n Notes,
    note: &'n Note,
    links: &'n Links<'n>,
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
    /// What ends each open link.
    closing: Vec<&'static str>,
    /// Pictures, to be put in once everything else is clean.
    pictures: Vec<String>,
}

type Events<'e> = Peekable<pulldown_cmark::Parser<'e>>;

impl Writer<'_> {
    /// An attribute made here.
    fn attribute(&self, name: &str, value: &str) -> String {
        format!(" {name}=\"{}{}\"", self.mark, escaped(value))
    }

    fn anchor_to(&self, address: &str) -> String {
        format!("<a{}>", self.attribute("href", address))
    }

    /// To somewhere else, which is not told where the reader came from.
    fn anchor_out(&self, address: &str) -> String {
        let (href, rel) = (self.attribute("href", &encoded(address)), self.attribute("rel", "noopener noreferrer"));
        format!("<a{href}{rel}>")
    }

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
                raw(format!("<sup><a{}>{number}</a></sup>", self.attribute("href", &format!("#n-fn-{number}"))))
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let number = self.footnote(&label);
                let id = self.attribute("id", &format!("n-fn-{number}"));
                raw(format!("<div{}{id}><b>{number}</b>", self.attribute("class", "footnote")))
            }
            Event::End(TagEnd::FootnoteDefinition) => raw("</div>\n"),
            event => event,
        }
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
                self.pictures.push(format!("<img src=\"{source}\" alt=\"{alternative}\" loading=\"lazy\">"));
                raw(PICTURE.to_string())
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

/// An address as browsers would send it: what none may hold is encoded.
fn encoded(address: &str) -> String {
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
    utf8_percent_encode(address, REFUSED).to_string()
}

fn raw<'e>(html: impl Into<Cow<'e, str>>) -> Event<'e> {
    Event::Html(html.into().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{self, Allows, samples};
    use crate::notes::Audience;
    use crate::pages::{Book, Page};
    use crate::report::Report;

    /// The body of the first of three notes, `a`, a leaders' note `b` and a broken one, `c`, as HTML for the team.
    fn html(body: &str) -> String {
        let first = format!("+++\ntitle = \"A\"\nowner = \"milo\"\n+++\n{body}");
        let second = "+++\ntitle = \"Secret\"\nowner = \"nora\"\naudience = \"leaders\"\n+++\n# Part\n";
        let notes = samples::notes([("a", first.as_str()), ("b", second), ("c", "+++\naudience = \"leaders\"\n")]);
        let notes = crate::read::for_audience(notes, Audience::Team, samples::TODAY);
        let config = samples::config("");
        let report = Report::new(audit::run(&notes, &config, samples::TODAY, Allows::Count), String::new());
        let book = Book::new(&report);
        render(&notes, report.note(0), &book.links(&Page::Note(0))).0
    }

    #[test]
    fn nothing_of_a_note_runs_or_leads_astray() {
        let made = html(
            "# Head {#x onclick=alert(1)}\n\n<script>alert(1)</script> <a href=\"javascript:alert(1)\" id=\"main\">raw</a>\n\n\
             [j](javascript:alert(1)) [d](data:text/html,x) [up](../../etc/passwd) ![far](https://example.com/x.png)\n\n\
             <iframe src=\"https://example.com\"></iframe><img src=\"https://example.com/y.png\"><p id=\"n-x\" class=\"skip\" style=\"color:red\">p</p>\n",
        );
        for forbidden in [
            "<script",
            "onclick",
            "javascript:",
            "data:",
            "passwd\"",
            "<iframe",
            "<img",
            "style=",
            "skip",
            "id=\"main\"",
        ] {
            assert!(!made.contains(forbidden), "{forbidden} in {made}");
        }
        assert_eq!(made.matches("id=\"n-x\"").count(), 1, "{made}");
        assert!(!made.contains(MADE_HERE));
    }

    #[test]
    fn a_hidden_note_is_neither_linked_nor_named() {
        let made = html("See [Secret](b.md) and [its part](b.md#part).");
        assert_eq!(made, "<p>See a note not shown here and a note not shown here.</p>\n");
    }

    #[test]
    fn no_way_to_refer_to_a_hidden_note_names_it() {
        let masked = "<p>a note not shown here</p>\n";
        for link in [
            "[Secret](b)",
            "[Secret](b.html)",
            "[Secret](notes/b.html)",
            "[Secret](content/b.md)",
            "[Secret](../content/b.md)",
            "[Secret](c.md)",
            "[Secret][x]\n\n[x]: b.md",
            "[[b]]",
            "[[b|Secret]]",
            "[![Secret](a.png)](b.md)",
            "![Secret [more](c.md)](b.md)",
            "<a href=\"b.md\">Secret</a>",
            "<a class=x HREF=b.md>*Secret*</a>",
            "<a href='&#98;.md'>Secret</a>",
            "<a href=\"b.md\">\n\n## Secret\n\n</a>",
            "<a href=\"b.md\">\n\nSecret",
        ] {
            assert_eq!(html(link), masked, "{link}");
        }
        assert_eq!(html("<div><a\nhref=\"b.md\">Secret</a></div>\n\nText."), format!("{masked}<p>Text.</p>\n"));
        assert_eq!(html("[a [Secret](b.md)](c.md)"), masked);
        let heading = html("## [Secret](b.md)\n");
        assert!(!heading.to_lowercase().contains("secret") && heading.contains("n-a-note-not-shown-here"), "{heading}");
        assert!(html("![in [Secret](b.md)](https://example.com/x.png)").contains(">in a note not shown here</a>"));
        let nested = (0..40).fold("Secret".to_owned(), |inner, _| format!("[{inner}](b.md)"));
        assert!(!html(&nested).contains("Secret"));
    }

    #[test]
    fn headings_lie_below_the_pages_own_and_skip_no_level() {
        let made = html("# A\n\n# One\n\n#### Deep\n");
        assert!(!made.contains(">A <"), "the repeated title is left out: {made}");
        assert!(made.contains("<h2 id=\"n-one\">") && made.contains("<h3 id=\"n-deep\">"), "{made}");
    }

    #[test]
    fn tables_have_names_of_their_own_and_no_empty_headers() {
        let made = html("| | a |\n|--|:-:|\n| 1 | 2 |\n\n| b |\n|--|\n| 3 |\n");
        assert!(made.contains("aria-label=\"Table 1\"") && made.contains("aria-label=\"Table 2\""), "{made}");
        assert!(made.contains("<tr><td></td><th scope=\"col\" class=\"center\">a</th></tr>"), "{made}");
    }

    #[test]
    fn tables_tasks_and_footnotes_need_no_script_and_no_style() {
        let made = html("| a |\n|--:|\n| 1 |\n\n- [x] done\n\nText[^n].\n\n[^n]: Note.\n");
        assert!(made.contains("<td class=\"right\">1</td>") && made.contains("☑ done"), "{made}");
        assert!(made.contains("<a href=\"#n-fn-1\">1</a>") && made.contains("id=\"n-fn-1\""), "{made}");
    }
}
