//! How much of the recurring work stops when leaders are away.
//!
//! Takes cases; gives a share weighted by hours, over all leaders and for each of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::site::Site;

/// A share of recurring work that stops when leaders are away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dependence {
    /// 0 to 1, weighted by hours; an unmeasured note weighs one.
    pub(crate) share: f64,
    /// How many notes were counted.
    pub(crate) counted: usize,
    /// Those that stop.
    pub(crate) stopping: Vec<usize>,
    /// Leaders' recurring work that is left out because only they can do it.
    pub(crate) by_design: Vec<usize>,
}

impl Dependence {
    /// Over all leaders together.
    pub(in crate::audit) fn of(site: &Site<'_>) -> Option<Self> {
        Self::survey(site).0
    }

    /// Over all leaders together, and for each of them; one pass over the notes.
    pub(in crate::audit) fn survey<'a>(site: &Site<'a>) -> (Option<Self>, BTreeMap<&'a str, Self>) {
        let mut of_all = Self::default();
        let mut of_each: BTreeMap<&str, Self> = site.config.leaders().map(|(id, _)| (id, Self::default())).collect();
        if of_each.is_empty() {
            return (None, of_each);
        }
        let mut weights = 0.0;
        for (at, case) in site.cases.iter().enumerate().filter(|(_, case)| case.is_live && case.is_recurring()) {
            if case.is_direction() || case.takes_a_leader() || case.is_hands_on {
                if let Some(leader) = case.leader {
                    of_all.by_design.push(at);
                    of_each.entry(leader).or_default().by_design.push(at);
                }
                continue;
            }
            let weight = case.hours().unwrap_or(1.0);
            weights += weight;
            of_all.counted += 1;
            let approver = case.asset_approver.as_ref().map(|fact| fact.value);
            let decider = case.decider.as_ref().map(|fact| fact.value);
            let needed: BTreeSet<&str> = case.leader.into_iter().chain(approver).chain(decider).collect();
            if !needed.is_empty() {
                of_all.stop(at, weight);
            }
            for leader in needed {
                of_each.entry(leader).or_default().stop(at, weight);
            }
        }
        if weights <= 0.0 {
            return (None, BTreeMap::new());
        }
        let counted = of_all.counted;
        for found in of_each.values_mut().chain([&mut of_all]) {
            found.share = (found.share / weights).clamp(0.0, 1.0);
            found.counted = counted;
        }
        (Some(of_all), of_each)
    }

    /// Counts a note that stops; `share` holds its weight until all are known.
    fn stop(&mut self, at: usize, weight: f64) {
        self.share += weight;
        self.stopping.push(at);
    }
}
