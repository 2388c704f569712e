//! Handover quality: how complete the contracts of handovers are.
//!
//! Takes cases, rules and findings; gives the share of checks that each contract passes, and the mean.

use std::collections::{BTreeMap, BTreeSet};

use super::sum::ratio;
use crate::audit::checks::Checks;
use crate::audit::engine::finding::Finding;
use crate::audit::rule::{Quality, Rule};
use crate::audit::site::Site;

/// How many checks each contract passes, and the mean share.
#[derive(Clone, Debug, Default)]
pub(crate) struct HandoverQuality {
    /// 0 to 1: the mean share over all contracts.
    pub(crate) mean: f64,
    /// By the index of the note.
    pub(crate) contracts: BTreeMap<usize, Checks>,
}

impl HandoverQuality {
    /// The notes with contracts. Incomplete contracts come first.
    pub(crate) fn gaps_first(&self) -> Vec<usize> {
        let mut notes: Vec<usize> = self.contracts.keys().copied().collect();
        notes.sort_by_key(|at| self.contracts[at].passed == self.contracts[at].applicable);
        notes
    }

    /// The quality of all contracts to which a check of `rules` applies. A check does not count if its finding is
    /// accepted.
    pub(in crate::audit) fn of(site: &Site<'_>, rules: &[&'static Rule], findings: &[&Finding]) -> Option<Self> {
        let accepted: BTreeSet<(usize, &str)> = findings
            .iter()
            .filter(|finding| finding.accepted.is_some())
            .filter_map(|finding| Some((finding.note()?, finding.rule.definition().id)))
            .collect();
        let asking: Vec<(&Rule, Quality)> = rules.iter().filter_map(|rule| Some((*rule, rule.quality?))).collect();
        let mut contracts = BTreeMap::new();
        for (at, case) in site.cases.iter().enumerate().filter(|(_, case)| case.contract().is_some()) {
            let asked = asking.iter().filter(|(rule, _)| !accepted.contains(&(at, rule.id)));
            let checks: Checks = asked.map(|(_, quality)| quality(site, case)).sum();
            if checks.applicable > 0 {
                contracts.insert(at, checks);
            }
        }
        let sum: f64 = contracts.values().map(|checks| ratio(checks.passed, checks.applicable)).sum();
        let mean = sum / ratio(contracts.len(), 1);
        (!contracts.is_empty()).then_some(Self { mean, contracts })
    }
}
