//! Facts about the Markdown of a note: headings, links, the latest date, raw HTML.
//!
//! Takes the text below the front matter; gives a [`Body`]. The page is rendered later, with the same parser.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::model::{Body, Heading, Link, Span};

/// The Markdown dialect of notes: `CommonMark` with tables, footnotes, strike-through, task lists and heading ids.
pub(crate) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(
        text,
        Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES,
    )
}

/// Collects facts about `text` from `start` on.
pub(super) fn survey(text: &str, start: usize, today: Date) -> Body {
    let markdown = &text[start..];
    let mut body = Body { start, is_empty: markdown.trim().is_empty(), ..Body::default() };
    let mut anchors = Anchors::default();
    let mut heading: Option<(String, Option<String>)> = None;
    let mut opens_dated_block = false;
    for (event, range) in parser(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                heading = Some((String::new(), id.map(|id| id.to_string())));
                opens_dated_block = true;
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((text, id)) = heading.take() {
                    let anchor = anchors.next(id.as_deref().unwrap_or(&text));
                    body.headings.push(Heading { text: text.trim().to_owned(), anchor });
                }
            }
            Event::Start(Tag::Item) => opens_dated_block = true,
            // In a list with blank lines, each item contains a paragraph. A task starts with its check box.
            Event::Start(Tag::Paragraph | Tag::Strong | Tag::Emphasis) | Event::TaskListMarker(_) => {}
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                let span = Span::new(start + range.start, start + range.end);
                body.links.push(Link { destination: destination(link_type, &dest_url), span });
            }
            Event::Html(_) | Event::InlineHtml(_) => body.has_html = true,
            Event::Text(text) | Event::Code(text) => {
                if std::mem::take(&mut opens_dated_block) {
                    let date = leading_date(&text).filter(|date| *date <= today);
                    body.latest_date = body.latest_date.max(date);
                }
                if let Some((heading, _)) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((heading, _)) = &mut heading {
                    heading.push(' ');
                }
            }
            _ => opens_dated_block = false,
        }
    }
    body
}

/// The destination of a link. `<milo@example.com>` leads to a mailbox.
pub(crate) fn destination(link_type: LinkType, written: &str) -> String {
    if link_type == LinkType::Email { format!("mailto:{written}") } else { written.to_owned() }
}

fn leading_date(text: &str) -> Option<Date> {
    let text = text.trim_start();
    let day = text.get(..10).filter(|day| day.starts_with(|c: char| c.is_ascii_digit()))?;
    let rest = text[10..].chars().next();
    if rest.is_some_and(char::is_alphanumeric) {
        return None;
    }
    day.parse().ok()
}

/// The id of a heading, which links name after `#`: lower-case words with hyphens, as on code hosts.
pub(crate) fn anchor_of(heading: &str) -> String {
    heading
        .trim()
        .chars()
        .filter_map(|c| match c {
            ' ' | '-' => Some('-'),
            '_' => Some('_'),
            c if c.is_alphanumeric() => Some(c.to_lowercase().next().unwrap_or(c)),
            _ => None,
        })
        .collect()
}

/// Makes anchors unique: `steps`, `steps-1`, `steps-2`.
#[derive(Default)]
struct Anchors {
    seen: BTreeMap<String, usize>,
}

impl Anchors {
    fn next(&mut self, heading: &str) -> String {
        let base = Some(anchor_of(heading)).filter(|anchor| !anchor.is_empty()).unwrap_or_else(|| "section".to_owned());
        let mut anchor = base.clone();
        let mut count = self.seen.get(&base).copied().unwrap_or_default();
        while count > 0 && self.seen.contains_key(&anchor) {
            anchor = format!("{base}-{count}");
            count += 1;
        }
        self.seen.insert(base, count.max(1));
        self.seen.entry(anchor.clone()).or_insert(1);
        anchor
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn survey_of(markdown: &str) -> Body {
        survey(markdown, 0, date(2026, 11, 21))
    }

    #[test]
    fn latest_date_is_at_the_start_of_an_item_or_heading_and_not_in_the_future() {
        let body = survey_of("- 2026-11-16 drafted\n- 2026-11-02 begun\n- due 2026-11-18\n- 2027-01-01 planned\n");
        assert_eq!(body.latest_date, Some(date(2026, 11, 16)));
        assert_eq!(survey_of("## 2026-10-01: kick-off\n").latest_date, Some(date(2026, 10, 1)));
        assert_eq!(survey_of("- [x] 2026-10-02 sent\n\n- **2026-10-03** asked\n").latest_date, Some(date(2026, 10, 3)));
        assert_eq!(survey_of("2026-10-01 in a paragraph\n").latest_date, None);
    }

    #[test]
    fn headings_with_the_same_text_get_different_anchors() {
        let body = survey_of("# Next steps\n## Next steps\n## Next `steps`!\n# Own {#chosen}\n# !\n");
        let anchors: Vec<_> = body.headings.iter().map(|heading| heading.anchor.as_str()).collect();
        assert_eq!(anchors, ["next-steps", "next-steps-1", "next-steps-2", "chosen", "section"]);
    }

    #[test]
    fn links_are_found_with_their_offsets() {
        let body = survey_of("See [voice](voice.md) and ![x](x.png).");
        let found: Vec<_> = body.links.iter().map(|link| (link.destination.as_str(), link.span.start)).collect();
        assert_eq!(found, [("voice.md", 4), ("x.png", 26)]);
    }
}
