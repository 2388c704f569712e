//! Finds a belief in the text of a note. Code, quotations and block quotes do not count.
//!
//! Takes a note; gives the first of the four beliefs that it states.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::audit::inference::lexicon::Lexicon;
use crate::input::parser;
use crate::model::{KeptBecause, Note, Span};

/// A belief that a note states.
#[derive(Clone, Debug)]
pub(crate) struct Belief {
    /// One of the four beliefs. None for a phrase that site.toml adds.
    pub(crate) which: Option<KeptBecause>,
    pub(crate) words: String,
    /// The place of the paragraph or key that states it.
    pub(crate) span: Span,
}

/// The first belief in the body, in `allow.because` or in `handover.why`.
pub(in crate::audit) fn stated_belief(note: &Note, lexicon: &Lexicon) -> Option<Belief> {
    let why = note.handover.as_ref().and_then(|handover| handover.why.as_ref());
    let reasons = note.allow.iter().map(|allow| &allow.because).chain(why);
    let body = &note.text[note.body.start..];
    // Most notes contain no belief, so they are not parsed.
    let blocks = if lexicon.may_contain_belief(body) { paragraphs(body, note.body.start) } else { Vec::new() };
    let texts = blocks.into_iter().chain(reasons.map(|reason| (reason.span, reason.value.clone())));
    texts.into_iter().find_map(|(span, text)| {
        let stated = clauses(&without_quotations(&text)).iter().find_map(|clause| lexicon.belief(clause));
        stated.map(|(which, words)| Belief { which, words, span })
    })
}

/// The text of each block with its place, without block quotes and code.
fn paragraphs(markdown: &str, base: usize) -> Vec<(Span, String)> {
    let mut blocks = Vec::new();
    let mut block = String::new();
    let mut start = None;
    let mut quotes = 0_usize;
    let mut in_code = false;
    for (event, range) in parser(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes = quotes.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if quotes == 0 && !in_code => {
                start.get_or_insert(range.start);
                block.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => block.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell) => {
                let text = std::mem::take(&mut block);
                if let Some(start) = start.take() {
                    let end = range.end.min(start + first_line_length(&markdown[start..]));
                    blocks.push((Span::new(base + start, base + end), text));
                }
            }
            _ => {}
        }
    }
    blocks
}

/// The length of the first line.
fn first_line_length(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// The text without quotations.
fn without_quotations(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut closing: Option<char> = None;
    let mut before = ' ';
    for c in text.chars() {
        // A straight apostrophe opens a quotation only if no letter is before it.
        let opens = c == '\'' && !before.is_alphanumeric() && closing.is_none();
        before = c;
        if opens {
            closing = Some('\'');
            continue;
        }
        match closing {
            Some(end) if c == end => closing = None,
            Some(_) => {}
            None => match c {
                '"' => closing = Some('"'),
                '“' | '„' => closing = Some('”'),
                '«' => closing = Some('»'),
                '‘' => closing = Some('’'),
                c => kept.push(c),
            },
        }
    }
    kept
}

/// The parts of a text between punctuation marks. A denial counts only for its own clause.
fn clauses(text: &str) -> Vec<String> {
    text.split(['.', '!', '?', ';', ':', ',']).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_leave_out_block_quotes_code_and_quotations() {
        let blocks = paragraphs("One *two*.\n\n> quoted\n\n- item\n\n```\ncode\n```\n", 0);
        let texts: Vec<&str> = blocks.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["One two.", "item"]);
        assert_eq!(without_quotations("She said “my voice” and \"my voice\" twice"), "She said  and  twice");
    }
}
