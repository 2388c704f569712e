//! Figures: where leaders' hours go, what could be won back, what stops without them, and how well that is known.
//!
//! Takes cases and settled findings; gives sums in hours a week and shares from 0 to 1. What is not measured is
//! counted, never guessed.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Part;
use super::{Case, Finding, Mark, Site};
use crate::notes::{Cadence, Work};

/// All figures of a site.
#[derive(Debug)]
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
    pub(crate) coverage: Coverage,
    /// What the score is made of; empty where nothing could be judged.
    pub(crate) terms: Vec<Term>,
}

/// Figures of one leader.
#[derive(Debug)]
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
    fn add(&mut self, note: usize, hours: Option<f64>) {
        match hours {
            Some(hours) => self.hours += hours,
            None => self.unmeasured += 1,
        }
        self.notes.insert(note);
    }

    /// With one hour for each part that is not measured.
    fn weight(&self) -> f64 {
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

impl Dependence {
    /// Over all leaders together.
    pub(super) fn of(site: &Site<'_>) -> Option<Self> {
        Self::survey(site).0
    }

    /// Over all leaders together, and for each of them; one pass over the notes.
    fn survey<'a>(site: &Site<'a>) -> (Option<Self>, BTreeMap<&'a str, Self>) {
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

impl Figures {
    /// From cases and the findings on them.
    pub(super) fn of(site: &Site<'_>, findings: &[Finding]) -> Self {
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
        let mut loads: BTreeMap<String, Sum> = BTreeMap::new();
        let mut freed = Sum::default();
        for (at, case) in site.cases.iter().enumerate().filter(|(_, case)| case.is_live) {
            for (holder, part) in case.holders() {
                if let Ok(leader) = leaders.binary_search_by(|leader| leader.id.as_str().cmp(holder)) {
                    let bucket = leaders[leader].hours.entry(Bucket::of(case, part)).or_default();
                    bucket.add(at, case.hours_of(part));
                }
                if takes_time_now(case, site) && part != Part::Deciding {
                    loads.entry(holder.to_owned()).or_default().add(at, case.hours_of(part));
                }
            }
            if let super::Handing::Over { giver, .. } = case.handing
                && site.config.is_leader(giver)
                && case.leader.is_none()
            {
                freed.add(at, case.hours());
            }
        }
        let reclaimable_by_line = reclaim(site, findings, &mut leaders);
        let reclaimable = total(leaders.iter().map(|leader| &leader.reclaimable));
        let terms = terms(&leaders, &reclaimable, dependence.as_ref());
        Self { leaders, loads, reclaimable, reclaimable_by_line, freed, dependence, coverage: coverage(site), terms }
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

/// What happens once takes time from its start to its due day.
fn takes_time_now(case: &Case<'_>, site: &Site<'_>) -> bool {
    let is_once = case.cadence.as_ref().is_some_and(|cadence| cadence.value == Cadence::Once);
    let has_started = case.note.started.as_ref().is_none_or(|started| started.value <= site.today);
    let is_over = case.note.due.as_ref().is_some_and(|due| due.value < site.today);
    !is_once || (has_started && !is_over)
}

/// Counts each part of a note once, for the first line that names it.
fn reclaim(site: &Site<'_>, findings: &[Finding], leaders: &mut [LeaderFigures]) -> BTreeMap<String, Sum> {
    let mut counted = BTreeSet::new();
    let mut by_line: BTreeMap<String, Sum> = BTreeMap::new();
    let mut at_stake: Vec<&Finding> =
        findings.iter().filter(|finding| finding.rule.has(Mark::Reclaimable) && finding.accepted.is_none()).collect();
    at_stake.sort_by(|a, b| (a.note(), &a.code).cmp(&(b.note(), &b.code)));
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

fn terms(leaders: &[LeaderFigures], reclaimable: &Sum, dependence: Option<&Dependence>) -> Vec<Term> {
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
    terms
}

fn ratio(part: usize, whole: usize) -> f64 {
    // Counts of facts are far below what a float holds exactly.
    #[allow(clippy::cast_precision_loss)]
    let ratio = part as f64 / whole as f64;
    ratio
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::audit::samples;

    /// Front matter made of facts the figures look at. Hours come last, so that they can be left out.
    fn front_matter() -> impl Strategy<Value = (String, Option<String>)> {
        let person = prop_oneof![Just("nora"), Just("milo"), Just("studio"), Just("ghost")];
        let line = |key: &'static str, words: &'static [&'static str]| {
            prop::option::of(prop::sample::select(words))
                .prop_map(move |word| word.map_or_else(String::new, |word| format!("{key} = \"{word}\"\n")))
        };
        let title =
            prop::sample::select(&["Plan", "Write captions", "Founder story to camera", "Sign off banners"][..]);
        let keys = (
            title,
            person,
            line("delegate", &["milo", "robot"]),
            line("status", &["active", "blocked", "done", "proposed"]),
            line("work", &["direction", "judgment", "execution"]),
            line("area", &["content", "distribution", "tooling", "visibility", "legal"]),
            line("cadence", &["once", "daily", "weekly", "monthly"]),
            line("expertise", &["leader", "general"]),
        );
        let approval = prop::option::of(Just("[approval]\nby = \"nora\"\nof = \"assets\"\nhours = 2\n"));
        let hours = prop::option::of((0_u16..600).prop_map(|tenths| format!("hours = {}\n", f64::from(tenths) / 10.0)));
        (keys, approval, hours).prop_map(|(keys, approval, hours)| {
            let (title, owner, delegate, status, work, area, cadence, expertise) = keys;
            let delegate = if delegate.contains(owner) { String::new() } else { delegate };
            let plain =
                format!("title = \"{title}\"\nowner = \"{owner}\"\n{delegate}{status}{work}{area}{cadence}{expertise}");
            (format!("{plain}HOURS{}", approval.unwrap_or_default()), hours)
        })
    }

    fn notes_of(all: &[(String, Option<String>)]) -> Vec<(String, String)> {
        all.iter()
            .enumerate()
            .map(|(at, (text, hours))| {
                let hours = hours.clone().unwrap_or_default();
                (format!("note-{at:02}"), format!("+++\n{}+++\n", text.replace("HOURS", &hours)))
            })
            .collect()
    }

    fn figures<T>(notes: &[(String, String)], test: impl FnOnce(&Figures, &[Finding]) -> T) -> T {
        let notes = samples::notes(notes.iter().map(|(id, text)| (id.as_str(), text.as_str())));
        samples::with_audit(&samples::config(""), &notes, |audit| test(&audit.figures, &audit.findings))
    }

    proptest! {
        #[test]
        fn every_figure_stays_in_its_range(all in prop::collection::vec(front_matter(), 0..12)) {
            figures(&notes_of(&all), |figures, _| {
                let leader_hours = figures.leader_hours();
                prop_assert!(figures.score().is_none_or(|score| (0.0..=100.0).contains(&score)));
                prop_assert!(figures.dependence.as_ref().is_none_or(|found| (0.0..=1.0).contains(&found.share)));
                prop_assert!(figures.coverage.share().is_none_or(|share| (0.0..=1.0).contains(&share)));
                prop_assert!(figures.reclaimable.hours <= leader_hours.hours + 1e-9);
                prop_assert!(figures.reclaimable.unmeasured <= leader_hours.unmeasured);
                let by_line: f64 = figures.reclaimable_by_line.values().map(|sum| sum.hours).sum();
                prop_assert!((by_line - figures.reclaimable.hours).abs() < 1e-9);
                Ok(())
            })?;
        }

        #[test]
        fn the_order_of_notes_does_not_matter(all in prop::collection::vec(front_matter(), 0..8)) {
            let forward = notes_of(&all);
            let backward: Vec<_> = forward.iter().rev().cloned().collect();
            let shown = |notes: &[(String, String)]| figures(notes, |figures, findings| format!("{figures:?} {findings:?}"));
            prop_assert_eq!(shown(&forward), shown(&backward));
        }

        #[test]
        fn leaving_hours_out_lowers_coverage_and_never_raises_the_score_by_hiding_work_that_is_fine(
            all in prop::collection::vec(front_matter(), 1..8), which in 0_usize..8,
        ) {
            let which = which % all.len();
            let mut without = all.clone();
            without[which].1 = None;
            let measure = |all: &[(String, Option<String>)]| figures(&notes_of(all), |figures, _| {
                let stops = figures.dependence.as_ref().is_some_and(|found| found.stopping.contains(&which));
                let flagged = figures.reclaimable.notes.contains(&which);
                (figures.score(), figures.coverage.share(), stops || flagged)
            });
            let (score, coverage, counts_against) = measure(&all);
            let (score_without, coverage_without, _) = measure(&without);
            let was_more_than_the_stand_in =
                all[which].1.as_deref().and_then(|line| line[8..].trim().parse::<f64>().ok()).is_some_and(|hours| hours >= 1.0);
            prop_assert!(coverage_without <= coverage);
            if !counts_against && was_more_than_the_stand_in {
                prop_assert!(score_without.unwrap_or_default() <= score.unwrap_or_default() + 1e-9);
            }
        }
    }

    #[test]
    fn an_unmeasured_part_weighs_one_hour_in_both() {
        let notes = [
            (
                "a".to_owned(),
                "+++\ntitle = \"Captions\"\nowner = \"nora\"\nwork = \"execution\"\ncadence = \"daily\"\n+++\n"
                    .to_owned(),
            ),
            (
                "b".to_owned(),
                "+++\ntitle = \"Plan\"\nowner = \"nora\"\nwork = \"direction\"\nhours = 3\n+++\n".to_owned(),
            ),
        ];
        figures(&notes, |figures, _| {
            assert_eq!((figures.reclaimable.unmeasured, figures.leader_hours().unmeasured), (1, 1));
            assert!((figures.terms[0].value - 0.75).abs() < 1e-9);
        });
    }

    #[test]
    fn with_nothing_live_there_is_no_score() {
        let proposed = "+++\ntitle = \"Later\"\nowner = \"nora\"\nstatus = \"proposed\"\n+++\n".to_owned();
        figures(&[("a".to_owned(), proposed)], |figures, _| {
            assert!(figures.score().is_none() && figures.dependence.is_none() && figures.coverage.share().is_none());
        });
    }
}
