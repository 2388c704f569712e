//! Text as a SARIF message.
//!
//! Takes text; gives a plain text message that shows the same text, without placeholders (section 3.11.5 of the standard),
//! embedded links (3.11.6) and control characters.

use std::iter::repeat_n;

use super::log::Message;
use crate::text::control::visible;

pub(super) fn message(text: &str) -> Message {
    Message { text: without_links(&without_placeholders(&visible(text))) }
}

/// For Markdown, which has its own way to write links.
pub(super) fn without_placeholders(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Escapes only brackets that would close the text of a link, and doubles the backslashes before them. Other brackets are
/// common in messages, such as `[handover]`.
fn without_links(text: &str) -> String {
    const CLOSES: &str = "](";
    let mut escaped = String::with_capacity(text.len());
    for (at, part) in text.split(CLOSES).enumerate() {
        if at > 0 {
            let before = escaped.len() - escaped.trim_end_matches('\\').len();
            escaped.extend(repeat_n('\\', before + 1));
            escaped.push_str(CLOSES);
        }
        escaped.push_str(part);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether the grammar of 3.11.6 finds a link: `[`, characters of which `\`, `[` and `]` are escaped, `](`.
    fn has_link(text: &str) -> bool {
        let starts = text.char_indices().filter(|(_, c)| *c == '[').map(|(at, _)| &text[at + 1..]);
        starts.into_iter().any(|rest| {
            let mut chars = rest.chars();
            loop {
                match chars.next() {
                    Some('\\') if matches!(chars.next(), Some('\\' | '[' | ']')) => {}
                    Some(']') => return chars.next() == Some('('),
                    None | Some('\\' | '[') => return false,
                    Some(_) => {}
                }
            }
        })
    }

    /// As a viewer shows it.
    fn read_back(text: &str) -> String {
        let mut shown = String::new();
        for (at, part) in text.split("\\](").enumerate() {
            if at > 0 {
                let before = shown.len() - shown.trim_end_matches('\\').len();
                shown.truncate(shown.len() - before / 2);
                shown.push_str("](");
            }
            shown.push_str(part);
        }
        shown.replace("{{", "{").replace("}}", "}")
    }

    #[test]
    fn links_placeholders_and_controls_are_escaped() {
        for (text, escaped) in [
            ("is not in [people]", "is not in [people]"),
            ("[x](1)", "[x\\](1)"),
            ("[x\\](1)", "[x\\\\\\](1)"),
            ("{0} {", "{{0}} {{"),
            ("\u{1b}[31m", "\\u{{1b}}[31m"),
        ] {
            assert_eq!(message(text).text, escaped);
        }
        assert!(has_link("a [x](1)") && has_link("[\\]x\\\\](1)") && has_link("[](1)"));
    }

    proptest! {
        #[test]
        fn no_link_or_placeholder_remains_and_no_text_is_lost(text in "[\\[\\]()\\\\{}a01]{0,16}") {
            let message = message(&text).text;
            prop_assert!(!has_link(&message), "{message}");
            prop_assert!(!message.replace("{{", "").replace("}}", "").contains(['{', '}']), "{message}");
            prop_assert_eq!(read_back(&message), text);
        }
    }
}
