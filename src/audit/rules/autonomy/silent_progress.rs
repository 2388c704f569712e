//! A09: work that has said nothing for too long.

use crate::audit::case::{Case, Delegation};
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Yield};
use crate::audit::rules::handover::no_contract;
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Note, Span, Status};
use jiff::civil::Date;

pub(crate) static RULE: Rule = Rule {
    id: "A09",
    name: "silent-progress",
    severity: Severity::Warning,
    when: "Active work that is done once, or whose cadence is unknown, was last updated or checked in on longer ago than \
           the settings allow.",
    why: "Who cannot see how far something is will ask, and asking is how leaders get pulled back in. A line every few weeks \
          keeps them out.",
    mend: "Write one dated line in the note, or set `updated`. If nothing happens any more, say so: blocked, done or dropped.",
    source: Source::Autonomy,
    practices: &[Practice::VisibleProgress],
    bad: "title = \"New house style\"\nowner = \"milo\"\ncadence = \"once\"\nupdated = 2026-10-21",
    good: "title = \"New house style\"\nowner = \"milo\"\ncadence = \"once\"\nupdated = 2026-11-18",
    configure: Some("`stale_after_days` under [audit], whole days; 30 if absent."),
    yields_to: &[Yield::OnNote(&no_contract::RULE)],
    marks: &[Mark::MovesWithTime],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    if case.note.status != Status::Active
        || matches!(case.delegation, Delegation::HandedUp { .. })
        || case.is_recurring()
    {
        return Vec::new();
    }
    let Some((last, span)) = last_sign(case.note) else { return Vec::new() };
    let days = site.days_since(last);
    if i64::from(days) <= site.config.audit.stale_after_days {
        return Vec::new();
    }
    vec![
        Draft::on(rule, case, at, span)
            .people(case.owner())
            .rests_on(case.cadence.as_ref())
            .says_of(case, |it| format!("nothing has been heard of {it} since {last}, {days} days ago"))
            .help(help(case)),
    ]
}

/// The latest day on which something was written or said, and what tells it.
fn last_sign(note: &Note) -> Option<(Date, Span)> {
    let updated = note.updated.as_ref().map(|updated| (updated.value, updated.span));
    // A day in the body has no key to point at.
    let updated = updated.or(note.body.latest_date.map(|day| (day, note.title.span)));
    let check_in = note.handover.as_ref().and_then(|handover| handover.last_check_in.as_ref());
    updated.into_iter().chain(check_in.map(|day| (day.value, day.span))).max_by_key(|(day, _)| *day)
}

fn help(case: &Case<'_>) -> &'static str {
    if case.is_once() {
        "write what has happened and set `updated`; if nothing has, set `status` to \"blocked\", \"done\" or \"dropped\""
    } else {
        "write what has happened and set `updated`; if it comes back again and again, say how often as `cadence`; if nothing \
         happens any more, set `status`"
    }
}
