//! Removes references to hidden notes from the notes that an audience may see.
//!
//! Takes all notes and the audience; gives the visible notes. In their bodies, "a note not shown here" replaces each
//! link, picture or `<a>` that leads to a hidden note or file. This happens before headings and links are collected, so
//! later stages need no check.

use std::cmp::Reverse;
use std::ops::Range;

use jiff::civil::Date;
use pulldown_cmark::{Event, Tag};

use super::body::{destination, parser, survey};
use crate::model::{Audience, NOT_SHOWN, Note, Notes, Target, resolve};

/// The part of `notes` that `audience` may see.
pub(crate) fn for_audience(notes: Notes, audience: Audience, today: Date) -> Notes {
    let mut notes = notes.visible_to(audience);
    if notes.hidden_count() == 0 {
        return notes;
    }
    let redacted: Vec<(usize, String)> =
        notes.iter().enumerate().filter_map(|(at, note)| Some((at, redacted(&notes, note)?))).collect();
    for (at, text) in redacted {
        let note = notes.note_mut(at);
        note.body = survey(&text, note.body.start, today);
        note.text = text;
    }
    notes
}

/// The note's text without references to hidden notes and files; none if it has no such reference.
fn redacted(notes: &Notes, note: &Note) -> Option<String> {
    // When the inner of two nested links is removed, the outer one becomes a link. So this is repeated, up to a limit.
    const ROUNDS: usize = 8;
    let (front, body) = note.text.split_at_checked(note.body.start)?;
    let is_hidden = |destination: &str| resolve(notes, note, destination) == Target::Hidden;
    let mut body = body.to_owned();
    for round in 0..ROUNDS {
        let references = references(&body, &is_hidden);
        if references.is_empty() {
            return (round > 0).then(|| format!("{front}{body}"));
        }
        body = without(&body, references);
    }
    Some(format!("{front}{NOT_SHOWN}\n"))
}

/// Replaces each of `ranges` in `text`. A range that starts inside another one is removed with it.
fn without(text: &str, mut ranges: Vec<Range<usize>>) -> String {
    ranges.sort_by_key(|range| (range.start, Reverse(range.end)));
    let mut rest = 0;
    let mut out = String::with_capacity(text.len());
    for range in ranges {
        if range.start >= rest {
            out.push_str(&text[rest..range.start]);
            out.push_str(NOT_SHOWN);
            rest = range.end;
        }
    }
    out.push_str(&text[rest..]);
    out
}

/// The ranges of `text` that refer to hidden notes or files.
fn references(text: &str, is_hidden: &impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = wiki_links(text).filter(|(to, _)| is_hidden(to)).map(|(_, at)| at).collect();
    // The start of a raw `<a>` whose end has not come yet.
    let mut open = None;
    for (event, range) in parser(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. })
                if is_hidden(&destination(link_type, &dest_url)) =>
            {
                found.push(range);
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                let html = text[range.clone()].trim_end();
                let starts_here = || leads_to(html, is_hidden).then_some(range.start);
                open = open.or_else(starts_here);
                if let Some(start) = open.filter(|_| is_closed(html)) {
                    found.push(start..range.start + html.len());
                    open = None;
                }
            }
            _ => {}
        }
    }
    found.extend(open.map(|start| start..text.len()));
    found
}

/// The longest address that is checked. Without this limit, some texts would take very long.
const LONGEST: usize = 1024;

/// The names in `[[…]]`, without heading and link text, and their ranges. Handover does not turn these into links, but
/// they can name hidden notes.
fn wiki_links(text: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    text.match_indices("[[").filter_map(|(at, open)| {
        let start = at + open.len();
        let within: String = text[start..].chars().take(LONGEST).take_while(|c| *c != '\n').collect();
        let inner = &within[..within.find("]]")?];
        let to = inner.split(['|', '#']).next().unwrap_or_default().trim();
        Some((to.to_owned(), at..start + inner.len() + 2))
    })
}

/// Whether raw HTML has the address of a hidden note or file. An address with entities counts too, because it can hide
/// a path.
fn leads_to(html: &str, is_hidden: &impl Fn(&str) -> bool) -> bool {
    const KEY: &str = "href";
    let lower = html.to_ascii_lowercase();
    lower.match_indices(KEY).any(|(at, _)| {
        let rest: String = html[at + KEY.len()..].chars().take(LONGEST).filter(|c| !"\t\r\n".contains(*c)).collect();
        let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else { return false };
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split([' ', '>']).next(),
        };
        let value = value.unwrap_or_default().trim();
        is_hidden(value) || (value.contains('&') && !value.starts_with("http"))
    })
}

/// Whether the last `<a>` in raw HTML is closed.
fn is_closed(html: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    lower.rfind("</a").is_some_and(|end| lower.rfind("href").is_none_or(|href| href < end))
}
