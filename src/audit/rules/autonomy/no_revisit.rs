//! A13: work that runs on and on, and nobody has said when to look at how.

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
    why: "What fitted in spring need not fit in autumn. A day in the calendar makes it normal to change the set-up; without \
          one it takes a crisis.",
    mend: "Look at who does it, how often and whether at all, and set `revisit` to the day you will do so again.",
    source: Source::Autonomy,
    practices: &[Practice::StableAnchor],
    bad: "title = \"Market stall\"\nowner = \"milo\"\ncadence = \"weekly\"\nstarted = 2026-03-02",
    good: "title = \"Market stall\"\nowner = \"milo\"\ncadence = \"weekly\"\nstarted = 2026-03-02\nrevisit = 2027-03-01",
    yields_to: &[Yield::OnNote(&no_contract::RULE)],
    marks: &[Mark::MovesWithTime],
    check: Check::Note(check),
    ..Rule::BLANK
};

const SETTLED_DAYS: i32 = 90;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    if !case.is_live || matches!(case.delegation, Delegation::HandedUp { .. }) || !case.is_recurring() {
        return Vec::new();
    }
    let is_settled = |started: Date| site.days_since(started) > SETTLED_DAYS;
    let Some(started) = case.note.started.as_ref().filter(|started| is_settled(started.value)) else {
        return Vec::new();
    };
    let draft = |span| Draft::on(rule, case, at, span).people(case.owner()).rests_on(case.cadence.as_ref());
    let help = "the day on which you look again at who does it, how often and whether at all";
    match &case.note.revisit {
        Some(revisit) if revisit.value < site.today => vec![
            draft(revisit.span)
                .says_of(case, |it| format!("how {it} is set up was to be looked at again on {}", revisit.value))
                .help(format!("do so now, and set `revisit` to {help}")),
        ],
        Some(_) => Vec::new(),
        None => vec![
            draft(started.span)
                .says_of(case, |it| {
                    format!("{it} has run since {}, and no day is set to look at its set-up again", started.value)
                })
                .help(format!("add `revisit` beside `started`: {help}")),
        ],
    }
}
