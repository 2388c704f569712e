//! The share of recurring work that stops when leaders are away.
//!
//! Takes cases; gives a share weighted by hours, for all leaders together and for each of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::site::Site;

/// A share of recurring work that stops when leaders are away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dependence {
    /// 0 to 1, weighted by hours. A note without hours counts as one hour.
    pub(crate) share: f64,
    /// How many notes were counted.
    pub(crate) counted: usize,
    /// The notes that stop.
    pub(crate) stopping: Vec<usize>,
    /// Recurring notes of leaders that are not counted: direction, work that needs a leader, and hands-on work.
    pub(crate) by_design: Vec<usize>,
}

impl Dependence {
    /// The share of all leaders together.
    pub(in crate::audit) fn of(site: &Site<'_>) -> Option<Self> {
        Self::of_all_and_each(site).0
    }

    /// The share of all leaders together and of each leader, in one pass over the notes.
    pub(in crate::audit) fn of_all_and_each<'a>(site: &Site<'a>) -> (Option<Self>, BTreeMap<&'a str, Self>) {
        let mut of_all = Self::default();
        let mut of_each: BTreeMap<&str, Self> = site.config.leaders().map(|(id, _)| (id, Self::default())).collect();
        if of_each.is_empty() {
            return (None, of_each);
        }
        let mut weights = 0.0;
        for (at, case) in site.cases.iter().enumerate().filter(|(_, case)| case.is_live && case.is_recurring()) {
            if case.is_direction() || case.needs_leader() || case.is_hands_on {
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
                of_all.add_stopping(at, weight);
            }
            for leader in needed {
                of_each.entry(leader).or_default().add_stopping(at, weight);
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

    /// Adds a note that stops. `share` holds the sum of weights until all notes are counted.
    fn add_stopping(&mut self, at: usize, weight: f64) {
        self.share += weight;
        self.stopping.push(at);
    }
}
