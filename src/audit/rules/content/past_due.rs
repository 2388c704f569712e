//! C11: live work is past its due date.

use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::days_long;

pub(crate) static RULE: Rule = Rule {
    id: "C11",
    name: "past-due",
    severity: Severity::Info,
    when: "The `due` of a live note has passed. The named day is the last valid day.",
    why: "Either the work is late or the note is out of date. Both make the other facts of the note less reliable.",
    fix: "Set `status = \"done\"` with `finished`, or set a new `due`.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\ndue = 2026-11-20",
    good: "title = \"Shop banners\"\nowner = \"milo\"\ndue = 2026-11-21",
    marks: &[Mark::DependsOnDate],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(due) = case.due().filter(|due| case.is_live && due.value < site.today) else {
        return Vec::new();
    };
    let days = days_long(site.days_since(due.value));
    vec![
        Draft::on(rule, case, at, due.span)
            .people(case.owner())
            .says_of(case, |it| format!("{it} was due {days} ago, on {}", due.value))
            .help("if it is done, set `status = \"done\"` and `finished`; if not, agree on a new `due`"),
    ]
}
