//! A09: active work has shown no progress for too long.

use crate::audit::case::{Case, Delegation};
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Yield};
use crate::audit::rules::handover::no_contract;
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Span, Status};
use crate::text::words::days_long;
use jiff::civil::Date;

pub(crate) static RULE: Rule = Rule {
    id: "A09",
    name: "silent-progress",
    severity: Severity::Warning,
    when: "Active work has shown no progress for longer than `stale_after_days`. Progress is `updated`, a dated line \
           in the body, or `last_check_in`. Recurring work is excluded.",
    why: "People ask when they cannot see progress. These questions pull leaders back into the work. One line every \
          few weeks prevents them.",
    fix: "Write one dated line in the note, or set `updated`. If the work has stopped, set `status` to blocked, done \
           or dropped.",
    source: Source::Autonomy,
    practices: &[Practice::VisibleProgress],
    bad: "title = \"New house style\"\nowner = \"milo\"\ncadence = \"once\"\nupdated = 2026-10-21",
    good: "title = \"New house style\"\nowner = \"milo\"\ncadence = \"once\"\nupdated = 2026-11-18",
    configure: Some("`stale_after_days` under [audit], in whole days. The default is 30."),
    yields_to: &[Yield::OnNote(&no_contract::RULE)],
    marks: &[Mark::DependsOnDate],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    if case.status() != Status::Active || matches!(case.delegation, Delegation::HandedUp { .. }) || case.is_recurring()
    {
        return Vec::new();
    }
    let Some((last, span)) = last_progress(case) else { return Vec::new() };
    let days = site.days_since(last);
    if i64::from(days) <= site.config.audit.stale_after_days {
        return Vec::new();
    }
    vec![
        Draft::on(rule, case, at, span)
            .people(case.owner())
            .depends_on(case.cadence.as_ref())
            .says_of(case, |it| format!("{it} has shown no progress since {last}, {} ago", days_long(days)))
            .help(help(case)),
    ]
}

/// The latest day of progress, and its place.
fn last_progress(case: &Case<'_>) -> Option<(Date, Span)> {
    let check_in = case.handover_table().and_then(|handover| handover.last_check_in.as_ref());
    case.last_update().into_iter().chain(check_in.map(|day| (day.value, day.span))).max_by_key(|(day, _)| *day)
}

fn help(case: &Case<'_>) -> &'static str {
    if case.is_once() {
        "write what has happened and set `updated`; if the work has stopped, set `status` to \"blocked\", \"done\" or \"dropped\""
    } else {
        "write what has happened and set `updated`; if the work recurs, add `cadence`; if it has stopped, set `status`"
    }
}
