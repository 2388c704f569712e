//! N09: success is measured in effort.

use crate::audit::draft::Draft;
use crate::audit::rule::{Check, Rule, Source};
use crate::audit::{Severity, Site};
use crate::notes::At;
use crate::words::list_some;

pub(crate) static RULE: Rule = Rule {
    id: "N09",
    name: "effort-over-outcome",
    severity: Severity::Note,
    when: "`success` and `kpis` count effort, such as hours worked or number of posts, and nothing else.",
    why: "What is counted gets done. Who is measured by posts will post; whether anybody is better off for it becomes \
          somebody else's question, usually the leader's.",
    mend: "Add what the effort is for: a rate, replies, orders, people who come back. The count may stay beside it.",
    source: Source::NeverList,
    bad: "title = \"Shop channel\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkpis = [\"20 posts a month\"]",
    good: "title = \"Shop channel\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkpis = [\"20 posts a month\", \"visits from the channel\"]",
    needs_helpers: true,
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(handover) = case.note.handover.as_ref().filter(|_| case.is_live) else { return Vec::new() };
    let measures: Vec<&At<String>> = handover.success.iter().chain(&handover.kpis).collect();
    let Some(first) = measures.first() else { return Vec::new() };
    if !measures.iter().all(|measure| counts_effort(measure)) {
        return Vec::new();
    }
    let shown: Vec<String> = measures.iter().map(|measure| format!("“{}”", measure.value)).collect();
    vec![
        Draft::on(rule, case, at, first.span)
            .people(case.owner())
            .says_of(case, |it| format!("success of {it} is measured in effort only: {}", list_some(&shown, 3)))
            .help("add what the effort is for to `success` or `kpis`: a rate, replies, orders, people who come back"),
    ]
}

/// Whether a measure counts what was put in rather than what came out.
fn counts_effort(measure: &str) -> bool {
    const OUTPUTS: [&str; 22] = [
        "post", "article", "video", "caption", "reel", "clip", "story", "newsletter", "email", "e-mail", "mail", "call",
        "meeting", "page", "piece", "draft", "design", "banner", "event", "visit made", "report", "episode",
    ];
    const OUTCOMES: [&str; 22] = [
        "rate", "%", "per cent", "percent", "repl", "order", "lead", "sale", "sign-up", "signup", "click", "revenue",
        "open", "attend", "book", "return", "subscri", "conver", "engage", "reach", "score", "satisf",
    ];
    let measure = measure.to_lowercase();
    let words: Vec<&str> = measure.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let names = |output: &str| words.iter().any(|word| word.trim_end_matches('s').trim_end_matches("ie") == output.trim_end_matches('y'));
    let counts = measure.contains(|c: char| c.is_ascii_digit()) || measure.contains("number of") || measure.contains("how many");
    let is_time = measure.contains("hours worked") || measure.contains("hours spent") || measure.contains("hours logged");
    let is_output = counts && OUTPUTS.iter().any(|output| names(output));
    (is_time || is_output) && !OUTCOMES.iter().any(|outcome| measure.contains(outcome))
}

#[cfg(test)]
mod tests {
    use super::counts_effort;

    #[test]
    fn tells_effort_from_outcome() {
        for effort in ["40 posts a month", "Number of stories", "hours worked", "3 calls a day", "12 e-mails a week"] {
            assert!(counts_effort(effort), "{effort}");
        }
        for outcome in ["Open rate of 40 posts", "30 orders a month", "engagement rate", "Posts are on time", "4 % reply"] {
            assert!(!counts_effort(outcome), "{outcome}");
        }
    }
}
