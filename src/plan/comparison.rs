//! What the plan changes: figures before it, and figures of the audit with the plan in the notes.
//!
//! Takes a report and its plan; gives rows of words for terminals and pages.

use std::collections::BTreeSet;

use super::Plan;
use crate::audit::{Figures, Sum};
use crate::model::Role;
use crate::report::Report;
use crate::text::words::{hours, hours_of, percent};

/// One figure before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BeforeAfter {
    pub(crate) name: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// The figures of the whole site that are known.
pub(crate) fn figures(report: &Report<'_>, plan: &Plan) -> Vec<BeforeAfter> {
    let (before, after) = (&report.audit.figures, &plan.after);
    let share = |share: Option<f64>| share.map(percent);
    let dependence = |figures: &Figures| share(figures.dependence.as_ref().map(|found| found.share));
    let quality = |figures: &Figures| share(figures.quality.as_ref().map(|found| found.mean));
    let score = |figures: &Figures| figures.score().map(|score| format!("{score:.0}"));
    let rows = [
        ("what leaders could let go of", Some(a_week(&before.reclaimable)), Some(a_week(&after.reclaimable))),
        ("what leaders have handed over", Some(a_week(&before.freed)), Some(a_week(&after.freed))),
        ("recurring work that stops when leaders are away", dependence(before), dependence(after)),
        ("handover quality", quality(before), quality(after)),
        ("score of 100", score(before), score(after)),
    ];
    let rows = rows.into_iter().filter(|(_, before, after)| before.is_some() || after.is_some());
    rows.map(|(name, before, after)| {
        let known = |figure: Option<String>| figure.unwrap_or_else(|| "unknown".to_owned());
        BeforeAfter { name: name.to_owned(), before: known(before), after: known(after) }
    })
    .collect()
}

/// The hours of all people for whom the plan changes them, against their capacity; leaders first.
pub(crate) fn people<'p>(report: &Report<'_>, plan: &'p Plan) -> Vec<(&'p str, BeforeAfter)> {
    let config = report.config();
    let mut concerned: BTreeSet<(bool, &str)> = BTreeSet::new();
    for proposal in &plan.proposals {
        concerned.insert((false, &proposal.leader));
        concerned.insert((true, &proposal.taker));
    }
    for change in &plan.changes {
        concerned.insert((false, &change.leader));
    }
    let load = |figures: &Figures, id: &str| {
        let held = figures.loads.get(id).map_or(0.0, |sum| sum.hours);
        hours_of(held, config.person(id).and_then(crate::model::Person::capacity))
    };
    let ids = concerned.into_iter().map(|(_, id)| id);
    ids.map(|id| {
        let name = config.name_of(id).to_owned();
        (id, BeforeAfter { name, before: load(&report.audit.figures, id), after: load(&plan.after, id) })
    })
    .filter(|(id, row)| row.before != row.after && config.role(id) != Some(Role::System))
    .collect()
}

/// "12.5 h a week and 2 without hours".
pub(crate) fn a_week(sum: &Sum) -> String {
    match (sum.unmeasured, sum.hours > 0.0) {
        (0, _) => format!("{} a week", hours(sum.hours)),
        (parts, true) => format!("{} a week and {parts} without hours", hours(sum.hours)),
        (parts, false) => format!("{parts} without hours"),
    }
}
