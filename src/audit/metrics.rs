//! Figures: where leaders' hours go, what could be won back, what stops without them, and how well that is known.
//!
//! Takes cases and settled findings; gives sums in hours a week and shares from 0 to 1. What is not measured is
//! counted, never guessed.

mod dependence;
pub(in crate::audit) mod load;
mod quality;

pub(crate) use dependence::Dependence;
pub(crate) use load::{is_too_much, past_due};
pub(crate) use quality::HandoverQuality;

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::case::Part;
use crate::audit::{Case, Finding, Mark, Site};
use crate::model::Work;

/// All figures of a site.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    /// One for each leader, sorted by id.
    pub(crate) leaders: Vec<LeaderFigures>,
    /// Hours a week of everybody who holds a part of a live note.
    pub(crate) loads: BTreeMap<String, Sum>,
    /// What unaccepted findings could win back, at most.
    pub(crate) reclaimable: Sum,
    /// The same by the code of the line it crosses.
    pub(crate) reclaimable_by_line: BTreeMap<String, Sum>,
    /// What leaders have handed to others.
    pub(crate) freed: Sum,
    /// How much stops when leaders are away; unknown without leaders or recurring work.
    pub(crate) dependence: Option<Dependence>,
    /// How complete the contracts of handovers are; unknown where there is none.
    pub(crate) quality: Option<HandoverQuality>,
    pub(crate) coverage: Coverage,
    /// What the score is made of; empty where nothing could be judged.
    pub(crate) terms: Vec<Term>,
}

/// Figures of one leader.
#[derive(Clone, Debug)]
pub(crate) struct LeaderFigures {
    pub(crate) id: String,
    pub(crate) hours: BTreeMap<Bucket, Sum>,
    pub(crate) reclaimable: Sum,
    pub(crate) dependence: Option<Dependence>,
}

/// Hours a week, how many parts have no hours, and the notes behind both.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sum {
    pub(crate) hours: f64,
    pub(crate) unmeasured: usize,
    pub(crate) notes: BTreeSet<usize>,
}

/// What kind of work a leader's hours go into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bucket {
    Direction,
    Judgment,
    HandsOn,
    Execution,
    Approving,
    Unsorted,
}

/// How many of the four facts that carry the audit are declared.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Coverage {
    pub(crate) declared: usize,
    pub(crate) of: usize,
}

/// One part of the score.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    pub(crate) name: &'static str,
    pub(crate) weight: f64,
    /// 0 to 1, the more the better.
    pub(crate) value: f64,
}

impl Sum {
    pub(crate) fn add(&mut self, note: usize, hours: Option<f64>) {
        match hours {
            Some(hours) => self.hours += hours,
            None => self.unmeasured += 1,
        }
        self.notes.insert(note);
    }

    /// With one hour for each part that is not measured.
    pub(crate) fn weight(&self) -> f64 {
        // Counts of notes are far below what a float holds exactly.
        #[allow(clippy::cast_precision_loss)]
        let unmeasured = self.unmeasured as f64;
        self.hours + unmeasured
    }

    /// Nothing in it, measured or not.
    pub(crate) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }
}

impl Coverage {
    /// The share declared, or none where there is nothing live.
    pub(crate) fn share(self) -> Option<f64> {
        (self.of > 0).then(|| ratio(self.declared, self.of))
    }
}

impl Bucket {
    pub(crate) const ALL: [Self; 6] =
        [Self::Direction, Self::Judgment, Self::HandsOn, Self::Execution, Self::Approving, Self::Unsorted];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Direction => "Direction",
            Self::Judgment => "Judgment",
            Self::HandsOn => "Hands-on for a while",
            Self::Execution => "Execution",
            Self::Approving => "Approving and reviewing",
            Self::Unsorted => "Not sorted yet",
        }
    }

    /// A word for classes and data files.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Judgment => "judgment",
            Self::HandsOn => "hands-on",
            Self::Execution => "execution",
            Self::Approving => "approving",
            Self::Unsorted => "unsorted",
        }
    }

    fn of(case: &Case<'_>, part: Part) -> Self {
        match (part, case.work.as_ref().map(|work| work.value)) {
            (Part::Approving | Part::Reviewing | Part::Deciding, _) => Self::Approving,
            (Part::Doing, _) if case.is_hands_on => Self::HandsOn,
            (Part::Doing, Some(Work::Direction)) => Self::Direction,
            (Part::Doing, Some(Work::Judgment)) => Self::Judgment,
            (Part::Doing, Some(Work::Execution)) => Self::Execution,
            (Part::Doing, None) => Self::Unsorted,
        }
    }
}

impl LeaderFigures {
    /// All hours, whatever the kind of work.
    pub(crate) fn total(&self) -> Sum {
        self.hours.values().fold(Sum::default(), |mut total, sum| {
            total.hours += sum.hours;
            total.unmeasured += sum.unmeasured;
            total.notes.extend(&sum.notes);
            total
        })
    }
}

impl Figures {
    /// From cases and the findings on them.
    pub(in crate::audit) fn of(site: &Site<'_>, findings: &[&Finding]) -> Self {
        let (dependence, mut of_each) = Dependence::survey(site);
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
                    let bucket = leaders[leader].hours.entry(Bucket::of(case, part)).or_default();
                    bucket.add(at, case.hours_of(part));
                }
            }
            if let crate::audit::Handing::Over { giver, .. } = case.handing
                && site.config.is_leader(giver)
                && case.leader.is_none()
            {
                freed.add(at, case.hours());
            }
        }
        let reclaimable_by_line = reclaim(site, findings, &mut leaders);
        let reclaimable = total(leaders.iter().map(|leader| &leader.reclaimable));
        let quality = HandoverQuality::of(site, findings);
        let terms = terms(&leaders, &reclaimable, dependence.as_ref(), quality.as_ref());
        Self {
            leaders,
            loads: load::sums(site),
            reclaimable,
            reclaimable_by_line,
            freed,
            dependence,
            quality,
            coverage: coverage(site),
            terms,
        }
    }

    /// 0 to 100: the weighted mean of what could be judged; none where nothing could.
    pub(crate) fn score(&self) -> Option<f64> {
        let weights: f64 = self.terms.iter().map(|term| term.weight).sum();
        let sum: f64 = self.terms.iter().map(|term| term.weight * term.value).sum();
        (weights > 0.0).then(|| (100.0 * sum / weights).clamp(0.0, 100.0))
    }

    pub(crate) fn leader(&self, id: &str) -> Option<&LeaderFigures> {
        let at = self.leaders.binary_search_by(|leader| leader.id.as_str().cmp(id)).ok()?;
        Some(&self.leaders[at])
    }

    #[cfg(test)]
    pub(crate) fn leader_hours(&self) -> Sum {
        total(self.leaders.iter().map(LeaderFigures::total).collect::<Vec<_>>().iter())
    }
}

/// Counts each part of a note once, for the first line that names it.
fn reclaim(site: &Site<'_>, findings: &[&Finding], leaders: &mut [LeaderFigures]) -> BTreeMap<String, Sum> {
    let mut counted = BTreeSet::new();
    let mut by_line: BTreeMap<String, Sum> = BTreeMap::new();
    let mut at_stake: Vec<&Finding> = findings
        .iter()
        .copied()
        .filter(|finding| finding.rule.has(Mark::Reclaimable) && finding.accepted.is_none())
        .collect();
    // A line of the never list says more than that something could be handed over.
    at_stake.sort_by_key(|finding| (finding.note(), finding.rule.family() != 'N', &finding.code));
    for finding in at_stake {
        let (Some(at), Some(person)) = (finding.note(), finding.people.first()) else { continue };
        let Ok(found) = leaders.binary_search_by(|leader| leader.id.cmp(person)) else { continue };
        let leader = &mut leaders[found];
        for part in &finding.parts {
            if counted.insert((at, person, *part)) {
                let hours = site.cases[at].hours_of(*part);
                leader.reclaimable.add(at, hours);
                by_line.entry(finding.code.clone()).or_default().add(at, hours);
            }
        }
    }
    by_line
}

fn total<'s>(sums: impl Iterator<Item = &'s Sum>) -> Sum {
    sums.fold(Sum::default(), |mut total, sum| {
        total.hours += sum.hours;
        total.unmeasured += sum.unmeasured;
        total.notes.extend(&sum.notes);
        total
    })
}

fn coverage(site: &Site<'_>) -> Coverage {
    let mut coverage = Coverage::default();
    for case in site.cases.iter().filter(|case| case.is_live) {
        let note = case.note;
        let is_known = |id: &str| site.config.people.is_empty() || site.config.person(id).is_some();
        let everybody_is_known = note.owner.is_some() && note.people().all(|person| is_known(person));
        let facts = [
            everybody_is_known,
            note.work.is_some(),
            note.cadence.is_some(),
            note.hours.is_some() || note.each.is_some(),
        ];
        coverage.of += facts.len();
        coverage.declared += facts.into_iter().filter(|declared| *declared).count();
    }
    coverage
}

fn terms(
    leaders: &[LeaderFigures],
    reclaimable: &Sum,
    dependence: Option<&Dependence>,
    quality: Option<&HandoverQuality>,
) -> Vec<Term> {
    let mut terms = Vec::new();
    let held: f64 = leaders.iter().map(|leader| leader.total().weight()).sum();
    if held > 0.0 {
        let value = (1.0 - reclaimable.weight() / held).clamp(0.0, 1.0);
        terms.push(Term { name: "Leaders' hours that are theirs to spend", weight: 0.4, value });
    }
    if let Some(dependence) = dependence {
        terms.push(Term {
            name: "Recurring work that goes on without leaders",
            weight: 0.3,
            value: 1.0 - dependence.share,
        });
    }
    if let Some(quality) = quality {
        terms.push(Term { name: "Handovers with a complete contract", weight: 0.3, value: quality.mean });
    }
    terms
}

fn ratio(part: usize, whole: usize) -> f64 {
    // Counts of facts are far below what a float holds exactly.
    #[allow(clippy::cast_precision_loss)]
    let ratio = part as f64 / whole as f64;
    ratio
}

#[cfg(test)]
mod properties;
