//! A13: recurring work has no future day of review.

use crate::audit::case::Delegation;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Yield};
use crate::audit::rules::handover::no_contract;
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use jiff::civil::Date;

pub(crate) static RULE: Rule = Rule {
    id: "A13",
    name: "no-revisit",
    severity: Severity::Info,
    when: "Recurring work started more than 90 days ago, and its `revisit` is missing or has passed.",
    why: "A way of working that fits in spring may not fit in autumn. A planned day makes changes normal. Without one, \
          changes wait for a crisis.",
    fix: "Check who does it, how often, and whether it is still needed. Then set `revisit` to the day of the next \
           check.",
    source: Source::Autonomy,
    practices: &[Practice::StableAnchor],
    bad: "title = \"Market stall\"\nowner = \"milo\"\ncadence = \"weekly\"\nstarted = 2026-03-02",
    good: "title = \"Market stall\"\nowner = \"milo\"\ncadence = \"weekly\"\nstarted = 2026-03-02\nrevisit = 2027-03-01",
    yields_to: &[Yield::OnNote(&no_contract::RULE)],
    marks: &[Mark::DependsOnDate],
    check: Check::Note(check),
    ..Rule::BLANK
};

const MIN_DAYS: i32 = 90;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    if !case.is_live || matches!(case.delegation, Delegation::HandedUp { .. }) || !case.is_recurring() {
        return Vec::new();
    }
    let is_old_enough = |started: Date| site.days_since(started) > MIN_DAYS;
    let Some(started) = case.started().filter(|started| is_old_enough(started.value)) else {
        return Vec::new();
    };
    let draft = |span| Draft::on(rule, case, at, span).people(case.owner()).depends_on(case.cadence.as_ref());
    let help = "the day on which you check again who does it, how often, and whether it is still needed";
    match case.revisit() {
        Some(revisit) if revisit.value < site.today => vec![
            draft(revisit.span)
                .says_of(case, |it| format!("the `revisit` of {it} passed on {}", revisit.value))
                .help(format!("check it now, and set `revisit` to {help}")),
        ],
        Some(_) => Vec::new(),
        None => vec![
            draft(started.span)
                .says_of(case, |it| format!("{it} has run since {} without a `revisit`", started.value))
                .help(format!("add `revisit` beside `started`: {help}")),
        ],
    }
}
