//! A note's Markdown as inert HTML.
//!
//! Takes a note; gives HTML in which links lead where they say or are plain text, ids are prefixed with `n-`, and
//! nothing runs, loads from elsewhere or breaks out of its place. Raw HTML passes through ammonia with a small set of
//! elements, and with no address, id or class that was not made here: what is made here carries a mark, which no note
//! can write, until the end.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::{Map, Peekable};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Tag, TagEnd, html};

use super::Html;
use super::clean::{MADE_HERE, PICTURE, clean};
use super::escape::escaped;
use crate::notes::{Note, Notes, Target, page_path, resolve};
use crate::pages::{Links, is_picture, is_shown};
use crate::read::{destination, parser};
use crate::words::{is_steering, legible};

/// Renders the body of `note` for a page from which `links` lead.
pub(crate) fn render(notes: &Notes, note: &Note, links: &Links<'_>) -> Html {
    let mut writer = Writer {
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
        said: BTreeSet::new(),
        closing: Vec::new(),
        pictures: Vec::new(),
    };
    let text = harmless(&note.text[note.body.start..]);
    let mut events = parser(&text).map(without_references as fn(_) -> _).peekable();
    let mut out = Vec::new();
    writer.skip_repeated_title(&mut events);
    while let Some(event) = events.next() {
        let event = match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                writer.image(&dest_url, &text_up_to(&mut events, TagEnd::Image))
            }
            Event::Start(Tag::TableCell) => {
                writer.open_cell(matches!(events.peek(), Some(Event::End(TagEnd::TableCell))))
            }
            event => writer.event(event),
        };
        out.push(event);
    }
    let mut html = String::new();
    html::push_html(&mut html, out.into_iter());
    let html = if note.body.has_html { clean(&html) } else { html };
    Html(put_in(&html.replace(MADE_HERE, ""), &writer.pictures))
}

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

/// The text without characters that act instead of being read.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c == MADE_HERE || c == PICTURE || is_steering(c)) {
        let spelled_out = text.chars().map(|c| match c {
            MADE_HERE | PICTURE => "\u{fffd}".to_owned(),
            c if is_steering(c) => legible(c.encode_utf8(&mut [0; 4])),
            c => c.to_string(),
        });
        Cow::Owned(spelled_out.collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// An attribute made here.
fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{MADE_HERE}{}\"", escaped(value))
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
    /// How many tables there are so far.
    tables: usize,
    cell: usize,
    in_head: bool,
    /// What ends the open cell.
    closing_cell: &'static str,
    /// Numbers of footnotes, in the order they are met.
    footnotes: BTreeMap<String, usize>,
    /// Numbers of those that have been said: a second time is not where links lead.
    said: BTreeSet<usize>,
    /// What ends each open link.
    closing: Vec<&'static str>,
    /// Pictures, to be put in once everything else is clean.
    pictures: Vec<String>,
}

type Events<'e> = Peekable<Map<pulldown_cmark::Parser<'e>, fn(Event<'e>) -> Event<'e>>>;

/// What a note spells as a character reference, such as `&#x202e;`, is no less harmful than the character. What is
/// borrowed stood in the text as it is, and has been looked at.
fn without_references(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) if !matches!(text, CowStr::Borrowed(_)) => Event::Text(harmless(&text).into_owned().into()),
        event => event,
    }
}

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
                self.tables += 1;
                let class = attribute("class", "scroll");
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
                raw(format!("<sup><a{}>{number}</a></sup>", attribute("href", &format!("#{}", footnote_id(number)))))
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let number = self.footnote(&label);
                let is_first = self.said.insert(number);
                let id = if is_first { attribute("id", &footnote_id(number)) } else { String::new() };
                raw(format!("<div{}{id}><b>{number}</b>", attribute("class", "footnote")))
            }
            Event::End(TagEnd::FootnoteDefinition) => raw("</div>\n"),
            event => event,
        }
    }

    fn open_heading<'e>(&mut self, level: HeadingLevel) -> Event<'e> {
        self.level = (level as u8 + 1).min(self.level + 1).min(6);
        let id = self.note.body.headings.get(self.heading).map(|heading| format!("n-{}", heading.anchor));
        let id = id.unwrap_or_default();
        raw(format!("<h{}{}>", self.level, attribute("id", &id)))
    }

    fn close_heading<'e>(&mut self) -> Event<'e> {
        let anchor = self.note.body.headings.get(self.heading).map_or("", |heading| &heading.anchor);
        self.heading += 1;
        let (class, href) = (attribute("class", "anchor"), attribute("href", &format!("#n-{anchor}")));
        raw(format!(" <a{class}{href} aria-label=\"Link to this heading\">#</a></h{}>\n", self.level))
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
                (anchor_to(&format!("{path}{fragment}")), "</a>")
            }
            Target::File(path) if is_shown(&path) => (anchor_to(&self.links.file(&path)), "</a>"),
            Target::Web(address) => (anchor_out(address), "</a>"),
            Target::Hidden | Target::File(_) | Target::RefusedScheme | Target::Missing(_) => {
                ("<span>".to_owned(), "</span>")
            }
        };
        self.closing.push(close);
        raw(open)
    }

    /// A picture beside the note is shown; one elsewhere becomes a link, for nothing is loaded from other places.
    fn image<'e>(&mut self, destination: &str, alternative: &str) -> Event<'e> {
        let spelled_out = harmless(destination);
        let text = if alternative.is_empty() { &*spelled_out } else { alternative };
        match resolve(self.notes, self.note, destination) {
            Target::File(path) if is_picture(&path) => {
                let (source, alternative) = (escaped(&self.links.file(&path)), escaped(alternative));
                self.pictures.push(format!("<img src=\"{source}\" alt=\"{alternative}\" loading=\"lazy\">"));
                raw(PICTURE.to_string())
            }
            Target::File(path) if is_shown(&path) => {
                raw(format!("{}{}</a>", anchor_to(&self.links.file(&path)), escaped(text)))
            }
            Target::Web(address) => raw(format!("{}{}</a>", anchor_out(address), escaped(text))),
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
            Some(Alignment::Left) => attribute("class", "left"),
            Some(Alignment::Center) => attribute("class", "center"),
            Some(Alignment::Right) => attribute("class", "right"),
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

/// The id of a footnote, which no heading can have: their anchors hold no dots.
fn footnote_id(number: usize) -> String {
    format!("n-fn.{number}")
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

fn anchor_to(address: &str) -> String {
    format!("<a{}>", attribute("href", address))
}

/// To somewhere else, which is not told where the reader came from.
fn anchor_out(address: &str) -> String {
    // What no address may hold is encoded, as browsers would do it.
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
    let address = utf8_percent_encode(address, REFUSED).to_string();
    format!("<a{}{}>", attribute("href", &address), attribute("rel", "noopener noreferrer"))
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
        html_for(Audience::Team, body)
    }

    fn html_for(audience: Audience, body: &str) -> String {
        let first = format!("+++\ntitle = \"A\"\nowner = \"milo\"\n+++\n{body}");
        let second = "+++\ntitle = \"Secret\"\nowner = \"nora\"\naudience = \"leaders\"\n+++\n# Part\n";
        let notes = samples::notes([("a", first.as_str()), ("b", second), ("c", "+++\naudience = \"leaders\"\n")]);
        let notes = crate::read::for_audience(notes, audience, samples::TODAY);
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
    fn what_acts_does_not_when_spelled_as_a_reference() {
        for mark in ["&#xe000;", "&#57344;", "&#x0E000", "&#XE000 "] {
            let made = html_for(
                Audience::Leaders,
                &format!("<a href=\"{mark}javascript:alert(1)\" id=\"{mark}main\" class=\"{mark}skip\">a</a>"),
            );
            assert_eq!(made, "<p><a>a</a></p>\n", "{mark}");
        }
        let made = html("&#x202e;a <b aria-label=\"&#x202e;&rlm;\">&lrm;b</b> &#xe001;");
        assert_eq!(made, "<p>\\u{202e}a <b aria-label=\"\\u{202e}\\u{200f}\">\\u{200e}b</b> \u{fffd}</p>\n");
        let made = html("![&#xe001;](x.png) ![](https://example.com/&#xe001;&#x202e;)");
        assert!(!made.contains(PICTURE) && !made.contains(is_steering), "{made}");
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
        assert!(made.contains("<a href=\"#n-fn.1\">1</a>") && made.contains("id=\"n-fn.1\""), "{made}");
    }

    #[test]
    fn a_footnote_said_twice_or_named_as_a_heading_has_one_id() {
        let made = html("Text[^n].\n\n# fn.1\n\n# fn {#fn.1}\n\n[^n]: Once.\n[^n]: Twice.\n");
        assert_eq!(made.matches("id=\"n-fn.1\"").count(), 1, "{made}");
        assert!(made.contains("Twice"), "{made}");
    }
}
