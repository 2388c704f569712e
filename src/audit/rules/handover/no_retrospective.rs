//! D12: handed-over work is done and has no retrospective.

use crate::audit::case::Delegation;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Status;

pub(crate) static RULE: Rule = Rule {
    id: "D12",
    name: "no-retrospective",
    severity: Severity::Info,
    when: "Handed-over work has been done for 14 days or more and has no [retrospective]. The days count from \
           `finished`, or else from the last progress.",
    why: "The next handover improves only if both people discuss this one. After two weeks they have forgotten much of \
          it.",
    fix: "Ask each other what to keep and what to change. Write both as `worked` and `change` in a [retrospective].",
    source: Source::Handover,
    practices: &[Practice::ReflectAndAdjust],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\nstatus = \"done\"\nfinished = 2026-11-07",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\nstatus = \"done\"\nfinished = 2026-11-07\n[retrospective]\non = 2026-11-10\nworked = \"Two evenings with the sales team before it opened\"",
    marks: &[Mark::DependsOnDate],
    check: Check::Note(check),
    ..Rule::BLANK
};

const MIN_DAYS: i32 = 14;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Delegation::HandedOver { taker, .. } = case.delegation_at_any_status else { return Vec::new() };
    if case.status() != Status::Done || case.has_retrospective() {
        return Vec::new();
    }
    let finished = case.finished().map(|finished| (finished.value, finished.span));
    let Some((day, span)) = finished.or_else(|| case.last_update()) else { return Vec::new() };
    let days = site.days_since(day);
    if days < MIN_DAYS {
        return Vec::new();
    }
    let name = site.config.name_of(taker);
    vec![
        Draft::on(rule, case, at, span)
            .people(case.owner())
            .says_of(case, |it| {
                let done = if finished.is_some() {
                    format!("finished {it} on {day}")
                } else {
                    format!("is done with {it}, last updated on {day}")
                };
                format!("{name} {done}, {days} days ago, and there is no [retrospective]")
            })
            .help("ask each other what worked and what to change, and add a [retrospective]")
            .paste(format!(
                "[retrospective]\n\
                 on = {}\n\
                 # worked = \"…\"         what to keep next time\n\
                 # change = \"…\"         what to change next time",
                site.today
            )),
    ]
}
