//! What a person does, approves and holds up.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::audit::Case;
use crate::model::{At, Word as _};
use crate::report::Report;
use crate::site::lists::{LISTED, Scope};
use crate::site::views::{Links, Ref};

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct HeldView {
    title: String,
    notes: Vec<HeldNote>,
    rest: Option<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
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

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct StopView {
    what: &'static str,
    notes: Vec<Ref>,
    rest: Option<Ref>,
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
            let all: Vec<(usize, &Case<'_>)> = report.audit.site.live_of(id).filter(|(_, case)| holds(case)).collect();
            let notes: Vec<HeldNote> =
                all.iter().take(LISTED).map(|(at, case)| held_note(report, links, id, *at, case)).collect();
            let title = format!("{title} ({})", all.len());
            let rest = links.rest(&Scope::Person(id.to_owned()), all.len() - notes.len());
            (!notes.is_empty()).then_some(HeldView { title, notes, rest })
        })
        .collect()
}

fn held_note(report: &Report<'_>, links: &Links<'_>, id: &str, at: usize, case: &Case<'_>) -> HeldNote {
    let anchor = report.config().anchor_of(case.note);
    let doer = case.doer().filter(|doer| *doer != id);
    HeldNote {
        note: links.note(at),
        status: (case.note.status != crate::model::Status::Active).then(|| case.note.status.word()),
        doer: doer.map(|doer| links.person(doer)),
        hours: case.hours().map(|hours| case.hours_in_words(hours)),
        anchor: anchor.map(|anchor| anchor.title.value.clone()),
    }
}

/// What would not happen while this person is away: the absence drill.
pub(super) fn stops(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<StopView> {
    let of = |what: &'static str, holds: &dyn Fn(&Case<'_>) -> bool| {
        let held = report.audit.site.live_of(id).filter(|(_, case)| holds(case));
        StopView::new(links, id, what, held.map(|(at, _)| links.note(at)).collect())
    };
    let by = |at: Option<&At<String>>| at.is_some_and(|by| by.value == id);
    let is_elsewhere = |case: &Case<'_>| case.doer() != Some(id);
    let decisions = report.config().decisions.values();
    let alone = decisions.filter(|decision| decision.only_holder().is_some_and(|holder| holder.value == id));
    // What a contract lets them decide alone is theirs as well.
    let agreed = report.audit.site.live_of(id).filter(|(_, case)| case.is_handed_over() && case.doer() == Some(id));
    let agreed = agreed.filter_map(|(_, case)| case.contract()).flat_map(|contract| &contract.decides);
    let alone: BTreeSet<String> = alone
        .map(|decision| decision.title.clone())
        .chain(agreed.map(|what| report.config().decision_title(what)))
        .collect();
    let alone = alone.into_iter().map(Ref::plain).collect();
    let together = report.config().decisions.values().filter(|decision| decision.only_holder().is_none());
    let together = together.filter(|decision| decision.by.iter().any(|by| by.value == id));
    let together = together.map(|decision| Ref::plain(decision.title.clone())).collect();
    [
        of("Recurring work", &|case| case.is_recurring() && case.doer() == Some(id)),
        of("Other work under way", &|case| !case.is_recurring() && case.doer() == Some(id)),
        of("Approvals that wait", &|case| is_elsewhere(case) && by(case.note.approver())),
        of("Reviews that wait", &|case| is_elsewhere(case) && by(case.note.reviewer())),
        of("Systems that ask and get no answer", &|case| by(case.note.decider())),
        of("Steps of", &|case| {
            is_elsewhere(case) && by(case.note.automation.as_ref().and_then(|table| table.system.as_ref()))
        }),
        StopView::new(links, id, "Decisions that nobody else may make", alone),
        StopView::new(links, id, "Decisions made together with them", together),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl StopView {
    /// None where nothing stops.
    fn new(links: &Links<'_>, id: &str, what: &'static str, mut notes: Vec<Ref>) -> Option<Self> {
        let rest = links.rest(&Scope::Person(id.to_owned()), notes.len().saturating_sub(LISTED));
        notes.truncate(LISTED);
        (!notes.is_empty()).then_some(Self { what, notes, rest })
    }
}
