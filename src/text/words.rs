//! English for numbers and lists: hours, counts, shares, dates.
//!
//! Takes numbers and names; gives the words for them.

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

/// "34.4 of 32 h", or "34.4 h" if the capacity is not known.
pub(crate) fn hours_of(held: f64, capacity: Option<f64>) -> String {
    match capacity {
        Some(capacity) => format!("{} of {}", decimal(held), hours(capacity)),
        None => hours(held),
    }
}

/// A number with one decimal, or none if the decimal is zero.
pub(crate) fn decimal(number: f64) -> String {
    let text = format!("{number:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// A message as a sentence: with a capital and a full stop.
pub(crate) fn sentence(message: &str) -> String {
    let mut rest = message.chars();
    // A path or a key keeps its spelling. A message with lines to copy gets no full stop after them.
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

/// The number of days between two dates; negative if the second is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// "1 day", "22 days", without the sign.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_at_most_one_decimal() {
        assert_eq!(hours(3.75), "3.8 h");
        assert_eq!(hours(-0.01), "0 h");
        assert_eq!([1.0, 1.04, 3.75].map(hours_long), ["1 hour", "1 hour", "3.8 hours"]);
    }

    #[test]
    fn days_are_relative_to_today() {
        let today = jiff::civil::date(2026, 11, 21);
        let said = |other: Date| in_days(days_between(today, other));
        assert_eq!(said(jiff::civil::date(2026, 11, 16)), "5 days ago");
        assert_eq!(said(today), "today");
        assert_eq!(said(jiff::civil::date(2027, 11, 21)), "in 365 days");
        assert_eq!(day(jiff::civil::date(2026, 3, 2)), "2 March 2026");
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
