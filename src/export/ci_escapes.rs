//! JSON and XML without workflow commands for CI runners.
//!
//! Takes a document; gives the same document with command characters escaped. Runners look for commands in everything that
//! is printed: `##[…]` and `##vso[…]` anywhere, `::name::` at the start of a line. JSON and XML have an escape for each
//! character, so no text is lost. All JSON and XML formats that are printed pass here.

use std::fmt::Write as _;

use serde::Serialize;

use crate::text::control::{self, is_steering};

/// Indented JSON. Characters that steer a terminal are escaped too.
pub(super) fn json(document: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(document).expect("plain data serializes");
    let commands = control::commands(&text);
    let mut safe = String::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        // Such characters occur only within strings, never in the syntax.
        if is_steering(c) || commands.contains(&at) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    safe.push('\n');
    safe
}

/// For XML without comments and CDATA.
pub(super) fn xml(text: &str) -> String {
    let commands = control::commands(text);
    let mut safe = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if commands.contains(&at) {
            let _ = write!(safe, "&#{};", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;

    /// Whether a command that counts anywhere in a line starts here.
    fn is_command(rest: &str) -> bool {
        let behind = rest.strip_prefix("##").map(|rest| rest.trim_start_matches(char::is_alphanumeric));
        behind.is_some_and(|behind| behind.starts_with('['))
    }

    fn has_command(text: &str) -> bool {
        text.char_indices().any(|(at, _)| is_command(&text[at..]))
            || text.lines().any(|line| line.trim_start().starts_with("::"))
    }

    #[test]
    fn workflow_commands_are_escaped() {
        assert_eq!(json(&"##[error]x"), "\"\\u0023#[error]x\"\n");
        assert_eq!(json(&"###vso[task]"), "\"#\\u0023#vso[task]\"\n");
        assert_eq!(json(&"# a [b] ::c::"), "\"# a [b] ::c::\"\n", "nothing else changes");
        assert_eq!(json(&"\u{9b}31m\u{202e}\u{1fffe}"), "\"\\u009b31m\\u202e\\ud83f\\udffe\"\n");
        assert_eq!(xml("<a>##[b]\n  ::c::\n</a>"), "<a>&#35;#[b]\n  &#58;:c::\n</a>");
    }

    fn read_back(xml: &str) -> String {
        let mut reader = Reader::from_str(xml);
        let mut text = String::new();
        loop {
            match reader.read_event().expect("XML") {
                Event::Text(part) => text.push_str(&part.decode().expect("UTF-8")),
                Event::GeneralRef(part) => match part.resolve_char_ref().expect("a character") {
                    Some(c) => text.push(c),
                    None => text.push_str(
                        quick_xml::escape::resolve_predefined_entity(&part.decode().expect("UTF-8")).expect("known"),
                    ),
                },
                Event::Eof => return text,
                _ => {}
            }
        }
    }

    proptest! {
        #[test]
        fn no_command_remains_and_no_text_is_lost(text in "([#:\\[\n aé\\\\\"<&\u{202e}]|##\\[|\n::){0,12}") {
            let document = json(&[&text]);
            prop_assert!(!has_command(&document), "{document}");
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&document).expect("JSON"), [text.as_str()]);
            let document = xml(&format!("<a>{}</a>", quick_xml::escape::escape(&text)));
            prop_assert!(!has_command(&document), "{document}");
            prop_assert_eq!(read_back(&document), text);
        }
    }
}
