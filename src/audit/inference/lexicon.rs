//! Finds phrases in texts: whole words, in any case and inflection.
//!
//! Takes the tables of `phrases` and the `[never]` lines of site.toml; gives the meanings of a text and the words that
//! show them, in one pass over the text.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};
use hashbrown::HashMap;

use crate::audit::inference::own_lines::own_lines;
use crate::audit::inference::phrases::{APPROVING, BELIEFS, CADENCES, Line, REVIEWING_DRAFTS};
use crate::model::{Cadence, Config, KeptBecause};

/// The meaning of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::audit) enum Meaning {
    Line(Line),
    /// An own line, by its id.
    Own(String),
    Cadence(Cadence),
    Approving,
    ReviewingDrafts,
    /// One of the four beliefs. None for a phrase that site.toml adds.
    Belief(Option<KeptBecause>),
}

/// A phrase found in a text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::audit) struct Hit<'l> {
    pub(in crate::audit) meaning: &'l Meaning,
    /// The words as written in the text.
    pub(in crate::audit) words: String,
    /// Longer phrases rank higher. Of equally long ones, the earlier entry of the tables does.
    pub(in crate::audit) rank: (usize, std::cmp::Reverse<usize>),
    /// The index of its first word in the text.
    first_word: usize,
}

/// The matcher for all phrases.
#[derive(Debug)]
pub(in crate::audit) struct Lexicon {
    phrases: Vec<Meaning>,
    matcher: AhoCorasick,
    /// Finds the longest word of each belief. None if such a word has letters beyond ASCII.
    beliefs: Option<AhoCorasick>,
    /// From each inflected form of a word in a phrase to its base form.
    plain: HashMap<String, String>,
}

impl Lexicon {
    pub(in crate::audit) fn new(config: &Config) -> Self {
        let entries = entries(config);
        let mut words: Vec<String> =
            entries.iter().flat_map(|(phrase, _)| words(phrase)).map(|word| fold(word.1)).collect();
        words.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        words.dedup();
        let mut plain: HashMap<String, String> = HashMap::new();
        for word in words {
            let base = plain.get(&word).cloned().unwrap_or_else(|| word.clone());
            for form in inflections(&word) {
                plain.entry(form).or_insert_with(|| base.clone());
            }
        }
        let patterns: Vec<String> = entries.iter().map(|(phrase, _)| normal_text(phrase, &plain).text).collect();
        let matcher = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .expect("phrases fit into the matcher");
        let beliefs = belief_matcher(&entries, &plain);
        Self { phrases: entries.into_iter().map(|(_, meaning)| meaning).collect(), matcher, beliefs, plain }
    }

    /// A fast check whether `text` may contain a belief. It can be true for a text without one, never false for a text
    /// with one.
    pub(in crate::audit) fn may_contain_belief(&self, text: &str) -> bool {
        self.beliefs.as_ref().is_none_or(|words| words.is_match(text))
    }

    /// Every phrase in `text`, in the order in which they end.
    pub(in crate::audit) fn find(&self, text: &str) -> Vec<Hit<'_>> {
        let normal = normal_text(text, &self.plain);
        self.matcher
            .find_overlapping_iter(&normal.text)
            .map(|found| {
                let first = normal.starts.partition_point(|start| *start < found.start());
                let last = normal.starts.partition_point(|start| *start < found.end() - 1) - 1;
                let words = text[normal.words[first].0..normal.words[last].1].to_owned();
                let rank = (found.len(), std::cmp::Reverse(found.pattern().as_usize()));
                Hit { meaning: &self.phrases[found.pattern().as_usize()], words, rank, first_word: first }
            })
            .collect()
    }

    /// The first belief that `sentence` states and does not deny.
    pub(in crate::audit) fn belief(&self, sentence: &str) -> Option<(Option<KeptBecause>, String)> {
        self.find(sentence).into_iter().find_map(|hit| match hit.meaning {
            Meaning::Belief(belief) => {
                let before: Vec<String> = words(sentence).take(hit.first_word).map(|(_, word)| fold(word)).collect();
                (!is_denied(&before)).then_some((*belief, hit.words))
            }
            _ => None,
        })
    }
}

/// A matcher for the longest word of each belief, in all its forms.
fn belief_matcher(entries: &[(String, Meaning)], plain: &HashMap<String, String>) -> Option<AhoCorasick> {
    let beliefs = entries.iter().filter(|(_, meaning)| matches!(meaning, Meaning::Belief(_)));
    let longest: BTreeSet<String> = beliefs
        .filter_map(|(phrase, _)| words(phrase).map(|(_, word)| fold(word)).max_by_key(String::len))
        .map(|word| plain.get(&word).cloned().unwrap_or(word))
        .collect();
    let forms = plain.iter().filter(|(_, base)| longest.contains(*base)).map(|(form, _)| form);
    let words: BTreeSet<&String> = forms.chain(&longest).collect();
    // The matcher ignores case only for ASCII letters, and an apostrophe has two forms.
    let is_plain = |word: &&String| word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !words.iter().all(is_plain) {
        return None;
    }
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
}

/// Whether one of the last `words` before a belief denies it. "Nobody" and "no one" are often part of a belief, so they
/// deny it only together with a verb such as "thinks".
fn is_denied(words: &[String]) -> bool {
    const DENYING: [&str; 5] = ["not", "never", "neither", "nor", "hardly"];
    const HOLDING: [&str; 6] = ["think", "thinks", "believe", "believes", "says", "say"];
    const REACH: usize = 7;
    let before = &words[words.len().saturating_sub(REACH)..];
    before.iter().any(|word| DENYING.contains(&word.as_str()) || word.ends_with("n't"))
        || before.windows(2).any(|pair| pair == ["no", "longer"])
        || (before.iter().any(|word| word == "nobody" || word == "one")
            && before.iter().any(|word| HOLDING.contains(&word.as_str())))
}

fn entries(config: &Config) -> Vec<(String, Meaning)> {
    let owned = |phrase: &str, meaning: Meaning| (phrase.to_owned(), meaning);
    let mut entries = Vec::new();
    for line in Line::ALL {
        let own = config.never.get(line.name()).into_iter().flat_map(|never| &never.phrases);
        let phrases = line.phrases().iter().copied().chain(own.map(|phrase| phrase.as_str()));
        entries.extend(phrases.map(|phrase| match line {
            Line::FamiliarExcuse => owned(phrase, Meaning::Belief(None)),
            line => owned(phrase, Meaning::Line(line)),
        }));
    }
    for line in own_lines(config) {
        entries.extend(line.phrases.iter().map(|phrase| owned(phrase, Meaning::Own(line.id.value.clone()))));
    }
    entries.extend(CADENCES.iter().map(|(phrase, cadence)| owned(phrase, Meaning::Cadence(*cadence))));
    entries.extend(APPROVING.iter().map(|phrase| owned(phrase, Meaning::Approving)));
    entries.extend(REVIEWING_DRAFTS.iter().map(|phrase| owned(phrase, Meaning::ReviewingDrafts)));
    entries.extend(BELIEFS.iter().map(|(phrase, belief)| owned(phrase, Meaning::Belief(Some(*belief)))));
    entries.retain(|(phrase, _)| words(phrase).next().is_some());
    entries
}

/// A text as base forms of words between single spaces, and the place of each word.
struct NormalText {
    text: String,
    /// The start of each word in `text`.
    starts: Vec<usize>,
    /// The start and end of each word in the original text, in bytes.
    words: Vec<(usize, usize)>,
}

fn normal_text(text: &str, plain: &HashMap<String, String>) -> NormalText {
    let mut normal = NormalText { text: String::from(" "), starts: Vec::new(), words: Vec::new() };
    let mut folded = String::new();
    for (start, word) in words(text) {
        normal.starts.push(normal.text.len());
        normal.words.push((start, start + word.len()));
        folded.clear();
        push_folded(word, &mut folded);
        normal.text.push_str(plain.get(&folded).unwrap_or(&folded));
        normal.text.push(' ');
    }
    normal
}

/// The words of a text with their places. A word consists of letters, digits and apostrophes between them.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
    text.split(move |c: char| !is_part(c)).filter_map(move |word| {
        let trimmed = word.trim_matches(['\'', '’']);
        let start = trimmed.as_ptr() as usize - text.as_ptr() as usize;
        (!trimmed.is_empty()).then_some((start, trimmed))
    })
}

fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    push_folded(word, &mut folded);
    folded
}

/// Appends the folded word to `folded`, so that one string can hold many words.
fn push_folded(word: &str, folded: &mut String) {
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
    } else {
        folded.push_str(&word.to_lowercase().replace('’', "'"));
    }
}

/// The inflected forms of an English word: captions, approved, approving, planned, stories.
fn inflections(word: &str) -> Vec<String> {
    const UNCHANGING: [&str; 24] = [
        "a", "an", "and", "as", "at", "by", "each", "every", "for", "i", "if", "in", "it", "like", "me", "my", "no",
        "of", "off", "on", "only", "or", "the", "to",
    ];
    const IRREGULAR: [(&str, &[&str]); 9] = [
        ("write", &["wrote", "written", "writing"]),
        ("cut", &["cutting"]),
        ("choose", &["chose", "chosen"]),
        ("do", &["does", "did", "done", "doing"]),
        ("go", &["goes", "went", "gone", "going"]),
        ("set", &["setting up"]),
        ("send", &["sent"]),
        ("proofread", &["proofreading"]),
        ("story", &["stories"]),
    ];
    let mut forms = vec![word.to_owned()];
    if UNCHANGING.contains(&word) || word.len() < 2 || !word.is_ascii() {
        return forms;
    }
    if let Some((_, irregular)) = IRREGULAR.iter().find(|(plain, _)| *plain == word) {
        forms.extend(irregular.iter().map(|form| (*form).to_owned()));
    }
    let ends_in = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let before_last = word.as_bytes()[word.len() - 2];
    let is_vowel = |byte: u8| b"aeiou".contains(&byte);
    if let Some(stem) = word.strip_suffix('y').filter(|_| !is_vowel(before_last)) {
        forms.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{word}ing")]);
    } else if let Some(stem) = word.strip_suffix('e') {
        forms.extend([format!("{word}s"), format!("{word}d"), format!("{stem}ing"), format!("{word}ing")]);
    } else {
        let plural = if ends_in(&["s", "x", "z", "ch", "sh"]) { "es" } else { "s" };
        forms.extend([format!("{word}{plural}"), format!("{word}ed"), format!("{word}ing")]);
        let last = word.as_bytes()[word.len() - 1] as char;
        if is_vowel(before_last) && !is_vowel(last as u8) && !"wxy".contains(last) {
            forms.extend([format!("{word}{last}ed"), format!("{word}{last}ing")]);
        }
    }
    if let Some(single) = word.strip_suffix('s').filter(|single| single.len() > 3 && !single.ends_with('s')) {
        forms.push(single.to_owned());
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::samples;

    fn lexicon() -> Lexicon {
        Lexicon::new(&samples::config("[never.invoice-chasing]\nphrases = [\"payment reminder\"]\n"))
    }

    fn meanings(text: &str) -> Vec<(Meaning, String)> {
        lexicon().find(text).into_iter().map(|hit| (hit.meaning.clone(), hit.words)).collect()
    }

    #[test]
    fn phrases_are_found_as_whole_words_in_any_case_and_inflection() {
        assert_eq!(
            meanings("APPROVING the captions"),
            [
                (Meaning::Approving, "APPROVING".to_owned()),
                (Meaning::Line(Line::RepetitiveExecution), "captions".to_owned()),
            ]
        );
        assert_eq!(meanings("Recaptioning disapproves"), []);
        assert_eq!(meanings("Payment-Reminders")[0].0, Meaning::Own("invoice-chasing".to_owned()));
        assert_eq!(meanings("wrote posts")[0].1, "wrote posts");
    }

    #[test]
    fn longer_phrase_has_the_higher_rank() {
        let lexicon = lexicon();
        let hits = lexicon.find("sign off drafts of captions");
        let best = hits.iter().filter(|hit| hit.words.starts_with("sign")).max_by_key(|hit| hit.rank);
        assert_eq!(best.map(|hit| hit.meaning), Some(&Meaning::ReviewingDrafts));
    }

    #[test]
    fn belief_counts_unless_it_is_denied() {
        let lexicon = lexicon();
        let belief = |text: &str| lexicon.belief(text).map(|(belief, _)| belief);
        assert_eq!(belief("It is faster if I do it myself"), Some(Some(KeptBecause::Faster)));
        assert_eq!(belief("No one understands my voice"), Some(Some(KeptBecause::Voice)));
        assert_eq!(belief("It isn’t faster if I do it"), None);
        assert_eq!(belief("It is no longer about my voice"), None);
        assert_eq!(belief("I do not think quality will drop"), None);
    }

    #[test]
    fn phrase_in_another_script_is_found() {
        let config = samples::config("[never.own]\nphrases = [\"レポート\"]\n");
        let lexicon = Lexicon::new(&config);
        assert_eq!(lexicon.find("週次 レポート").len(), 1);
    }
}
