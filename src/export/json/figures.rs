//! The figures of an audit as JSON.
//!
//! Takes figures; gives them rounded, as they are now or as they would be with the plan.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::rounded;
use crate::audit::{self, HourCategory, Sum};
use crate::model::Config;

/// Hours are a week's; shares go from 0 to 1. What cannot be judged is null or left out.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures<'r> {
    /// Where each leader's hours go, by kind of work.
    leader_hours: BTreeMap<&'r str, BTreeMap<&'static str, Hours>>,
    /// What everybody holds of live work, against what they have.
    load: BTreeMap<&'r str, Load>,
    /// What leaders could let go of, at most.
    reclaimable_hours: Hours,
    reclaimable_by_leader: BTreeMap<&'r str, Hours>,
    /// By the rule that names it.
    reclaimable_by_line: BTreeMap<&'r str, Hours>,
    /// What leaders have handed to others.
    freed_hours: Hours,
    /// The share of recurring work that stops when leaders are away.
    leader_dependence: Option<f64>,
    leader_dependence_by_leader: BTreeMap<&'r str, f64>,
    /// How complete the contracts of handovers are: a share.
    handover_quality: Option<f64>,
    /// The share of four facts that live notes declare; a score says no more than it allows.
    coverage: Option<f64>,
    /// 0 to 100.
    score: Option<f64>,
}

/// A sum, and what is missing from it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Hours {
    hours: f64,
    /// How many parts of notes have no hours.
    unmeasured: usize,
}

/// What somebody holds of live work.
#[derive(Serialize, JsonSchema)]
pub(super) struct Load {
    hours: f64,
    /// How many parts of notes have no hours.
    unmeasured: usize,
    /// The hours they have, where somebody has said.
    capacity: Option<f64>,
}

impl From<&Sum> for Hours {
    fn from(sum: &Sum) -> Self {
        Self { hours: rounded(sum.hours), unmeasured: sum.unmeasured }
    }
}

impl Load {
    /// Of somebody who holds nothing, the sum is empty.
    pub(super) fn new(config: &Config, id: &str, sum: &Sum) -> Self {
        let capacity = config.person(id).and_then(|person| person.capacity);
        Self { hours: rounded(sum.hours), unmeasured: sum.unmeasured, capacity }
    }
}

impl<'r> Figures<'r> {
    pub(super) fn new(config: &Config, figures: &'r audit::Figures) -> Self {
        let leaders = || figures.leaders.iter();
        let loads = figures.loads.iter();
        let by_line = figures.reclaimable_by_rule.iter();
        Self {
            leader_hours: leaders()
                .map(|leader| {
                    let of =
                        |category: HourCategory| leader.hours.get(&category).map(|sum| (category.key(), sum.into()));
                    (leader.id.as_str(), HourCategory::ALL.into_iter().filter_map(of).collect())
                })
                .collect(),
            load: loads.map(|(id, sum)| (id.as_str(), Load::new(config, id, sum))).collect(),
            reclaimable_hours: (&figures.reclaimable).into(),
            reclaimable_by_leader: leaders().map(|leader| (leader.id.as_str(), (&leader.reclaimable).into())).collect(),
            reclaimable_by_line: by_line.map(|(rule, sum)| (rule.code(), sum.into())).collect(),
            freed_hours: (&figures.freed).into(),
            leader_dependence: figures.dependence.as_ref().map(|found| rounded(found.share)),
            leader_dependence_by_leader: leaders()
                .filter_map(|leader| Some((leader.id.as_str(), rounded(leader.dependence.as_ref()?.share))))
                .collect(),
            handover_quality: figures.quality.as_ref().map(|found| rounded(found.mean)),
            coverage: figures.coverage.share().map(rounded),
            score: figures.score().map(rounded),
        }
    }
}
