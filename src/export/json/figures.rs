//! The figures of an audit as JSON.
//!
//! Takes figures, of today or after the plan; gives them rounded.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::audit::{self, HourCategory, Sum};
use crate::export::values::rounded;
use crate::model::Config;

/// Hours are hours a week; shares go from 0 to 1. Unknown figures are null or left out.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures<'r> {
    /// Where each leader's hours go, by kind of work.
    leader_hours: BTreeMap<&'r str, BTreeMap<&'static str, Hours>>,
    /// The live work of each person, and their capacity.
    load: BTreeMap<&'r str, Load>,
    /// An upper limit of the hours that leaders could let go of.
    reclaimable_hours: Hours,
    reclaimable_by_leader: BTreeMap<&'r str, Hours>,
    /// By the rule of the finding.
    reclaimable_by_line: BTreeMap<&'r str, Hours>,
    /// The hours that leaders have handed over.
    freed_hours: Hours,
    /// The share of recurring work that stops when leaders are away.
    leader_dependence: Option<f64>,
    leader_dependence_by_leader: BTreeMap<&'r str, f64>,
    /// How complete the contracts of handovers are: a share.
    handover_quality: Option<f64>,
    /// The share of four facts that live notes declare; it says how far the score can be trusted.
    coverage: Option<f64>,
    /// 0 to 100.
    score: Option<f64>,
}

/// A sum, and how many parts have no hours.
#[derive(Serialize, JsonSchema)]
pub(super) struct Hours {
    hours: f64,
    /// How many parts of notes have no hours.
    unmeasured: usize,
}

/// The live work of a person.
#[derive(Serialize, JsonSchema)]
pub(super) struct Load {
    hours: f64,
    /// How many parts of notes have no hours.
    unmeasured: usize,
    /// Hours a week they have; null if site.toml does not say.
    capacity: Option<f64>,
}

impl From<&Sum> for Hours {
    fn from(sum: &Sum) -> Self {
        Self { hours: rounded(sum.hours), unmeasured: sum.unmeasured }
    }
}

impl Load {
    /// The sum is empty for a person without live work.
    pub(super) fn new(config: &Config, id: &str, sum: &Sum) -> Self {
        let capacity = config.person(id).and_then(crate::model::Person::capacity);
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
