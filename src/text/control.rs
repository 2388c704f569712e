//! Spells out characters of a text that would control a terminal, a log or the eye of a reader.
//!
//! Takes any text; gives text that is safe to print. CI services run commands that they find in the output of a program,
//! so the first character of such a command is spelled out too.

use std::collections::BTreeSet;
use std::ops::Range;

/// Text for one line of a terminal or a log. Control characters, direction overrides and commands of CI services are
/// spelled out.
pub(crate) fn visible(text: &str) -> String {
    let commands = commands(text);
    spelled_out(text, 0..text.len(), |at, c| is_steering(c) || matches!(c, '\t' | '\r') || commands.contains(&at))
}

/// The same for text of several lines, such as cells of a table: white space stays as it is.
pub(crate) fn inert(text: &str) -> String {
    if is_plain(text) && !may_command(text) {
        return text.to_owned();
    }
    let commands = commands(text);
    spelled_out(text, 0..text.len(), |at, c| is_steering(c) || commands.contains(&at))
}

/// The same for lines of a file. Also gives the new place of `span`.
pub(crate) fn inert_lines(text: &str, span: Range<usize>) -> (String, Range<usize>) {
    let commands = commands(text);
    let spelled_out = |part| spelled_out(text, part, |at, c| is_steering(c) || commands.contains(&at));
    let (before, within) = (spelled_out(0..span.start), spelled_out(span.start..span.end));
    let moved = before.len()..before.len() + within.len();
    ([before, within, spelled_out(span.end..text.len())].concat(), moved)
}

/// The same for pages, feeds and calendars. They are not printed in logs, so commands stay as they are.
pub(crate) fn legible(text: &str) -> String {
    spelled_out(text, 0..text.len(), |_, c| is_steering(c))
}

/// Whether it is printable ASCII. Most text is, and it has no control characters.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether it has a character that can begin a command.
fn may_command(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b':' | b'#'))
}

/// A part of the text. Characters for which `acts` returns true are spelled out; it gets their place in the text.
fn spelled_out(text: &str, part: Range<usize>, acts: impl Fn(usize, char) -> bool) -> String {
    let start = part.start;
    text[part].char_indices().fold(String::with_capacity(text.len()), |mut shown, (at, c)| {
        if acts(start + at, c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
        shown
    })
}

/// The places of commands that CI services run: `::name::` at the start of a line or after white space (GitHub),
/// `##[name]` anywhere (GitHub, Azure), `##vso[` and `##teamcity[`. Without the character at its place, a command is
/// plain text.
pub(crate) fn commands(text: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    if !may_command(text) {
        return found;
    }
    let mut starts_line = true;
    for (at, c) in text.char_indices() {
        // The renderer of snippets leaves joiners out.
        let mut rest = text[at..].chars().filter(|c| *c != JOINER).skip(1);
        let is_command = match c {
            ':' => starts_line && rest.next() == Some(':'),
            '#' => rest.next() == Some('#') && rest.find(|c| !c.is_alphanumeric()) == Some('['),
            _ => false,
        };
        if is_command {
            found.insert(at);
        }
        starts_line = matches!(c, '\n' | '\r') || (starts_line && (c.is_whitespace() || c == JOINER));
    }
    found
}

/// An invisible character that joins emoji.
const JOINER: char = '\u{200d}';

/// Whether a character controls the program that shows it, hides text, or is not a character by the rules of Unicode.
/// Pages must not have such characters. Spaces, tabs and line breaks are none of them.
pub(crate) fn is_steering(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control() && !matches!(c, '\n' | '\t' | '\r');
    }
    let is_direction =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control()
        || is_direction
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
        || is_hidden_text(c)
        || is_noncharacter(c)
}

/// Characters with invisible text: interlinear annotations, deprecated format characters, and tag characters, which can
/// hide whole sentences. Joiners and word breaks stay, because some scripts need them.
fn is_hidden_text(c: char) -> bool {
    matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{206a}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
}

/// Code points that Unicode never assigns: the last two of each plane, and 32 in a row.
fn is_noncharacter(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_spelled_out() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b\u{7}"), "a\\u{1b}[31m\\u{202e}b\\u{7}");
        assert_eq!(visible("Grüße, 世界"), "Grüße, 世界");
    }

    #[test]
    fn commands_of_ci_services_are_spelled_out() {
        for (text, shown) in [
            ("::error::x", "\\u{3a}:error::x"),
            (" \u{3000}\u{a0}::error::x", " \u{3000}\u{a0}\\u{3a}:error::x"),
            ("a\n  ::add-mask::x", "a\n  \\u{3a}:add-mask::x"),
            ("\u{200d}:\u{200d}:error::", "\u{200d}\\u{3a}\u{200d}:error::"),
            (":::error::", "\\u{3a}::error::"),
            ("a ##[error]x", "a \\u{23}#[error]x"),
            ("###\u{200d}[error]x", "#\\u{23}#\u{200d}[error]x"),
            ("##vso[task.x]", "\\u{23}#vso[task.x]"),
            ("##teamcity[x]", "\\u{23}#teamcity[x]"),
            ("a::b, #[x], ## Heading [x], # [x]", "a::b, #[x], ## Heading [x], # [x]"),
        ] {
            assert_eq!(visible(text), shown);
            assert_eq!(inert(text), shown);
            assert_eq!(legible(text), text);
        }
        assert_eq!(inert("a\r\t::x::"), "a\r\t\\u{3a}:x::");
        assert_eq!(visible("a\r\t::x::"), "a\\u{d}\\u{9}\\u{3a}:x::");
    }

    #[test]
    fn span_moves_with_the_text_before_it() {
        for (text, span, marked) in [
            ("a = \"##[x]\"", 4..11, "\"\\u{23}#[x]\""),
            ("\u{1b} ##[x]", 2..3, "\\u{23}"),
            ("##[x] é", 1..3, "#["),
            ("##[x] é", 6..8, "é"),
            ("##[x]", 5..5, ""),
        ] {
            let (lines, moved) = inert_lines(text, span);
            assert_eq!(&lines[moved], marked);
            assert_eq!(lines, inert(text));
        }
    }

    #[test]
    fn hidden_text_is_spelled_out() {
        assert_eq!(visible("a\u{e0041}\u{fff9}\u{206a}b"), "a\\u{e0041}\\u{fff9}\\u{206a}b");
        assert_eq!(visible("क्\u{200d}ष\u{200c}👩\u{200d}💻\u{fe0f}"), "क्\u{200d}ष\u{200c}👩\u{200d}💻\u{fe0f}");
    }

    #[test]
    fn noncharacters_are_spelled_out() {
        assert_eq!(visible("a\u{fffe}\u{fdd0}\u{10ffff}b"), "a\\u{fffe}\\u{fdd0}\\u{10ffff}b");
        assert_eq!(visible("\u{fffd}\u{fdcf}\u{fdf0}"), "\u{fffd}\u{fdcf}\u{fdf0}", "their neighbours are shown");
    }
}
