//! All figures of a site, computed in one pass over its live notes.

use std::collections::BTreeMap;

use super::category::HourCategory;
use super::coverage::Coverage;
use super::dependence::Dependence;
use super::leader::{LeaderFigures, add_reclaimable};
use super::load;
use super::quality::HandoverQuality;
use super::score::{self, ScoreTerm};
use super::sum::Sum;
use crate::audit::case::Delegation;
use crate::audit::engine::finding::Finding;
use crate::audit::rule::{Rule, RuleRef};
use crate::audit::site::Site;

/// All figures of a site.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    /// One for each leader, sorted by id.
    pub(crate) leaders: Vec<LeaderFigures>,
    /// Hours a week of each person who holds a part of a live note.
    pub(crate) loads: BTreeMap<String, Sum>,
    /// An upper limit of the hours that leaders could let go of: those of findings that are not accepted.
    pub(crate) reclaimable: Sum,
    /// The same for each rule.
    pub(crate) reclaimable_by_rule: BTreeMap<RuleRef, Sum>,
    /// The hours of work that leaders handed to others.
    pub(crate) freed: Sum,
    /// The share of work that stops when leaders are away. None without leaders or recurring work.
    pub(crate) dependence: Option<Dependence>,
    /// How complete the contracts of handovers are. None without contracts.
    pub(crate) quality: Option<HandoverQuality>,
    pub(crate) coverage: Coverage,
    /// The terms of the score. Empty if nothing can be judged.
    pub(crate) terms: Vec<ScoreTerm>,
}

impl Figures {
    /// Computes the figures from the cases of a site, the rules that are on and their findings.
    pub(in crate::audit) fn of(site: &Site<'_>, rules: &[&'static Rule], findings: &[&Finding]) -> Self {
        let (dependence, mut of_each) = Dependence::of_all_and_each(site);
        let mut leaders: Vec<LeaderFigures> = site
            .config
            .leaders()
            .map(|(id, _)| LeaderFigures {
                id: id.to_owned(),
                hours: BTreeMap::new(),
                reclaimable: Sum::default(),
                dependence: of_each.remove(id),
            })
            .collect();
        let mut freed = Sum::default();
        for (at, case) in site.live() {
            for (holder, part) in case.holders() {
                if let Ok(leader) = leaders.binary_search_by(|leader| leader.id.as_str().cmp(holder)) {
                    let sum = leaders[leader].hours.entry(HourCategory::of(case, part)).or_default();
                    sum.add(at, case.hours_of(part));
                }
            }
            if let Delegation::HandedOver { giver, .. } = case.delegation
                && site.config.is_leader(giver)
                && case.leader.is_none()
            {
                freed.add(at, case.hours());
            }
        }
        let reclaimable_by_rule = add_reclaimable(site, findings, &mut leaders);
        let reclaimable = Sum::total(leaders.iter().map(|leader| &leader.reclaimable));
        let quality = HandoverQuality::of(site, rules, findings);
        let held = leaders.iter().map(|leader| leader.total().weight()).sum();
        let terms = score::terms(held, &reclaimable, dependence.as_ref(), quality.as_ref());
        Self {
            leaders,
            loads: load::hours_by_person(site),
            reclaimable,
            reclaimable_by_rule,
            freed,
            dependence,
            quality,
            coverage: Coverage::of(site),
            terms,
        }
    }

    /// The score, 0 to 100: the weighted mean of the terms. None without terms.
    pub(crate) fn score(&self) -> Option<f64> {
        score::score(&self.terms)
    }

    pub(crate) fn leader(&self, id: &str) -> Option<&LeaderFigures> {
        let at = self.leaders.binary_search_by(|leader| leader.id.as_str().cmp(id)).ok()?;
        Some(&self.leaders[at])
    }

    #[cfg(test)]
    pub(crate) fn leader_hours(&self) -> Sum {
        Sum::total(self.leaders.iter().map(LeaderFigures::total).collect::<Vec<_>>().iter())
    }
}
