//! Small pieces of English shared by findings, formats and pages: hours, lists, counts, shares.
//!
//! Takes numbers and names; gives the words for them.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

/// "3.8 h": one decimal at most.
pub(crate) fn hours(hours: f64) -> String {
    format!("{} h", decimal(hours))
}

/// "1 hour", "3.8 hours", for headlines.
pub(crate) fn hours_long(hours: f64) -> String {
    let number = decimal(hours);
    let noun = if number == "1" { "hour" } else { "hours" };
    format!("{number} {noun}")
}

/// "34.4 of 32 h", or "34.4 h" where nobody has said how many there are.
pub(crate) fn hours_of(held: f64, capacity: Option<f64>) -> String {
    match capacity {
        Some(capacity) => format!("{} of {}", decimal(held), hours(capacity)),
        None => hours(held),
    }
}

/// A number with one decimal, or none where it is zero.
pub(crate) fn decimal(number: f64) -> String {
    let text = format!("{number:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// A message as a sentence of its own: with a capital and a full stop.
pub(crate) fn sentence(message: &str) -> String {
    let mut rest = message.chars();
    // A path or key stays as it is written, and what ends in lines to copy ends with them.
    let is_name = message.split(' ').next().is_some_and(|word| word.contains(['/', '`', '[']));
    let capital = |c: char| if is_name { c.to_string() } else { c.to_uppercase().collect() };
    let first: String = rest.next().map(capital).unwrap_or_default();
    let end = if message.ends_with(['.', '!', '?']) || message.contains('\n') { "" } else { "." };
    format!("{first}{}{end}", rest.as_str())
}

/// "41 %".
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// "21 November 2026".
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// How many days lie between two dates; negative where the second is the earlier one.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// "1 day", "22 days", whichever way they lie.
pub(crate) fn days_long(days: i32) -> String {
    count(days.unsigned_abs() as usize, "day", "days")
}

/// "today", "tomorrow", "in 9 days", "yesterday", "5 days ago".
pub(crate) fn in_days(days: i32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2.. => format!("in {days} days"),
        _ => format!("{} days ago", days.unsigned_abs()),
    }
}

/// The word that agrees with a number: `one` for 1, `many` for all others.
pub(crate) fn agree<'w>(number: usize, one: &'w str, many: &'w str) -> &'w str {
    if number == 1 { one } else { many }
}

/// A number with the noun that agrees with it: "1 note", "3 notes".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", agree(number, one, many))
}

/// "once", "3 times".
pub(crate) fn times(number: usize) -> String {
    if number == 1 { "once".to_owned() } else { format!("{number} times") }
}

/// "a", "a and b", "a, b and c".
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// "a", "a or b", "a, b or c".
pub(crate) fn list_or<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "or")
}

fn joined<S: AsRef<str>>(items: &[S], before_last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {before_last} {}", rest.join(", "), last.as_ref())
        }
    }
}

/// "“a” and “b”".
pub(crate) fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
    list(&words)
}

/// The first few, and how many more: "a, b, c and 4 more".
pub(crate) fn list_some<S: AsRef<str>>(items: &[S], most: usize) -> String {
    if items.len() <= most {
        return list(items);
    }
    let shown: Vec<&str> = items[..most].iter().map(AsRef::as_ref).collect();
    format!("{} and {} more", shown.join(", "), items.len() - most)
}

/// Text from a note as one line for terminals and logs, with nothing in it that could steer them or a reader's eye:
/// controls, direction overrides and what services that run programs take for commands are spelled out.
pub(crate) fn visible(text: &str) -> String {
    let commands = commands(text);
    spelled_out(text, 0..text.len(), |at, c| is_steering(c) || matches!(c, '\t' | '\r') || commands.contains(&at))
}

/// The same for what is not read line by line, such as cells: white space stays as it is.
pub(crate) fn inert(text: &str) -> String {
    if is_plain(text) && !may_command(text) {
        return text.to_owned();
    }
    let commands = commands(text);
    spelled_out(text, 0..text.len(), |at, c| is_steering(c) || commands.contains(&at))
}

/// The same for lines of a file, with the place to which `span` has moved.
pub(crate) fn inert_lines(text: &str, span: Range<usize>) -> (String, Range<usize>) {
    let commands = commands(text);
    let spelled_out = |part| spelled_out(text, part, |at, c| is_steering(c) || commands.contains(&at));
    let (before, within) = (spelled_out(0..span.start), spelled_out(span.start..span.end));
    let moved = before.len()..before.len() + within.len();
    ([before, within, spelled_out(span.end..text.len())].concat(), moved)
}

/// The same for pages, feeds and calendars, which no log prints: a command is a text like any other there.
pub(crate) fn legible(text: &str) -> String {
    spelled_out(text, 0..text.len(), |_, c| is_steering(c))
}

/// Whether it is printable ASCII, in which no character acts. Most text is, and need not be looked at closely.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether it has a character that begins a command.
fn may_command(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b':' | b'#'))
}

/// A part of the text, with each character spelled out of which `acts` says so, given its place in the text.
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

/// Where the text says what a service that runs programs and reads their output would obey: `::name::` behind nothing
/// but white space (GitHub), `##[name]` anywhere (GitHub, Azure), `##vso[` and `##teamcity[`. Without the character at
/// such a place it is no command.
pub(crate) fn commands(text: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    if !may_command(text) {
        return found;
    }
    let mut starts_line = true;
    for (at, c) in text.char_indices() {
        // What draws snippets leaves joiners out.
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

/// Joins emoji; nothing is seen of it.
const JOINER: char = '\u{200d}';

/// Whether a character acts on what shows it instead of being shown, or is none by the rules of Unicode, which
/// pages must not hold. White space that files consist of is neither.
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

/// What says something that nobody sees: annotations between the lines, old ways to choose shapes, and letters made for
/// tags, in which whole sentences can be hidden. Joiners and places to break a word stay, for scripts need them.
fn is_hidden_text(c: char) -> bool {
    matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{206a}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
}

/// Code points that are set aside for good: the last two of each plane, and 32 in a row.
fn is_noncharacter(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_say_what_they_mean() {
        assert_eq!(hours(3.75), "3.8 h");
        assert_eq!(hours(-0.01), "0 h");
        assert_eq!([1.0, 1.04, 3.75].map(hours_long), ["1 hour", "1 hour", "3.8 hours"]);
    }

    #[test]
    fn days_are_counted_from_today() {
        let today = jiff::civil::date(2026, 11, 21);
        let said = |other: Date| in_days(days_between(today, other));
        assert_eq!(said(jiff::civil::date(2026, 11, 16)), "5 days ago");
        assert_eq!(said(today), "today");
        assert_eq!(said(jiff::civil::date(2027, 11, 21)), "in 365 days");
        assert_eq!(day(jiff::civil::date(2026, 3, 2)), "2 March 2026");
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b\u{7}"), "a\\u{1b}[31m\\u{202e}b\\u{7}");
        assert_eq!(visible("Grüße, 世界"), "Grüße, 世界");
    }

    #[test]
    fn nothing_commands_the_service_that_runs_it() {
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
    fn a_span_moves_with_what_is_spelled_out_before_it() {
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

    #[test]
    fn noun_agrees_with_its_number() {
        assert_eq!([0, 1, 2].map(|number| count(number, "note", "notes")), ["0 notes", "1 note", "2 notes"]);
        assert_eq!([1, 2].map(|number| agree(number, "holds", "hold")), ["holds", "hold"]);
        assert_eq!([1, 2].map(times), ["once", "2 times"]);
    }

    #[test]
    fn last_item_of_a_list_follows_and_or_or() {
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list_or(&["a", "b", "c"]), "a, b or c");
        assert_eq!(list_some(&["a", "b", "c"], 2), "a, b and 1 more");
    }
}
