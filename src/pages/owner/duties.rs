//! What a person does, was given, approves and holds up.

use serde::Serialize;

use super::{MOST, live};
use crate::audit::{Case, Handing};
use crate::notes::{At, Role, Word as _};
use crate::pages::{Links, Ref};
use crate::report::Report;
use crate::words::hours_a_week;

#[derive(Debug, Serialize)]
pub(super) struct TakenView {
    note: Ref,
    from: Ref,
    /// One of the seven levels, or none if nobody has said.
    authority: Option<&'static str>,
    decides: Vec<String>,
    check_in: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct HeldView {
    title: String,
    notes: Vec<HeldNote>,
    more: usize,
}

#[derive(Debug, Serialize)]
struct HeldNote {
    note: Ref,
    /// "blocked", where it is not simply active.
    status: Option<&'static str>,
    /// Who does it, where that is somebody else.
    doer: Option<Ref>,
    hours: Option<String>,
    /// The anchor it serves, in the words of site.toml.
    anchor: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct StopView {
    what: &'static str,
    notes: Vec<Ref>,
    /// How many more than those listed.
    more: usize,
}

/// As many notes are named of what stops.
const MOST_STOPPING: usize = 10;

pub(super) fn taken(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<TakenView> {
    live(report, id)
        .filter_map(|(at, case)| match case.handing {
            Handing::Over { giver, taker } if taker == id => {
                let contract = case.note.handover.as_ref();
                Some(TakenView {
                    note: links.note(at),
                    from: links.person(giver),
                    authority: contract.and_then(|contract| contract.authority.as_ref()).map(|level| level.word()),
                    decides: contract
                        .iter()
                        .flat_map(|contract| &contract.decides)
                        .map(|what| decision_title(report, what))
                        .collect(),
                    check_in: contract.and_then(|contract| contract.check_in.as_ref()).map(|cadence| cadence.word()),
                })
            }
            _ => None,
        })
        .take(MOST)
        .collect()
}

/// The title of a registered decision; free words as they are.
pub(in crate::pages) fn decision_title(report: &Report<'_>, what: &str) -> String {
    report.config().decisions.get(what).map_or_else(|| what.to_owned(), |decision| decision.title.clone())
}

/// Whether somebody holds a note in one way.
type Holds<'h> = &'h dyn Fn(&Case<'_>) -> bool;

pub(super) fn held(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<HeldView> {
    let by = |at: Option<&At<String>>| at.is_some_and(|by| by.value == id);
    let groups: [(&str, Holds<'_>); 6] = [
        ("Does", &|case| case.doer() == Some(id)),
        ("Accountable for, done by others", &|case| case.owner() == Some(id) && case.doer() != Some(id)),
        ("Approves", &|case| by(case.note.approver())),
        ("Reviews", &|case| by(case.note.reviewer())),
        ("Runs the steps of", &|case| by(case.note.automation.as_ref().and_then(|table| table.system.as_ref()))),
        ("Helps with", &|case| case.note.contributors.iter().any(|helper| helper.value == id)),
    ];
    groups
        .into_iter()
        .filter_map(|(title, holds)| {
            let all: Vec<(usize, &Case<'_>)> = live(report, id).filter(|(_, case)| holds(case)).collect();
            let notes: Vec<HeldNote> =
                all.iter().take(MOST).map(|(at, case)| held_note(report, links, id, *at, case)).collect();
            let title = format!("{title} ({})", all.len());
            (!notes.is_empty()).then(|| HeldView { title, more: all.len() - notes.len(), notes })
        })
        .collect()
}

fn held_note(report: &Report<'_>, links: &Links<'_>, id: &str, at: usize, case: &Case<'_>) -> HeldNote {
    let anchor = case.note.anchor.as_ref().and_then(|anchor| report.config().anchors.get(&anchor.value));
    let doer = case.doer().filter(|doer| *doer != id);
    let cadence = case.cadence.as_ref().map(|cadence| cadence.value);
    HeldNote {
        note: links.note(at),
        status: (case.note.status != crate::notes::Status::Active).then(|| case.note.status.word()),
        doer: doer.map(|doer| links.person(doer)),
        hours: case.hours().map(|hours| hours_a_week(hours, cadence)),
        anchor: anchor.map(|anchor| anchor.title.value.clone()),
    }
}

/// What would not happen next week without this person.
pub(super) fn stops(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<StopView> {
    let is_person = report.config().role(id) != Some(Role::System);
    let of = |what: &'static str, holds: &dyn Fn(&Case<'_>) -> bool| {
        let all: Vec<usize> = live(report, id).filter(|(_, case)| holds(case)).map(|(at, _)| at).collect();
        let notes: Vec<Ref> = all.iter().take(MOST_STOPPING).map(|at| links.note(*at)).collect();
        let more = all.len() - notes.len();
        (!notes.is_empty()).then_some(StopView { what, notes, more })
    };
    let by = |at: Option<&At<String>>| at.is_some_and(|by| by.value == id);
    [
        of("Recurring work that nobody else does", &|case| case.is_recurring() && case.doer() == Some(id)),
        of("Approvals that wait", &|case| case.doer() != Some(id) && by(case.note.approver())),
        of("Systems that ask and get no answer", &|case| by(case.note.decider())),
    ]
    .into_iter()
    .flatten()
    .filter(|_| is_person)
    .collect()
}
