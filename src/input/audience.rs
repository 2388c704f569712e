//! Who may see a file, even if the file says it with a mistake.
//!
//! Takes front matter, or the text of a file that cannot be read as a note; gives the audience. If it is unclear, only
//! leaders may see the file, because its author probably wanted to limit its readers.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use crate::model::{Audience, Flaw, Unreadable, Word as _};
use crate::text::suggest::nearest;

const KEY: &str = "audience";

/// Whether front matter asks for an audience in a way that has no effect: with an invalid value, in a mistyped key, or
/// below a table.
pub(super) fn is_unclear(front_matter: &DeTable<'_>) -> bool {
    front_matter.iter().any(|(key, value)| match key.get_ref().as_ref() {
        KEY => value.get_ref().as_str().and_then(Audience::parse).is_none(),
        "extra" => false,
        key => means_audience(key) || holds_audience(value.get_ref()),
    })
}

fn holds_audience(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Table(table) => {
            table.iter().any(|(key, value)| means_audience(key.get_ref()) || holds_audience(value.get_ref()))
        }
        DeValue::Array(items) => items.iter().any(|item| holds_audience(item.get_ref())),
        _ => false,
    }
}

fn means_audience(key: &str) -> bool {
    nearest(key, [KEY]).is_some()
}

/// A file that cannot be read as a note, with the audience and the words in its text.
pub(super) fn unreadable(path: String, flaw: Flaw, text: &str) -> Unreadable {
    // UTF-16 text that is read as UTF-8 contains many zeros.
    let plain = text.replace(['\0', '\u{fffd}', '\u{feff}'], "");
    Unreadable { path, flaw, text: None, audience: requested(&plain), words: words(&plain) }
}

/// The audience that a text asks for; none if it mentions no audience. It is leaders, unless the top of the front
/// matter says `team` or `public` and the rest of it mentions no audience.
fn requested(text: &str) -> Option<Audience> {
    let lines: Vec<&str> = text.split(['\n', '\r']).collect();
    let mut is_top = true;
    let mut found = None;
    for line in front_matter(&lines) {
        is_top &= !(line.starts_with('[') || line.contains("\"\"\"") || line.contains("'''"));
        if mentions_audience(line) {
            let plain = wider(line).filter(|_| is_top);
            found = found.max(Some(plain.unwrap_or(Audience::Leaders)));
        }
    }
    found
}

/// The lines between the two fences; all lines if the fences are not clear.
fn front_matter<'l, 't>(lines: &'l [&'t str]) -> &'l [&'t str] {
    let Some(first) = lines.iter().position(|line| !line.trim().is_empty()) else { return lines };
    let fence = lines[first].trim();
    let below = &lines[first + 1..];
    match below.iter().position(|line| line.trim() == fence) {
        Some(end) if ["+++", "---"].contains(&fence) => &below[..end],
        _ => lines,
    }
}

fn mentions_audience(line: &str) -> bool {
    // An escaped letter could be a letter of the word.
    let is_escaped = ["\\u", "\\U", "\\x"].iter().any(|escape| line.contains(escape));
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    is_escaped || line.to_lowercase().contains(KEY) || line.split(|c| !is_part(c)).any(means_audience)
}

/// The audience of a line with only `audience = "team"` or `audience = "public"`.
fn wider(line: &str) -> Option<Audience> {
    let value = line.strip_prefix(KEY)?.trim_start().strip_prefix(['=', ':'])?.trim();
    let bare = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(value);
    Audience::parse(bare)
}

/// Every word that could be the id of a person.
fn words(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let lower = text.to_ascii_lowercase();
    let words = lower.split(|c| !is_part(c)).filter(|word| !word.is_empty());
    words.flat_map(|word| [word, word.trim_matches(['_', '-'])]).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_file_is_for_leaders_unless_a_plain_line_at_the_top_says_otherwise() {
        for (text, wanted) in [
            ("+++\ntitle = = 1\n+++\nOur audience", None),
            ("+++\naudience = \"public\"\nx = = 1\n+++\n", Some(Audience::Public)),
            ("---\naudience: team\n---\n", Some(Audience::Team)),
            ("---\naudience: leaders\n---\n", Some(Audience::Leaders)),
            ("---\nextra:\n  audience: public\n---\n", Some(Audience::Leaders)),
            ("+++\n\"audience\" = \"leaders\"\n+++\n", Some(Audience::Leaders)),
            ("+++\n\"aud\\u0069ence\" = \"leaders\"\n+++\n", Some(Audience::Leaders)),
            ("+++\naudiance = \"team\"\n+++\n", Some(Audience::Leaders)),
            ("+++\naudience = \"team\"\naudience = \"leaders\"\n+++\n", Some(Audience::Leaders)),
            ("+++\naudience = \"team\"\naudience = \"public\"\n+++\n", Some(Audience::Team)),
            ("+++\n[extra]\naudience = \"public\"\n+++\n", Some(Audience::Leaders)),
            ("+++\nwhy = \"\"\"\naudience = \"public\"\n+++\n", Some(Audience::Leaders)),
            ("+++\rtitle = 1\raudience = \"leaders\"\r+++\r", Some(Audience::Leaders)),
            ("+++\ntitle = = 1; audience = \"leaders\"\n+++\n", Some(Audience::Leaders)),
            ("title\nAudience: leaders\n", Some(Audience::Leaders)),
            ("", None),
        ] {
            assert_eq!(requested(text), wanted, "{text}");
        }
    }

    #[test]
    fn utf_16_text_keeps_its_audience() {
        let lossy: String = "+++\naudience = 1\n+++\n".chars().flat_map(|c| [c, '\0']).collect();
        assert_eq!(unreadable("x".into(), Flaw::Unreadable, &lossy).audience, Some(Audience::Leaders));
    }

    #[test]
    fn words_include_every_possible_id() {
        assert_eq!(words("owner: Ada, _ben_"), ["_ben_", "ada", "ben", "owner"].map(str::to_owned).into());
    }
}
