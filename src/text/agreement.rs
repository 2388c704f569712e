//! Finds numbers that do not agree with their noun, such as "1 notes" and "2 note". For tests only.
//!
//! Takes a text or a page; gives each wrong place with the words around it. The tests of the crate and the suite in
//! `tests/` share this file, so it uses the standard library only.

/// Countable nouns of this program, with their plurals.
const NOUNS: [(&str, &str); 27] = [
    ("anchor", "anchors"),
    ("approval", "approvals"),
    ("check-in", "check-ins"),
    ("contract", "contracts"),
    ("date", "dates"),
    ("day", "days"),
    ("decision", "decisions"),
    ("error", "errors"),
    ("exception", "exceptions"),
    ("file", "files"),
    ("finding", "findings"),
    ("handover", "handovers"),
    ("info", "infos"),
    ("leader", "leaders"),
    ("line", "lines"),
    ("note", "notes"),
    ("page", "pages"),
    ("part", "parts"),
    ("person", "people"),
    ("piece", "pieces"),
    ("place", "places"),
    ("practice", "practices"),
    ("problem", "problems"),
    ("result", "results"),
    ("thing", "things"),
    ("time", "times"),
    ("warning", "warnings"),
];

/// Words with an "s" at their end that may follow "1": verbs, and words that are no plural.
const SINGULAR_WITH_S: [&str; 9] = ["comes", "counts", "does", "has", "is", "lacks", "says", "stops", "was"];

/// Words that end the search for the noun of a number.
const BREAKS: [&str; 12] = ["a", "and", "are", "at", "for", "has", "have", "in", "is", "of", "or", "to"];

/// An adjective or two may come before the noun.
const MOST_WORDS: usize = 3;

/// Each number that does not agree with the words after it.
pub(crate) fn disagreements(text: &str) -> Vec<String> {
    text.lines().flat_map(in_line).collect()
}

/// The same for the visible text of a page.
pub(crate) fn disagreements_on_page(html: &str) -> Vec<String> {
    disagreements(&visible_text(html))
}

fn in_line(line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let wrong = |at: &usize| number_in(words[*at]).is_some_and(|number| !agrees(number, &words[at + 1..]));
    let shown = |at: usize| words[at.saturating_sub(2)..words.len().min(at + 1 + MOST_WORDS)].join(" ");
    (0..words.len()).filter(wrong).map(shown).collect()
}

/// A whole number, with an opening bracket or quote at most.
fn number_in(word: &str) -> Option<usize> {
    word.trim_start_matches(['(', '“', '"', '*']).parse().ok()
}

fn agrees(number: usize, words: &[&str]) -> bool {
    let words = words.iter().take(MOST_WORDS);
    for (at, word) in words.enumerate() {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_noun_form = |(one, many): &&(&str, &str)| bare == *one || bare == *many;
        if let Some((one, many)) = NOUNS.iter().find(is_noun_form) {
            return bare == if number == 1 { *one } else { *many };
        }
        let is_plural = bare.ends_with('s') && !bare.ends_with("ss") && bare.chars().all(char::is_lowercase);
        if number == 1 && at == 0 && is_plural && !SINGULAR_WITH_S.contains(&bare) {
            return false;
        }
        let starts_sentence = bare.starts_with(char::is_uppercase);
        if bare != *word || starts_sentence || BREAKS.contains(&bare) || number_in(word).is_some() {
            return true;
        }
    }
    true
}

/// The text of a page, with a line for each element that is not part of a sentence.
fn visible_text(html: &str) -> String {
    const INLINE: [&str; 5] = ["a", "code", "em", "strong", "time"];
    let mut text = String::new();
    for (at, part) in html.split('<').enumerate() {
        let (tag, rest) = if at == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if !INLINE.contains(&name.as_str()) {
            text.push('\n');
        }
        text.push_str(rest);
    }
    text.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_plurals_and_singulars_are_found() {
        for text in
            ["1 notes", "in (1 live notes)", "0 note", "2 live note.", "1 apples", "up to 1 hours", "12 finding"]
        {
            assert_eq!(disagreements(text).len(), 1, "{text}");
        }
        assert_eq!(disagreements_on_page("<p>Of <a href=\"x\">1</a> notes</p>"), ["Of 1 notes"]);
    }

    #[test]
    fn right_numbers_and_separate_elements_are_accepted() {
        for text in [
            "1 note",
            "0 notes",
            "1 of 8 notes",
            "1 is adrift",
            "1 less",
            "in 1, notes",
            "2026 Notes",
            "1.5 notes",
            "in 2026 (1 day left)",
            "2 The note",
        ] {
            assert_eq!(disagreements(text), [""; 0], "{text}");
        }
        assert_eq!(disagreements_on_page("<td>1</td><td>notes</td>"), [""; 0]);
    }
}
