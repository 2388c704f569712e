//! D12: handed-over work is done, and nobody has looked back at it.

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
    when: "Work that was given to somebody has been done for 14 days or more, and has no [retrospective]. Counted from \
           `finished`, else from the last progress.",
    why: "The second handover goes better than the first only if somebody asked what went well. Two weeks later it is \
          already half forgotten.",
    mend: "Ask each other what to do the same way and what to change, and write both down as `worked` and `change` in a \
           [retrospective].",
    source: Source::Handover,
    practices: &[Practice::ReflectAndAdjust],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\nstatus = \"done\"\nfinished = 2026-11-07",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\nstatus = \"done\"\nfinished = 2026-11-07\n[retrospective]\non = 2026-11-10\nworked = \"Two evenings with the sales team before it opened\"",
    marks: &[Mark::MovesWithTime],
    check: Check::Note(check),
    ..Rule::BLANK
};

const DAYS: i32 = 14;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let note = case.note;
    let Delegation::HandedOver { taker, .. } = case.delegation_at_any_status else { return Vec::new() };
    if note.status != Status::Done || note.retrospective.is_some() {
        return Vec::new();
    }
    let dated = note.finished.as_ref().or(note.updated.as_ref());
    let Some(day) = dated.map(|date| date.value).or(note.body.latest_date) else { return Vec::new() };
    let days = site.days_since(day);
    if days < DAYS {
        return Vec::new();
    }
    let name = site.config.name_of(taker);
    let is_finished = note.finished.is_some();
    vec![
        Draft::on(rule, case, at, dated.map_or(note.title.span, |date| date.span))
            .people(case.owner())
            .says_of(case, |it| {
                let done = if is_finished {
                    format!("finished {it} on")
                } else {
                    format!("is done with {it}, last touched on")
                };
                format!("{name} {done} {day}, {days} days ago, and nobody has looked back at it")
            })
            .help("ask each other what worked and what to change, and write it into a [retrospective]")
            .paste(format!(
                "[retrospective]\n\
                 on = {}\n\
                 # worked = \"…\"         what to do the same way next time\n\
                 # change = \"…\"         what to do differently",
                site.today
            )),
    ]
}
