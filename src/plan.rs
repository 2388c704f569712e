//! The handover plan: for each note a leader should hand over, who could take it; for the rest, what to change or whom
//! to look for.
//!
//! Takes a [`Report`]; gives proposals with their reasons and the lines to write, and the figures as the audit gives them
//! on the notes with all of that written in.

mod assign;
mod comparison;
mod fit;
mod lines;
mod summary;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::audit::{Figures, Finding, Mark, Part, Sum};
use crate::input::{self, Edit};
use crate::report::Report;
use assign::problem::{HOUR, Problem};
use fit::{Candidate, Fit};

pub(crate) use comparison::{BeforeAfter, a_week, figures as compared_figures, people as compared_people};
pub(crate) use summary::summary;

/// Everything the plan proposes.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Most hours first.
    pub(crate) proposals: Vec<Proposal>,
    /// Approvals, reviews and decisions to let go of; most hours first.
    pub(crate) changes: Vec<Change>,
    /// Notes for which nobody was found; most hours first.
    pub(crate) unplaced: Vec<Unplaced>,
    /// Whom to look for: by the skill that is missing, the hours that wait for it. A note that misses two counts under
    /// both.
    pub(crate) hiring: BTreeMap<String, Sum>,
    /// With the plan written into the notes.
    pub(crate) after: Figures,
    /// By taker, where what they could take stands among `proposals`.
    offers: BTreeMap<String, Vec<usize>>,
    /// Where a note stands among `proposals`, or among `unplaced`.
    proposed: BTreeMap<usize, usize>,
    missing: BTreeMap<usize, usize>,
}

/// A note that somebody could take.
#[derive(Debug)]
pub(crate) struct Proposal {
    /// The note, by its place among all notes.
    pub(crate) at: usize,
    pub(crate) leader: String,
    pub(crate) taker: String,
    /// Why it is them: "knows copywriting and has 12 h a week left".
    pub(crate) why: String,
    /// Hours a week; unmeasured where none.
    pub(crate) hours: Option<f64>,
    pub(crate) edit: Edit,
}

/// Something in a note to be changed so that a leader is no longer needed for it.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) at: usize,
    pub(crate) leader: String,
    /// The finding that asks for it, by its place among all findings.
    pub(crate) finding: usize,
    pub(crate) hours: Option<f64>,
    /// What to write, where that is known.
    pub(crate) edit: Option<Edit>,
}

/// A note for which nobody was found.
#[derive(Debug)]
pub(crate) struct Unplaced {
    pub(crate) at: usize,
    pub(crate) leader: String,
    pub(crate) hours: Option<f64>,
    /// What is missing: a skill, hours, or a word about which skills it takes.
    pub(crate) missing: String,
}

/// A note in need of a person, and who holds it now.
struct Need<'r> {
    at: usize,
    leader: &'r str,
    hours: Option<f64>,
}

impl Plan {
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let needs = needs(report);
        let candidates = fit::candidates(report);
        let fits: Vec<Vec<Option<Fit<'_>>>> = candidates
            .par_iter()
            .map(|candidate| needs.iter().map(|need| fit::fit(report, need.at, candidate)).collect())
            .collect();
        let assignment = assign::assign(&problem(&needs, &candidates, &fits));

        let (mut proposals, mut unplaced) = (Vec::new(), Vec::new());
        let mut hiring: BTreeMap<String, Sum> = BTreeMap::new();
        let mut left: Vec<Option<f64>> = candidates.iter().map(|candidate| candidate.left).collect();
        for (index, (need, taker)) in needs.iter().zip(assignment).enumerate() {
            if let Some((taker, fit)) = taker.and_then(|taker| Some((taker, fits[taker][index].as_ref()?))) {
                proposals.push(propose(report, need, &candidates[taker], fit, left[taker]));
                left[taker] = left[taker].map(|left| left - need.hours.unwrap_or(UNMEASURED));
                continue;
            }
            let missing = fit::missing(report, need.at, &candidates);
            for skill in missing.skills {
                hiring.entry(skill.to_lowercase()).or_default().add(need.at, need.hours);
            }
            let leader = need.leader.to_owned();
            unplaced.push(Unplaced { at: need.at, leader, hours: need.hours, missing: missing.words });
        }
        let changes = changes(report, &proposals);
        let mut offers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, proposal) in proposals.iter().enumerate() {
            offers.entry(proposal.taker.clone()).or_default().push(index);
        }
        Self {
            offers,
            missing: unplaced.iter().enumerate().map(|(index, open)| (open.at, index)).collect(),
            proposed: proposals.iter().enumerate().map(|(index, proposal)| (proposal.at, index)).collect(),
            hiring,
            after: after(report, &proposals, &changes),
            proposals,
            changes,
            unplaced,
        }
    }

    /// Nothing to hand over and nothing to change.
    pub(crate) fn is_empty(&self) -> bool {
        self.proposals.is_empty() && self.unplaced.is_empty() && self.changes.is_empty()
    }

    /// Who could take a note.
    pub(crate) fn proposal(&self, at: usize) -> Option<&Proposal> {
        self.proposed.get(&at).map(|index| &self.proposals[*index])
    }

    /// What somebody could take, most hours first.
    pub(crate) fn offers_to(&self, id: &str) -> impl Iterator<Item = &Proposal> {
        self.offers.get(id).into_iter().flatten().map(|index| &self.proposals[*index])
    }

    /// Why nobody could.
    pub(crate) fn missing(&self, at: usize) -> Option<&str> {
        self.missing.get(&at).map(|index| self.unplaced[*index].missing.as_str())
    }
}

/// Hours that stand in for what nobody has measured.
const UNMEASURED: f64 = 1.0;

/// In the unit of [`assign`]. Weights are rounded up and room is rounded down, but for what floats leave.
fn weight(hours: Option<f64>) -> i64 {
    units(hours.unwrap_or(UNMEASURED), |units| (units - ROUNDING).ceil())
}

fn room(hours: f64) -> i64 {
    units(hours, |units| (units + ROUNDING).floor())
}

const ROUNDING: f64 = 1e-3;

fn units(hours: f64, round: impl Fn(f64) -> f64) -> i64 {
    // Hours a week are at most 168, and what is held on top of them is a sum of such.
    #[allow(clippy::cast_possible_truncation)]
    let units = round(hours * f64::from(HOUR)) as i64;
    units
}

/// The notes that leaders do and that count as reclaimable, or would as soon as the finding reported instead is fixed.
fn needs<'r>(report: &'r Report<'_>) -> Vec<Need<'r>> {
    let waits =
        |finding: &Finding| finding.replaced.iter().any(|silent| silent.yields_entirely_to(finding.rule.definition()));
    let asked = asking(report).filter(|(_, finding)| finding.parts.contains(&Part::Doing) || waits(finding));
    let doing = asked.filter_map(|(_, finding)| Some((finding.note()?, finding.people.first()?.as_str())));
    let by_note: BTreeMap<usize, &str> =
        doing.filter(|(at, leader)| report.case(*at).doer() == Some(*leader)).collect();
    let mut needs: Vec<Need<'_>> =
        by_note.into_iter().map(|(at, leader)| Need { at, leader, hours: report.case(at).hours() }).collect();
    needs.sort_by_key(|need| std::cmp::Reverse(weight(need.hours)));
    needs
}

/// Findings that ask a leader to let go, with their places.
fn asking<'r>(report: &'r Report<'_>) -> impl Iterator<Item = (usize, &'r Finding)> {
    let findings = report.audit.findings.iter().enumerate();
    findings.filter(|(_, finding)| finding.rule.has(Mark::Reclaimable) && finding.accepted.is_none())
}

fn problem(needs: &[Need<'_>], candidates: &[Candidate<'_>], fits: &[Vec<Option<Fit<'_>>>]) -> Problem {
    let weights = needs.iter().map(|need| weight(need.hours)).collect();
    let room = candidates.iter().map(|candidate| candidate.left.map(room)).collect();
    let scores = |of_one: &Vec<Option<Fit<'_>>>| {
        of_one.iter().enumerate().filter_map(|(index, fit)| Some((index, fit.as_ref()?.score))).collect()
    };
    Problem::new(weights, room, fits.iter().map(scores).collect())
}

fn propose(report: &Report<'_>, need: &Need<'_>, taker: &Candidate<'_>, fit: &Fit<'_>, left: Option<f64>) -> Proposal {
    Proposal {
        at: need.at,
        leader: need.leader.to_owned(),
        taker: taker.id.to_owned(),
        why: fit.reason(report, taker, left),
        hours: need.hours,
        edit: lines::of_proposal(report, need.at, taker.id, fit),
    }
}

/// What leaders approve, review or decide and should not. Decisions for the system that does a note go with the note.
fn changes(report: &Report<'_>, proposals: &[Proposal]) -> Vec<Change> {
    let handed: BTreeSet<(usize, &str)> =
        proposals.iter().map(|proposal| (proposal.at, proposal.leader.as_str())).collect();
    let mut changes: Vec<Change> = asking(report)
        .filter_map(|(index, finding)| {
            let (at, leader) = (finding.note()?, finding.people.first()?);
            let is_beside = |part: &Part| match part {
                Part::Doing => false,
                Part::Deciding => !handed.contains(&(at, leader.as_str())),
                Part::Approving | Part::Reviewing => true,
            };
            let parts: BTreeSet<Part> = finding.parts.iter().copied().filter(is_beside).collect();
            (!parts.is_empty()).then(|| Change {
                at,
                leader: leader.clone(),
                finding: index,
                hours: report.case(at).hours_of_parts(&parts),
                edit: finding.paste.clone().map(|lines| Edit { without: &[], lines }),
            })
        })
        .collect();
    changes.sort_by(|a, b| weight(b.hours).cmp(&weight(a.hours)).then_with(|| a.at.cmp(&b.at)));
    changes
}

fn after(report: &Report<'_>, proposals: &[Proposal], changes: &[Change]) -> Figures {
    let mut written: BTreeMap<usize, Vec<&Edit>> = BTreeMap::new();
    for proposal in proposals {
        written.entry(proposal.at).or_default().push(&proposal.edit);
    }
    for change in changes {
        written.entry(change.at).or_default().extend(&change.edit);
    }
    let today = report.audit.site.today;
    let notes = written
        .into_par_iter()
        .filter_map(|(at, edits)| Some((at, input::rewritten(report.note(at), &edits, today)?)))
        .collect();
    report.audit.figures_with(&notes)
}

#[cfg(test)]
mod tests;
