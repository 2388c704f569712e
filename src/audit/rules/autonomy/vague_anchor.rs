//! A02: an anchor has no number or no due date.

use super::objective_without_key_results::{self, bare_objective};
use crate::audit::engine::draft::Draft;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Mark, Rule, Source};
use crate::audit::rules::is_on;
use crate::audit::{Severity, Site};
use crate::model::Anchor;
use crate::text::words::list;

pub(crate) static RULE: Rule = Rule {
    id: "A02",
    name: "vague-anchor",
    severity: Severity::Warning,
    when: "An anchor in site.toml has no number or no `due`. The number can be a key result, a `metric` with a \
           `target`, or a number in the title.",
    why: "With a number and a date, a leader can leave the path open. Without them nobody can tell whether the work is \
          on course. Leaders then start to check how it is done.",
    mend: "Add `metric` and `target`, or key results, and add `due`. A number in the title also counts.",
    source: Source::Autonomy,
    practices: &[Practice::StrategicAnchors],
    bad: "[anchors.regulars]\ntitle = \"Guests who come back\"",
    good: "[anchors.regulars]\ntitle = \"Guests who come back\"\nmetric = \"guests with a second visit (%)\"\ntarget = 40\ndue = 2027-06-30",
    marks: &[Mark::SeenInSettings],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    site.config.anchors.values().filter_map(|anchor| check_anchor(rule, site, anchor)).collect()
}

fn check_anchor(rule: &'static Rule, site: &Site<'_>, anchor: &Anchor) -> Option<Draft> {
    let is_anothers =
        bare_objective(anchor).is_some() && is_on(site.config, &objective_without_key_results::RULE, None);
    let lacks_number = !is_measured(anchor) && !is_anothers;
    let lacks_day = anchor.due.is_none();
    let missing = match (lacks_number, lacks_day) {
        (true, true) => "has neither a number nor a due date",
        (true, false) => "has no number that shows when it is reached",
        (false, true) => "has no due date",
        (false, false) => return None,
    };
    // A missing number is reported at the title, where it could stand.
    let span = if lacks_number { anchor.title.span } else { anchor.id.span };
    Some(
        Draft::on_entry(rule, site, &anchor.id, span)
            .people(anchor.owner.as_ref().map(|owner| owner.as_str()))
            .says(format!("the anchor “{}” {missing}", anchor.title.value))
            .help(help(anchor, lacks_number, lacks_day)),
    )
}

/// Whether it says, in one way or another, how much.
pub(super) fn is_measured(anchor: &Anchor) -> bool {
    !anchor.key_results.is_empty()
        || (anchor.metric.is_some() && anchor.target.is_some())
        || has_number(&anchor.title.value)
}

fn help(anchor: &Anchor, lacks_number: bool, lacks_day: bool) -> String {
    let missing = [
        ("`metric`", lacks_number && anchor.metric.is_none()),
        ("`target`", lacks_number && anchor.target.is_none()),
        ("`due`", lacks_day),
    ];
    let keys: Vec<&str> = missing.into_iter().filter(|(_, is_missing)| *is_missing).map(|(key, _)| key).collect();
    let is_open = lacks_number && anchor.metric.is_none() && anchor.target.is_none();
    let instead = if is_open { "; or put the number into the title" } else { "" };
    format!("add {} to [anchors.{}]{instead}", list(&keys), anchor.id.value)
}

/// Whether a title holds a number, in digits or in words: "40 %", "Ninety-five test rides", "Double the orders".
fn has_number(title: &str) -> bool {
    let title = title.to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map(|before| words[before]);
        let after = words.get(at + 1).copied();
        let is_digits = word.starts_with(|c: char| c.is_numeric()) && !is_year(word, before, after);
        is_digits || is_spelled_out(word, before, after)
    })
}

/// The 2027 of "by 2027" or "Spring 2027" says when, not how much.
fn is_year(word: &str, before: Option<&str>, after: Option<&str>) -> bool {
    const UNTIL: [&str; 6] = ["by", "in", "until", "before", "during", "since"];
    // Years an anchor may speak of; 2000 is more likely a figure.
    let looks_like_one = word.len() == 4 && word.parse().is_ok_and(|year: u16| (2015..2100).contains(&year));
    looks_like_one && (after.is_none() || before.is_some_and(|before| UNTIL.contains(&before)))
}

fn is_spelled_out(word: &str, before: Option<&str>, after: Option<&str>) -> bool {
    const NUMBERS: [&str; 39] = [
        "zero",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "half",
        "halve",
        "double",
        "twice",
        "triple",
        "doubled",
        "tripled",
    ];
    const SHARES: [&str; 4] = ["third", "quarter", "fifth", "tenth"];
    // "The one", "no one" and "one of" stand for somebody.
    const SOMEBODY: [&str; 9] = ["the", "no", "any", "every", "each", "this", "that", "which", "some"];
    match word {
        "one" => after != Some("of") && before.is_none_or(|before| !SOMEBODY.contains(&before)),
        share if SHARES.contains(&share) => after == Some("of") && before == Some("a"),
        word => NUMBERS.contains(&word),
    }
}

#[cfg(test)]
mod tests {
    use super::has_number;

    #[test]
    fn finds_numbers_in_titles() {
        for title in [
            "Engagement up 30 %",
            "€200 a basket",
            "10,000 riders",
            "Ninety-five test rides a week",
            "Half of all orders from owners",
            "Twice as many guests",
            "A quarter of all orders",
            "One shop in Utrecht",
            "Number one in Ghent",
            "2000 members",
            "Reach 2000",
            "Grow to 1950",
            "3x the orders by 2027",
        ] {
            assert!(has_number(title), "{title}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for title in [
            "Guests who come back",
            "Loved by 2027",
            "Ready for Spring 2027",
            "By 2027 everybody knows us",
            "Win B2B customers in Q3",
            "The one everybody calls",
            "One of the best",
            "Weighty tens of listening",
            "First quarter of the year",
        ] {
            assert!(!has_number(title), "{title}");
        }
    }
}
