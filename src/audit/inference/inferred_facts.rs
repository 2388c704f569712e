//! Facts inferred from the words of a note: kind of work, area, cadence, approvals, reviews, own lines.
//!
//! Takes a note and the lexicon; gives facts with the words that suggest them.

use crate::audit::fact::{Fact, Origin};
use crate::audit::inference::lexicon::{Hit, Lexicon, Meaning};
use crate::model::{Area, Cadence, Note, Span, Work};

/// The phrases found in a note's title, tags and headings.
pub(in crate::audit) struct InferredFacts<'l> {
    hits: Vec<(Hit<'l>, Span)>,
    /// The title contains a word for frameworks, such as guide or plan.
    is_about_frameworks: bool,
    is_about_hiring: bool,
}

impl<'l> InferredFacts<'l> {
    pub(in crate::audit) fn in_note(note: &Note, lexicon: &'l Lexicon) -> Self {
        let title = &note.title;
        let tags = note.tags.iter().map(|tag| (tag.as_str(), tag.span));
        let headings = note.body.headings.iter().map(|heading| (heading.text.as_str(), title.span));
        let texts = [(title.as_str(), title.span)].into_iter().chain(tags).chain(headings);
        let hits = texts.flat_map(|(text, span)| lexicon.find(text).into_iter().map(move |hit| (hit, span))).collect();
        Self { hits, is_about_frameworks: has_word(title, &FRAMEWORKS), is_about_hiring: has_word(title, &HIRING) }
    }

    /// The hit with the highest rank among those for which `meant` gives a value.
    fn best<T>(&self, meant: impl Fn(&Meaning) -> Option<T>) -> Option<Fact<T>> {
        let understood = self.hits.iter().filter_map(|(hit, span)| Some((meant(hit.meaning)?, hit, *span)));
        // `max_by_key` keeps the last of equal hits. The first one in the text should be kept.
        let (value, hit, span) = understood.rev().max_by_key(|(_, hit, _)| hit.rank)?;
        Some(inferred(value, span, hit))
    }

    pub(in crate::audit) fn area(&self) -> Option<Fact<Area>> {
        // A note about hiring is not the work that the person is hired for.
        if self.is_about_hiring {
            return None;
        }
        self.best(|meaning| match meaning {
            Meaning::Line(line) => line.area(),
            _ => None,
        })
    }

    /// Execution, if the hit with the highest rank is about content.
    pub(in crate::audit) fn execution(&self) -> Option<Fact<Work>> {
        let area = self.area()?;
        (area.value == Area::Content).then_some(Fact { value: Work::Execution, span: area.span, origin: area.origin })
    }

    pub(in crate::audit) fn cadence(&self) -> Option<Fact<Cadence>> {
        self.best(|meaning| match meaning {
            Meaning::Cadence(cadence) => Some(*cadence),
            _ => None,
        })
    }

    pub(in crate::audit) fn approving(&self) -> Option<Fact<()>> {
        let drafts = self.reviewing_drafts();
        // Leaders should approve frameworks.
        if self.is_about_frameworks {
            return None;
        }
        // "Sign off drafts" is about drafts, although it contains "sign off".
        self.best(|meaning| (*meaning == Meaning::Approving).then_some(()))
            .filter(|approving| drafts.is_none_or(|drafts| !drafts.words()[0].contains(&approving.words()[0])))
    }

    pub(in crate::audit) fn reviewing_drafts(&self) -> Option<Fact<()>> {
        self.best(|meaning| (*meaning == Meaning::ReviewingDrafts).then_some(()))
    }

    pub(in crate::audit) fn own_lines(&self) -> Vec<(String, Fact<()>)> {
        let mut lines: Vec<(String, Fact<()>)> = Vec::new();
        for (hit, span) in &self.hits {
            if let Meaning::Own(id) = hit.meaning
                && !lines.iter().any(|(known, _)| known == id)
            {
                lines.push((id.clone(), inferred((), *span, hit)));
            }
        }
        lines
    }
}

fn inferred<T>(value: T, span: Span, hit: &Hit<'_>) -> Fact<T> {
    Fact { value, span, origin: Origin::Inferred(vec![hit.words.clone()]) }
}

/// Words for frameworks: rules that apply to many assets.
const FRAMEWORKS: [&str; 12] = [
    "budget",
    "framework",
    "guide",
    "guideline",
    "guidelines",
    "plan",
    "playbook",
    "policy",
    "process",
    "rules",
    "standard",
    "strategy",
];

const HIRING: [&str; 4] = ["hire", "hiring", "recruit", "recruiting"];

fn has_word(title: &str, words: &[&str]) -> bool {
    let is_one = |word: &str| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    title.split(|c: char| !c.is_alphanumeric()).any(is_one)
}
