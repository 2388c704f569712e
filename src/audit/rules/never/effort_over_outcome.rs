//! N09: success is measured in effort.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::At;
use crate::text::words::list_some;

pub(crate) static RULE: Rule = Rule {
    id: "N09",
    name: "effort-over-outcome",
    severity: Severity::Info,
    when: "All measures in `success` and `kpis` count effort, such as hours worked or number of posts.",
    why: "People work towards what is counted. A team that is measured by posts writes posts. Nobody then checks \
          whether the posts help.",
    fix: "Add the result that the effort is for, such as a rate, replies, orders or returning customers. The count \
           may stay.",
    source: Source::NeverList,
    practices: &[Practice::ResultsNotEffort],
    bad: "title = \"Shop channel\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkpis = [\"20 posts a month\"]",
    good: "title = \"Shop channel\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkpis = [\"20 posts a month\", \"visits from the channel\"]",
    marks: &[Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(handover) = case.handover_table().filter(|_| case.is_live) else { return Vec::new() };
    let measures: Vec<&At<String>> = handover.success.iter().chain(&handover.kpis).collect();
    let Some(first) = measures.first() else { return Vec::new() };
    if !measures.iter().all(|measure| counts_effort(measure)) {
        return Vec::new();
    }
    let shown: Vec<String> = measures.iter().map(|measure| format!("“{}”", measure.value)).collect();
    vec![
        Draft::on(rule, case, at, first.span)
            .people(case.owner())
            .says_of(case, |it| format!("the success of {it} is measured only in effort: {}", list_some(&shown, 3)))
            .help("add a result to `success` or `kpis`, such as a rate, replies, orders or returning customers"),
    ]
}

/// Whether a measure counts effort and no result: "40 posts a month", "hours worked".
fn counts_effort(measure: &str) -> bool {
    const PERIODS: [&str; 12] =
        ["a", "an", "per", "each", "every", "daily", "weekly", "monthly", "published", "posted", "written", "on"];
    let measure = measure.to_lowercase();
    let words: Vec<&str> =
        measure.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '%').filter(|word| !word.is_empty()).collect();
    // A count is effort if only a period follows: "3 events sold out" also names a result.
    let ends_as_count = |rest: &[&str]| rest.first().is_none_or(|word| PERIODS.contains(word));
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map(|before| words[before]);
        let rest = &words[at + 1..];
        let is_spent = is_hours(word)
            && rest.first().is_some_and(|next| ["worked", "spent", "logged", "put", "of"].contains(next));
        let is_counted = before.is_some_and(is_number) || (before == Some("of") && measure.contains("number of"));
        let is_rate = rest.first().is_some_and(|next| ["per", "a"].contains(next)) && before.is_none();
        // "Within 2 hours" is a result, "2 hours a week" is effort.
        let is_effort = is_output(word) || (is_hours(word) && !rest.is_empty());
        is_spent || (is_effort && (is_counted || is_rate) && ends_as_count(rest))
    })
}

fn is_hours(word: &str) -> bool {
    word == "hours" || word == "hour"
}

fn is_number(word: &str) -> bool {
    const WORDS: [&str; 13] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "thirty"];
    word.chars().all(|c| c.is_ascii_digit()) || WORDS.contains(&word)
}

fn is_output(word: &str) -> bool {
    const OUTPUTS: [&str; 21] = [
        "post",
        "article",
        "video",
        "caption",
        "reel",
        "clip",
        "story",
        "newsletter",
        "email",
        "e-mail",
        "mail",
        "call",
        "meeting",
        "page",
        "piece",
        "draft",
        "design",
        "banner",
        "event",
        "report",
        "episode",
    ];
    let plural = |output: &str| match output.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{output}s"),
    };
    OUTPUTS.iter().any(|output| word == *output || word == plural(output))
}

#[cfg(test)]
mod tests {
    use super::counts_effort;

    #[test]
    fn effort_is_counted_and_outcomes_are_not() {
        for effort in [
            "40 posts a month",
            "Number of stories",
            "hours worked",
            "3 calls a day",
            "12 e-mails a week",
            "10 hours a week on the channel",
            "Twenty posts a month",
            "posts per week",
            "30 articles published",
        ] {
            assert!(counts_effort(effort), "{effort}");
        }
        for outcome in [
            "Open rate of 40 posts is 3 %",
            "30 orders a month",
            "engagement rate",
            "Posts are on time",
            "4 % reply",
            "A page loads in under 2 seconds",
            "3 events sold out",
            "Calls answered within 2 hours",
            "Number of stories in the trade press",
            "10 new customers by e-mail",
        ] {
            assert!(!counts_effort(outcome), "{outcome}");
        }
    }
}
