//! The plan in a few sentences.
//!
//! Takes a report and its plan; gives sentences for terminals and pages.

use std::collections::BTreeSet;

use super::Plan;
use super::comparison::a_week;
use crate::audit::{Figures, Sum};
use crate::report::Report;
use crate::text::words::{count, decimal, hours};

/// The plan in a few sentences.
pub(crate) fn summary(report: &Report<'_>, plan: &Plan) -> Vec<String> {
    if plan.is_empty() {
        return vec!["There is nothing to plan: no finding asks a leader to hand over work.".to_owned()];
    }
    let sum = |all: &mut dyn Iterator<Item = (usize, Option<f64>)>| {
        all.fold(Sum::default(), |mut sum, (at, hours)| {
            sum.add(at, hours);
            sum
        })
    };
    let placed = sum(&mut plan.proposals.iter().map(|proposal| (proposal.at, proposal.hours)));
    let open = sum(&mut plan.unplaced.iter().map(|open| (open.at, open.hours)));
    let changed = sum(&mut plan.changes.iter().map(|change| (change.at, change.hours)));
    let mut said = Vec::new();
    if !placed.is_empty() {
        let takers: BTreeSet<&str> = plan.proposals.iter().map(|proposal| proposal.taker.as_str()).collect();
        let takers = match Vec::from_iter(takers)[..] {
            [only] => report.config().name_of(only).to_owned(),
            ref several => count(several.len(), "other", "others"),
        };
        let notes = count(placed.notes.len(), "note", "notes");
        said.push(format!("{notes}, {}, could go to {takers}.", a_week(&placed)));
    }
    if !changed.is_empty() {
        let things = count(plan.changes.len(), "approval, review or decision", "approvals, reviews and decisions");
        let them = if plan.changes.len() == 1 { "it" } else { "them" };
        said.push(format!("{things}, {}, could end. Nobody has to take {them} over.", a_week(&changed)));
    }
    said.extend(whose_week(report, plan));
    if !open.is_empty() {
        let (have, them) = if open.notes.len() == 1 { ("has", "it") } else { ("have", "them") };
        let notes = count(open.notes.len(), "note", "notes");
        said.push(format!("{notes}, {}, {have} nobody who could take {them}.", a_week(&open)));
    }
    said
}

/// "Nora's week would go from 34.4 to 19.5 h": the leader for whom it changes most.
fn whose_week(report: &Report<'_>, plan: &Plan) -> Option<String> {
    let load = |figures: &Figures, id: &str| figures.loads.get(id).map_or(0.0, |sum| sum.hours);
    let freed = |id: &str| load(&report.audit.figures, id) - load(&plan.after, id);
    let (id, person) =
        report.config().leaders().max_by(|a, b| freed(a.0).total_cmp(&freed(b.0)).then_with(|| b.0.cmp(a.0)))?;
    let (before, after) = (load(&report.audit.figures, id), load(&plan.after, id));
    (freed(id) > 0.0)
        .then(|| format!("The week of {} would go from {} to {}.", person.name(), decimal(before), hours(after)))
}
