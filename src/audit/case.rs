//! A note as the audit sees it: who does what, and each fact as declared or as inferred from its words.
//!
//! Takes a note and the lexicon; gives a [`Case`]. It is computed once, and every rule reads it.

mod declared;
mod delegation;
mod hours;
mod part;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::audit::fact::Fact;
use crate::audit::inference::beliefs::{self, Belief};
use crate::audit::inference::inferred_facts::InferredFacts;
use crate::audit::inference::lexicon::Lexicon;
use crate::model::{
    ApprovalOf, Area, At, Authority, Cadence, Config, Expertise, Handover, LineIndex, Location, Note, Notes, ReviewOf,
    Role, Span, Status, Target, Work, resolve,
};

pub(crate) use delegation::Delegation;
pub(crate) use part::Part;

/// The facts of one note that rules read.
#[derive(Clone, Debug)]
pub(crate) struct Case<'a> {
    pub(crate) note: &'a Note,
    pub(crate) is_live: bool,
    /// The accountable person. A system cannot be one.
    owner: Option<&'a str>,
    /// Who does the work: the delegate, or else the owner.
    doer: Option<&'a str>,
    /// The doer, if that is a leader.
    pub(crate) leader: Option<&'a str>,
    pub(crate) work: Option<Fact<Work>>,
    pub(crate) area: Option<Fact<Area>>,
    pub(crate) cadence: Option<Fact<Cadence>>,
    /// The leader who approves each asset.
    pub(crate) asset_approver: Option<Fact<&'a str>>,
    /// The leader who reviews drafts.
    pub(crate) draft_reviewer: Option<Fact<&'a str>>,
    /// The leader who makes the decisions of its automation.
    pub(crate) decider: Option<Fact<&'a str>>,
    /// Whether the work was given to somebody. Work that is not live counts as kept.
    pub(crate) delegation: Delegation<'a>,
    /// The same for work of any status, because done work may have been handed over.
    pub(crate) delegation_at_any_status: Delegation<'a>,
    /// Whether a leader is hands-on with a reason, an end and a successor.
    pub(crate) is_hands_on: bool,
    /// Whether the leader's level matches the partner's, so that the conversation needs the leader.
    pub(crate) matches_partner: bool,
    /// The ids of own lines whose phrases the note contains, with the words.
    pub(crate) own_lines: Vec<(String, Fact<()>)>,
    /// The belief that the text of the note states.
    pub(crate) belief: Option<Belief>,
    /// Hours a week of the doer.
    hours: Option<f64>,
    /// The target of each link of the body, in the order of the links.
    pub(crate) targets: Vec<Target<'a>>,
    /// Computed for the first finding, because most notes have none.
    line_index: OnceLock<LineIndex>,
}

impl<'a> Case<'a> {
    pub(super) fn new(note: &'a Note, notes: &'a Notes, config: &Config, lexicon: &Lexicon, today: Date) -> Self {
        let inferred = InferredFacts::in_note(note, lexicon);
        let leads = |id: &str| config.is_leader(id);
        let owner = note.owner.as_ref().map(|owner| owner.value.as_str());
        let owner = owner.filter(|owner| config.role(owner) != Some(Role::System));
        let doer = note.delegate.as_ref().map(|delegate| delegate.value.as_str()).or(owner);
        let leader = doer.filter(|doer| leads(doer));
        let cadence = note.cadence.as_ref().map(Fact::of_key).or_else(|| inferred.cadence());
        let hours = hours::hours_a_week(note, cadence.as_ref().map(|cadence| cadence.value));
        let delegation = Delegation::in_note(note, owner, doer, config, today);
        let is_hands_on =
            leader.is_some() && note.hands_on.as_ref().is_some_and(|hands_on| hands_on.flaw(doer, today).is_none());
        let mut case = Self {
            note,
            is_live: note.status.is_live(),
            owner,
            doer,
            leader,
            work: note.work.as_ref().map(Fact::of_key).or_else(|| inferred.execution()),
            area: note.area.as_ref().map(Fact::of_key).or_else(|| inferred.area()),
            cadence,
            asset_approver: asset_approver(note, leader, &inferred).filter(|fact| leads(fact.value)),
            draft_reviewer: draft_reviewer(note, leader, &inferred).filter(|fact| leads(fact.value)),
            decider: decider(note).filter(|fact| leads(fact.value)),
            delegation: if note.status.is_live() { delegation } else { Delegation::Kept },
            delegation_at_any_status: delegation,
            is_hands_on,
            matches_partner: matches_partner(note, leader, config),
            own_lines: inferred.own_lines(),
            belief: None,
            hours,
            targets: note.body.links.iter().map(|link| resolve(notes, note, &link.destination)).collect(),
            line_index: OnceLock::new(),
        };
        if case.is_live && case.first_leader_involved(config).is_some() {
            case.belief = beliefs::stated_belief(note, lexicon);
        }
        case
    }

    /// The file, line and column of `span`.
    pub(crate) fn locate(&self, span: Span) -> Location {
        let note = self.note;
        self.line_index.get_or_init(|| LineIndex::of(&note.text)).locate(&note.path, &note.text, span)
    }

    pub(crate) fn doer(&self) -> Option<&'a str> {
        self.doer
    }

    pub(crate) fn is_direction(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.value == Work::Direction)
    }

    pub(crate) fn is_execution(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.value == Work::Execution)
    }

    pub(crate) fn is_recurring(&self) -> bool {
        self.cadence.as_ref().is_some_and(|cadence| cadence.value.is_recurring())
    }

    pub(crate) fn is_once(&self) -> bool {
        self.cadence.as_ref().is_some_and(|cadence| cadence.value == Cadence::Once)
    }

    pub(crate) fn needs_leader(&self) -> bool {
        self.note.expertise.as_ref().is_some_and(|expertise| expertise.value == Expertise::Leader)
    }

    /// Hours a week of the doer, if known.
    pub(crate) fn hours(&self) -> Option<f64> {
        self.hours
    }

    /// Hours a week in words: "4 h a week, 52 h a quarter" if the work is done once a quarter.
    pub(crate) fn hours_in_words(&self, hours: f64) -> String {
        hours::in_words(hours, self.cadence.as_ref().map(|cadence| cadence.value))
    }

    /// Hours a week of one part of the note, if known.
    pub(crate) fn hours_of(&self, part: Part) -> Option<f64> {
        match part {
            Part::Doing => self.hours,
            Part::Approving => self.note.approval.as_ref().and_then(|table| table.hours.as_ref()).map(|at| at.value),
            Part::Reviewing => self.note.review.as_ref().and_then(|table| table.hours.as_ref()).map(|at| at.value),
            Part::Deciding => None,
        }
    }

    /// Hours a week of several parts. None if no part has hours.
    pub(crate) fn hours_of_parts(&self, parts: &BTreeSet<Part>) -> Option<f64> {
        parts.iter().filter_map(|part| self.hours_of(*part)).reduce(|a, b| a + b)
    }

    /// Each person who holds a part of the note, with the part.
    pub(crate) fn holders(&self) -> impl Iterator<Item = (&'a str, Part)> {
        let note = self.note;
        let held = |by: Option<&'a At<String>>, part| by.map(|by| (by.value.as_str(), part));
        self.doer
            .map(|doer| (doer, Part::Doing))
            .into_iter()
            .chain(held(note.approver(), Part::Approving))
            .chain(held(note.reviewer(), Part::Reviewing))
            .chain(held(note.decider(), Part::Deciding))
    }

    /// The first leader who does, approves or reviews it.
    pub(crate) fn first_leader_involved(&self, config: &Config) -> Option<&'a str> {
        self.holders().find(|(id, part)| *part != Part::Deciding && config.is_leader(id)).map(|(id, _)| id)
    }

    /// Why the `[hands_on]` of a leader does not count. None if it counts or there is none.
    pub(crate) fn hands_on_flaw(&self, today: Date) -> Option<String> {
        self.leader?;
        self.note.hands_on.as_ref()?.flaw(self.doer, today)
    }

    /// Whether the framework exists and is in force. A hidden note counts as in force.
    pub(crate) fn has_framework(&self, notes: &Notes) -> bool {
        self.note.framework.as_ref().is_some_and(|framework| match notes.by_id(framework) {
            Some(note) => matches!(note.status, Status::Active | Status::Blocked | Status::Done),
            None => notes.is_hidden(framework) || notes.has_reference(framework),
        })
    }

    /// The `[handover]` table of work that was handed over.
    pub(crate) fn contract(&self) -> Option<&'a At<Handover>> {
        self.note.handover.as_deref().filter(|_| self.is_handed_over())
    }

    /// The same, if the handover is strategic: decisions were handed over with the work.
    pub(crate) fn strategic_contract(&self) -> Option<&'a At<Handover>> {
        self.contract().filter(|contract| contract.is_strategic())
    }

    /// The same, if the taker decides: the authority is advise or above.
    pub(crate) fn autonomous_contract(&self) -> Option<&'a At<Handover>> {
        self.contract().filter(|contract| contract.authority.as_ref().is_some_and(|level| level.is_high()))
    }

    /// Whether the work was handed over to somebody else.
    pub(crate) fn is_handed_over(&self) -> bool {
        self.parties().is_some()
    }

    /// The `authority` in the `[handover]` table.
    pub(crate) fn authority(&self) -> Option<Authority> {
        let contract = self.note.handover.as_ref()?;
        Some(contract.authority.as_ref()?.value)
    }

    /// Who gave the work and who took it. None if it was not handed over.
    pub(crate) fn parties(&self) -> Option<(&'a str, &'a str)> {
        match self.delegation {
            Delegation::HandedOver { giver, taker } => Some((giver, taker)),
            _ => None,
        }
    }

    /// The suggested check-in interval: weekly, or longer if the work itself is done less often.
    pub(crate) fn suggested_check_in(&self) -> Cadence {
        match self.cadence.as_ref().map(|cadence| cadence.value) {
            Some(Cadence::Biweekly) => Cadence::Biweekly,
            Some(Cadence::Monthly | Cadence::Quarterly) => Cadence::Monthly,
            _ => Cadence::Weekly,
        }
    }

    /// The accountable person: the owner, unless that is a system.
    pub(crate) fn owner(&self) -> Option<&'a str> {
        self.owner
    }

    /// The owner, or else the doer.
    pub(crate) fn owner_or_doer(&self) -> Option<&'a str> {
        self.owner.or(self.doer)
    }
}

fn asset_approver<'a>(note: &'a Note, leader: Option<&'a str>, inferred: &InferredFacts<'_>) -> Option<Fact<&'a str>> {
    let Some(approval) = &note.approval else {
        return held_by_leader(leader, inferred.approving());
    };
    let of = approval.of.as_ref().filter(|of| of.value == ApprovalOf::Assets)?;
    Some(Fact::declared(approval.by.as_ref()?.value.as_str(), of.span))
}

fn draft_reviewer<'a>(note: &'a Note, leader: Option<&'a str>, inferred: &InferredFacts<'_>) -> Option<Fact<&'a str>> {
    let Some(review) = &note.review else {
        return held_by_leader(leader, inferred.reviewing_drafts());
    };
    let of = review.of.as_ref().filter(|of| of.value == ReviewOf::Drafts)?;
    Some(Fact::declared(review.by.as_ref()?.value.as_str(), of.span))
}

/// An inferred fact about the leader who does the work.
fn held_by_leader(leader: Option<&str>, inferred: Option<Fact<()>>) -> Option<Fact<&str>> {
    let Fact { span, origin, .. } = inferred?;
    Some(Fact { value: leader?, span, origin })
}

fn decider(note: &Note) -> Option<Fact<&str>> {
    let by = note.decider()?;
    Some(Fact::declared(by.value.as_str(), by.span))
}

fn matches_partner(note: &Note, leader: Option<&str>, config: &Config) -> bool {
    let theirs = note.partner.as_ref().and_then(|partner| partner.level.as_ref());
    let ours = leader.and_then(|leader| config.person(leader)).and_then(|person| person.level);
    match (theirs, ours) {
        (Some(theirs), Some(ours)) => (theirs.value as i8 - ours as i8).abs() <= 1,
        _ => false,
    }
}
