//! D12: handed-over work is done and has no retrospective.

use crate::audit::engine::draft::Draft;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Mark, Rule, Source};
use crate::audit::{Handing, Severity, Site};
use crate::model::Status;

pub(crate) static RULE: Rule = Rule {
    id: "D12",
    name: "no-retrospective",
    severity: Severity::Info,
    when: "Handed-over work has been done for 14 days or more and has no [retrospective]. The days count from \
           `finished`, or else from the last progress.",
    why: "The next handover improves only if both people discuss this one. After two weeks they have forgotten much of \
          it.",
    mend: "Ask each other what to keep and what to change. Write both as `worked` and `change` in a [retrospective].",
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
    let Handing::Over { taker, .. } = case.given else { return Vec::new() };
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
