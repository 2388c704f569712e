//! Figures of single leaders, and the hours they could let go of.

use std::collections::{BTreeMap, BTreeSet};

use super::category::HourCategory;
use super::dependence::Dependence;
use super::sum::Sum;
use crate::audit::engine::finding::Finding;
use crate::audit::rule::{Mark, RuleRef};
use crate::audit::site::Site;

/// Figures of one leader.
#[derive(Clone, Debug)]
pub(crate) struct LeaderFigures {
    pub(crate) id: String,
    pub(crate) hours: BTreeMap<HourCategory, Sum>,
    pub(crate) reclaimable: Sum,
    pub(crate) dependence: Option<Dependence>,
}

impl LeaderFigures {
    /// The hours of all kinds of work.
    pub(crate) fn total(&self) -> Sum {
        Sum::total(self.hours.values())
    }
}

/// Adds the reclaimable hours to each leader, and returns them by rule. Each part of a note counts once, for the first
/// rule that names it.
pub(super) fn add_reclaimable(
    site: &Site<'_>,
    findings: &[&Finding],
    leaders: &mut [LeaderFigures],
) -> BTreeMap<RuleRef, Sum> {
    let mut counted = BTreeSet::new();
    let mut by_rule: BTreeMap<RuleRef, Sum> = BTreeMap::new();
    let mut at_stake: Vec<&Finding> = findings
        .iter()
        .copied()
        .filter(|finding| finding.rule.has(Mark::Reclaimable) && finding.accepted.is_none())
        .collect();
    // Rules of the never list come first, because they are more specific.
    at_stake.sort_by_key(|finding| (finding.note(), !finding.rule.definition().is_of_never_list(), finding.code()));
    for finding in at_stake {
        let (Some(at), Some(person)) = (finding.note(), finding.people.first()) else { continue };
        let Ok(found) = leaders.binary_search_by(|leader| leader.id.cmp(person)) else { continue };
        let leader = &mut leaders[found];
        for part in &finding.parts {
            if counted.insert((at, person, *part)) {
                let hours = site.cases[at].hours_of(*part);
                leader.reclaimable.add(at, hours);
                by_rule.entry(finding.rule.clone()).or_default().add(at, hours);
            }
        }
    }
    by_rule
}
