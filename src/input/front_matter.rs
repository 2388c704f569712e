//! Splits a note into front matter and body.
//!
//! Takes the text of a file; gives the ranges of its TOML and its body, or the reason why it has no front matter.

use std::ops::Range;

/// The byte ranges of the parts of a note.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) toml: Range<usize>,
    pub(super) body: usize,
}

/// Why a file has no front matter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Absent {
    /// It starts with `---`, the start of YAML front matter.
    Yaml,
    /// The second `+++` is missing.
    Unclosed,
    /// The first `+++` does not start the file.
    Late,
    /// It starts with something else.
    None,
}

pub(super) fn split(text: &str) -> Result<Parts, Absent> {
    let first = text.lines().next().unwrap_or_default().trim_end();
    if first != "+++" {
        let is_late = text.trim_start().starts_with("+++");
        return Err(match first {
            "---" => Absent::Yaml,
            _ if is_late => Absent::Late,
            _ => Absent::None,
        });
    }
    let mut at = line_end(text, 0);
    let start = at;
    while at < text.len() {
        let end = line_end(text, at);
        if text[at..end].trim_end() == "+++" {
            return Ok(Parts { toml: start..at, body: end });
        }
        at = end;
    }
    Err(Absent::Unclosed)
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn note_with_either_line_ending_or_without_a_body_is_split() {
        assert_eq!(split("+++\na = 1\n+++\nbody"), Ok(Parts { toml: 4..10, body: 14 }));
        assert_eq!(split("+++\r\na = 1\r\n+++\r\nbody"), Ok(Parts { toml: 5..12, body: 17 }));
        assert_eq!(split("+++\na = 1\n+++"), Ok(Parts { toml: 4..10, body: 13 }));
    }

    #[test]
    fn file_without_front_matter_gives_the_reason() {
        assert_eq!(split("---\na: 1\n---\n"), Err(Absent::Yaml));
        assert_eq!(split("+++\na = 1\n"), Err(Absent::Unclosed));
        assert_eq!(split("\n+++\na = 1\n+++\n"), Err(Absent::Late));
        assert_eq!(split("# Plain\n"), Err(Absent::None));
        assert_eq!(split(""), Err(Absent::None));
    }
}
