//! Who could take a note, how well they fit, and why.
//!
//! Takes a report; gives candidates with the hours they have left, and for each note and candidate a [`Fit`] or none.

use std::collections::BTreeSet;

use crate::audit::{Sum, past_due};
use crate::model::{Person, Role};
use crate::report::Report;
use crate::text::words::{agree, hours, list, list_some};

/// A person or a system that could take a note.
pub(super) struct Candidate<'r> {
    pub(super) id: &'r str,
    person: &'r Person,
    /// Hours a week; none if the capacity is not known.
    pub(super) left: Option<f64>,
    /// Hours of overdue work, which the load leaves out.
    pub(super) past_due: f64,
}

/// How well a candidate fits a note, and why.
pub(super) struct Fit<'r> {
    /// From 0 to 1,000.
    pub(super) score: i64,
    knows: Vec<&'r str>,
    /// The one skill they lack and want to learn.
    pub(super) learns: Option<&'r str>,
    /// Topics of the note that interest them.
    pub(super) likes: Vec<&'r str>,
    takes_part: bool,
    /// Who decides, where the candidate is a system.
    pub(super) decider: Option<&'r str>,
}

/// Members, vendors and systems, sorted by id.
pub(super) fn candidates<'r>(report: &'r Report<'_>) -> Vec<Candidate<'r>> {
    let loads = &report.audit.figures.loads;
    let people = report.config().people.iter().filter(|(_, person)| person.role != Role::Leader);
    people
        .map(|(id, person)| {
            // Work without hours counts as much here as in the notes to hand over.
            let load = loads.get(id).map_or(0.0, Sum::weight);
            let left = person.capacity().map(|capacity| capacity - load);
            Candidate { id, person, left, past_due: past_due(&report.audit.site, id) }
        })
        .collect()
}

/// How well a candidate fits a note; none if a skill is missing.
pub(super) fn fit<'r>(report: &'r Report<'_>, at: usize, candidate: &Candidate<'r>) -> Option<Fit<'r>> {
    let person = candidate.person;
    let note = report.note(at);
    let skills = note.skills.iter().map(|skill| skill.value.as_str());
    let (knows, lacks): (Vec<&str>, Vec<&str>) = skills.partition(|skill| person.has_skill(skill));
    let learns = match lacks[..] {
        [] => None,
        [only] if person.is_interested_in(only) => Some(only),
        _ => return None,
    };
    if person.role == Role::System {
        return automation(report, at, &knows, learns);
    }
    let topics = note.skills.iter().chain(&note.tags).map(|word| word.value.as_str());
    let topics = topics.chain(note.area.iter().map(|area| area.word()));
    let likes: BTreeSet<&str> =
        topics.filter(|topic| person.is_interested_in(topic) && learns != Some(*topic)).collect();
    let takes_part = takes_part(report, at, candidate.id);
    let by_skill = match (note.skills.is_empty(), learns) {
        (false, None) => 600,
        (false, Some(_)) => 450,
        (true, _) => 300,
    };
    let score = by_skill
        + i64::from(takes_part) * 150
        + if likes.is_empty() { 0 } else { 75 }
        + if person.role == Role::Member { 50 } else { 0 };
    Some(Fit { score, knows, learns, likes: likes.into_iter().collect(), takes_part, decider: None })
}

/// A system can take execution that it has the skills for, if a person who is not a leader can decide for it.
fn automation<'r>(report: &'r Report<'_>, at: usize, knows: &[&'r str], learns: Option<&str>) -> Option<Fit<'r>> {
    let case = report.case(at);
    let is_automated = case.note.automation.is_some();
    if knows.is_empty() || learns.is_some() || !case.is_execution() || is_automated {
        return None;
    }
    let deciders = report.config().people.iter();
    let deciders = deciders.filter(|(_, person)| person.role.is_helper());
    let best = deciders.max_by_key(|(id, person)| {
        let skills = case.note.skills.iter().filter(|skill| person.has_skill(skill)).count();
        (takes_part(report, at, id), person.role == Role::Member, skills, std::cmp::Reverse(*id))
    });
    let (decider, _) = best?;
    Some(Fit {
        score: 625,
        knows: knows.to_vec(),
        learns: None,
        likes: Vec::new(),
        takes_part: false,
        decider: Some(decider),
    })
}

fn takes_part(report: &Report<'_>, at: usize, id: &str) -> bool {
    report.note(at).contributors.iter().any(|helper| helper.value == id) || report.case(at).owner() == Some(id)
}

impl Fit<'_> {
    /// "knows copywriting, wants to learn storytelling and has 12 h a week left".
    /// `left` are the hours they have before they take it.
    pub(super) fn reason(&self, report: &Report<'_>, candidate: &Candidate<'_>, left: Option<f64>) -> String {
        if let Some(decider) = self.decider {
            let decider = report.config().name_of(decider);
            return format!("does {} automatically, and {decider} decides for it", list(&self.knows));
        }
        let mut reasons = Vec::new();
        if !self.knows.is_empty() {
            reasons.push(format!("knows {}", list(&self.knows)));
        }
        reasons.extend(self.learns.map(|skill| format!("wants to learn {skill}")));
        if !self.likes.is_empty() {
            reasons.push(format!("is interested in {}", list(&self.likes)));
        }
        if self.takes_part {
            reasons.push("already takes part in it".to_owned());
        }
        reasons.push(match left {
            Some(left) if candidate.past_due > 0.0 => {
                format!("has {} a week left, not counting {} of overdue work", hours(left), hours(candidate.past_due))
            }
            Some(left) => format!("has {} a week left", hours(left)),
            None => "has not declared any hours, so ask first".to_owned(),
        });
        let only_hours = reasons.len() == 1;
        let ask = if only_hours { "; the note names no `skills`, so ask first" } else { "" };
        format!("{}{ask}", list(&reasons))
    }
}

/// Why nobody can take a note.
pub(super) struct Missing<'r> {
    pub(super) words: String,
    /// The skills that a new person would need.
    pub(super) skills: Vec<&'r str>,
}

pub(super) fn missing<'r>(report: &'r Report<'_>, at: usize, candidates: &[Candidate<'r>]) -> Missing<'r> {
    let skills: Vec<&str> = report.note(at).skills.iter().map(|skill| skill.value.as_str()).collect();
    let (systems, people): (Vec<&Candidate<'_>>, Vec<&Candidate<'_>>) =
        candidates.iter().partition(|candidate| candidate.person.role == Role::System);
    let has_all = |candidate: &&&Candidate<'_>| skills.iter().all(|skill| candidate.person.has_skill(skill));
    if let Some(system) = systems.iter().find(has_all).filter(|_| people.is_empty() && !skills.is_empty()) {
        let words = format!("{} could do it, but only leaders could decide for it", system.person.name());
        return Missing { words, skills: Vec::new() };
    }
    if people.is_empty() {
        return Missing { words: "nobody in site.toml could take it".to_owned(), skills };
    }
    let able = people.iter().filter(|candidate| fit(report, at, candidate).is_some());
    let able: Vec<&str> = able.map(|candidate| candidate.person.name()).collect();
    if !able.is_empty() {
        let lack = agree(able.len(), "does not have", "do not have");
        return Missing { words: format!("{} could do it, but {lack} enough hours left", list_some(&able, 3)), skills };
    }
    let is_known = |skill: &&str| people.iter().any(|candidate| candidate.person.has_skill(skill));
    let unknown: Vec<&str> = skills.iter().copied().filter(|skill| !is_known(skill)).collect();
    if unknown.is_empty() {
        Missing { words: format!("nobody else knows {} together", list(&skills)), skills }
    } else {
        Missing { words: format!("nobody else knows {}", list(&unknown)), skills: unknown }
    }
}
