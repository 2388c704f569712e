//! Whether an anchor can be measured: by key results, by a metric with a target, or by a number in its title.
//!
//! Takes an anchor; gives yes or no.

use crate::model::Anchor;

/// Whether an anchor has key results, a metric with a target, or a number in its title.
pub(in crate::audit) fn is_measured(anchor: &Anchor) -> bool {
    !anchor.key_results.is_empty()
        || (anchor.metric.is_some() && anchor.target.is_some())
        || has_number(&anchor.title.value)
}

/// Whether a title contains a number, in digits or in words: "40 %", "Ninety-five test rides", "Double the orders".
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

/// The 2027 in "by 2027" or "Spring 2027" is a date, not an amount.
fn is_year(word: &str, before: Option<&str>, after: Option<&str>) -> bool {
    const UNTIL: [&str; 6] = ["by", "in", "until", "before", "during", "since"];
    // Likely years; 2000 is more likely an amount.
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
    // "The one", "no one" and "one of" mean a person.
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
    fn title_with_a_number_has_a_number() {
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
    fn title_without_a_number_has_none() {
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
