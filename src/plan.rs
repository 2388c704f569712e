//! Who could take what: for each note a leader should hand over, the person it fits best.
//!
//! Takes a [`Report`]; gives at most one taker a note, with the reason. Notes are taken by falling hours, and what a
//! person takes counts against the hours they have left.

use std::collections::BTreeMap;

use crate::audit::{Case, Finding, Mark, Part};
use crate::notes::Role;
use crate::report::Report;
use crate::words::{hours, list};

/// Takers by the place of the note among all notes.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    takers: BTreeMap<usize, Taker>,
}

/// Somebody who could take a note, and why.
#[derive(Clone, Debug)]
pub(crate) struct Taker {
    pub(crate) person: String,
    pub(crate) why: String,
}

impl Plan {
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let mut wanted: Vec<usize> =
            report.audit.findings.iter().filter(|finding| needs_a_person(finding)).filter_map(Finding::note).collect();
        wanted.sort_unstable();
        wanted.dedup();
        // Most hours first; what is not measured weighs one hour.
        let weight = |at: usize| report.case(at).hours().unwrap_or(1.0);
        wanted.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)).then_with(|| a.cmp(b)));

        let mut left: BTreeMap<&str, Option<f64>> = BTreeMap::new();
        for (id, person) in &report.config().people {
            if matches!(person.role, Role::Member | Role::Vendor) {
                let load = report.audit.figures.loads.get(id).map_or(0.0, |sum| sum.hours);
                left.insert(id, person.capacity.map(|capacity| capacity - load));
            }
        }
        let mut takers = BTreeMap::new();
        for at in wanted {
            if let Some((person, taker)) = best(report, at, weight(at), &left) {
                if let Some(Some(hours)) = left.get_mut(person) {
                    *hours -= weight(at);
                }
                takers.insert(at, taker);
            }
        }
        Self { takers }
    }

    pub(crate) fn taker(&self, at: usize) -> Option<&Taker> {
        self.takers.get(&at)
    }
}

/// A leader does it, and should not.
fn needs_a_person(finding: &Finding) -> bool {
    finding.rule.has(Mark::Reclaimable) && finding.accepted.is_none() && finding.parts.contains(&Part::Doing)
}

/// The helper with the hours and the best fit; nobody where nothing says who could.
fn best<'p>(
    report: &Report<'_>,
    at: usize,
    weight: f64,
    left: &BTreeMap<&'p str, Option<f64>>,
) -> Option<(&'p str, Taker)> {
    let case = report.case(at);
    let fits = left.iter().filter(|(_, hours)| hours.is_none_or(|hours| hours >= weight)).filter_map(|(id, hours)| {
        let (score, why) = fit(report, case, id)?;
        Some((score, hours.unwrap_or_default(), *id, why))
    });
    let (_, spare, person, why) =
        fits.max_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.total_cmp(&b.1)).then_with(|| b.2.cmp(a.2)))?;
    let room = if left.get(person).is_some_and(Option::is_some) {
        format!(" and has {} a week left", hours(spare))
    } else {
        String::new()
    };
    Some((person, Taker { person: person.to_owned(), why: format!("{why}{room}") }))
}

/// How well somebody fits, and what says so: skills first, then help already given, then interests; a member before a
/// vendor. Nobody fits work of which only direction is known.
fn fit(report: &Report<'_>, case: &Case<'_>, id: &str) -> Option<(u32, String)> {
    let person = report.config().person(id)?;
    let skills: Vec<&str> = case.note.skills.iter().map(|skill| skill.value.as_str()).collect();
    let (known, missing): (Vec<&str>, Vec<&str>) = skills.iter().partition(|skill| person.has_skill(skill));
    let helps = case.note.contributors.iter().any(|helper| helper.value == id) || case.owner() == Some(id);
    let learns = matches!(missing[..], [only] if person.is_interested_in(only));
    let (score, why) = match (skills.is_empty(), missing.is_empty()) {
        (false, true) => (6, format!("knows {}", list(&known))),
        (false, false) if learns => (4, format!("wants to learn {}", missing[0])),
        (true, _) if helps => (2, "is part of it already".to_owned()),
        _ => return None,
    };
    let is_member = u32::from(person.role == Role::Member);
    Some((score + u32::from(helps) * 2 + is_member, why))
}
