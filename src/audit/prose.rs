//! Sentences people wrote themselves: without code, quotations and block quotes.
//!
//! Takes a note; gives the first of the four beliefs it states as its own.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::lexicon::Lexicon;
use crate::notes::{KeptBecause, Note};
use crate::read::parser;

/// The belief that stands in the body, in the reason of an acceptance or in the why of the handover.
pub(super) fn stated_belief(note: &Note, lexicon: &Lexicon) -> Option<(Option<KeptBecause>, String)> {
    let why = note.handover.as_ref().and_then(|handover| handover.why.as_ref());
    let reasons = note.allows.iter().map(|allow| allow.because.as_str()).chain(why.map(|why| why.as_str()));
    let body = paragraphs(&note.text[note.body.start..]);
    body.iter()
        .map(String::as_str)
        .chain(reasons)
        .flat_map(|text| sentences(&without_quotations(text)))
        .find_map(|sentence| lexicon.belief(&sentence))
}

/// The text of each block that is no block quote and no code.
fn paragraphs(markdown: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block = String::new();
    let mut quotes = 0_usize;
    let mut in_code = false;
    for event in parser(markdown) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes = quotes.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if quotes == 0 && !in_code => block.push_str(&text),
            Event::SoftBreak | Event::HardBreak => block.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell) => {
                blocks.push(std::mem::take(&mut block));
            }
            _ => {}
        }
    }
    blocks.push(block);
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

/// What stands between quotation marks is somebody else's word.
fn without_quotations(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut closing: Option<char> = None;
    for c in text.chars() {
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

fn sentences(text: &str) -> Vec<String> {
    text.split(['.', '!', '?', ';', ':']).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_and_code_are_left_out() {
        let blocks = paragraphs("One *two*.\n\n> quoted\n\n- item\n\n```\ncode\n```\n");
        assert_eq!(blocks, ["One two.", "item"]);
        assert_eq!(without_quotations("She said “my voice” and \"my voice\" twice"), "She said  and  twice");
    }
}
