//! X10: a leader has been hands-on for more than 90 days.

use crate::audit::exception::Exception;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "X10",
    name: "hands-on-overrun",
    severity: Severity::Warning,
    when: "A leader has been hands-on in live work for more than 90 days. The days count from `hands_on.since`.",
    why: "After 90 days the leader is tired, and other work has waited. The team has learnt to rely on the leader.",
    fix: "Hand over the part that already runs well. Move what still needs the leader into a note of its own, with its own \
           `until`.",
    source: Source::HandsOn,
    practices: &[Practice::ForAWhile, Practice::PriceOfStaying],
    bad: "title = \"The second shop\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"new\"]\nsince = 2026-08-22\nuntil = 2027-01-31\nsuccessor = \"milo\"",
    good: "title = \"The second shop\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"",
    marks: &[Mark::DependsOnDate],
    check: Check::Note(check),
    ..Rule::BLANK
};

const MAX_DAYS: i32 = 90;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(exception) = Exception::of(case) else { return Vec::new() };
    let Some(since) = exception.table.since.as_ref() else { return Vec::new() };
    let days = site.days_since(since.value);
    if days <= MAX_DAYS {
        return Vec::new();
    }
    let name = site.config.name_of(exception.leader);
    let hand_over = exception.hand_over_help(case, site.config);
    let draft = Draft::on(rule, case, at, since.span)
        .people(case.owner_or_doer())
        .says_of(case, |it| format!("{name} has been hands-on in {it} for {days} days, since {}", since.value))
        .help(format!("{hand_over}; move what still needs {name} into a note of its own"));
    vec![match exception.delegate_line(case) {
        Some(line) => draft.paste(line),
        None => draft,
    }]
}
