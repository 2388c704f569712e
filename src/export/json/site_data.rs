//! What `data/report.json` has beside findings and figures: notes, people, the plan and the dates.
//!
//! Takes the report, plan and agenda of the pages; gives entries that refer to each other by id.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::figures::{Figures, Hours, Load};
use crate::agenda::{About, Agenda, Event, Occasion};
use crate::audit::Sum;
use crate::export::note_row::NoteRow;
use crate::export::values::{Day, Spelled, rounded};
use crate::input::Edit;
use crate::model::Role;
use crate::plan::{self, Plan};
use crate::report::Report;

/// In `data/report.json` only.
#[derive(Serialize, JsonSchema)]
pub(super) struct SiteData<'r> {
    /// Every note, sorted by id.
    tasks: Vec<NoteRow<'r>>,
    /// All people in `site.toml` or in a note, sorted by id.
    people: Vec<Person<'r>>,
    plan: Proposed<'r>,
    /// Days ahead and days missed, sorted.
    dates: Vec<Happening<'r>>,
}

/// A person with a page.
#[derive(Serialize, JsonSchema)]
struct Person<'r> {
    id: &'r str,
    name: &'r str,
    /// Null if the person is not in `site.toml`.
    role: Option<Spelled<Role>>,
    /// Their page below the root of the site.
    page: &'r str,
    load: Load,
}

/// The proposals of `handover plan`.
#[derive(Serialize, JsonSchema)]
struct Proposed<'r> {
    /// Work of leaders that somebody could take, most hours first.
    handovers: Vec<Proposal<'r>>,
    /// Approvals, reviews and decisions that a change to the note makes unnecessary.
    changes: Vec<Change<'r>>,
    /// Work that nobody was found for.
    unplaced: Vec<Unplaced<'r>>,
    /// Hours a week that wait for a skill, by skill.
    hiring: BTreeMap<&'r str, Hours>,
    /// The figures after all proposals.
    figures: Figures<'r>,
}

/// A note that somebody could take.
#[derive(Serialize, JsonSchema)]
struct Proposal<'r> {
    /// The id of the note.
    note: &'r str,
    leader: &'r str,
    /// Who could take it.
    to: &'r str,
    why: &'r str,
    hours: Option<f64>,
    #[serde(flatten)]
    edit: Lines<'r>,
}

/// The edit of the note.
#[derive(Serialize, JsonSchema)]
struct Lines<'r> {
    /// Keys and tables to remove first.
    without: &'r [&'static str],
    /// TOML with comments, for people.
    lines: &'r str,
}

/// A part of a note that a leader does and could stop doing.
#[derive(Serialize, JsonSchema)]
struct Change<'r> {
    /// The id of the note.
    note: &'r str,
    leader: &'r str,
    hours: Option<f64>,
    /// The fingerprint of the finding that asks for it.
    finding: &'r str,
    /// TOML with comments, for people; null if only they know what to write.
    lines: Option<&'r str>,
}

/// A note that nobody was found for.
#[derive(Serialize, JsonSchema)]
struct Unplaced<'r> {
    /// The id of the note.
    note: &'r str,
    leader: &'r str,
    hours: Option<f64>,
    /// What a person would need to take it.
    missing: &'r str,
}

/// A date.
#[derive(Serialize, JsonSchema)]
struct Happening<'r> {
    date: Day,
    kind: Kind,
    /// The id of the note it is about, if it is about one.
    note: Option<&'r str>,
    /// The id of the anchor it is about, if it is about one.
    anchor: Option<&'r str>,
    /// The rule of the finding that is accepted until then.
    rule: Option<&'r str>,
    /// Ids of the people it concerns; those who have to act come first.
    people: &'r [String],
}

/// The kind of a date.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum Kind {
    Due,
    HandsOnEnds,
    AcceptanceEnds,
    CheckIn,
    Revisit,
}

impl<'r> SiteData<'r> {
    pub(super) fn new(
        report: &'r Report<'_>,
        plan: &'r Plan,
        agenda: &'r Agenda,
        owners: &'r BTreeMap<String, String>,
    ) -> Self {
        let people = owners.iter().map(|(id, page)| Person::new(report, id, page));
        Self {
            tasks: (0..report.notes().len()).map(|at| NoteRow::new(report, at)).collect(),
            people: people.collect(),
            plan: Proposed::new(report, plan),
            dates: agenda.events.iter().map(|event| Happening::new(report, event)).collect(),
        }
    }
}

impl<'r> Person<'r> {
    fn new(report: &'r Report<'_>, id: &'r str, page: &'r str) -> Self {
        let config = report.config();
        let nothing = Sum::default();
        let held = report.audit.figures.loads.get(id).unwrap_or(&nothing);
        let role = config.role(id).map(Spelled);
        Self { id, name: config.name_of(id), role, page, load: Load::new(config, id, held) }
    }
}

impl<'r> Proposed<'r> {
    fn new(report: &'r Report<'_>, plan: &'r Plan) -> Self {
        let changes = plan.changes.iter();
        let unplaced = plan.unplaced.iter();
        Self {
            handovers: plan.proposals.iter().map(|proposal| Proposal::new(report, proposal)).collect(),
            changes: changes.map(|change| Change::new(report, change)).collect(),
            unplaced: unplaced.map(|open| Unplaced::new(report, open)).collect(),
            hiring: plan.hiring.iter().map(|(skill, sum)| (skill.as_str(), sum.into())).collect(),
            figures: Figures::new(report.config(), &plan.after),
        }
    }
}

impl<'r> Proposal<'r> {
    fn new(report: &'r Report<'_>, proposal: &'r plan::Proposal) -> Self {
        let Edit { without, lines } = &proposal.edit;
        Self {
            note: &report.note(proposal.at).id,
            leader: &proposal.leader,
            to: &proposal.taker,
            why: &proposal.why,
            hours: proposal.hours.map(rounded),
            edit: Lines { without, lines },
        }
    }
}

impl<'r> Change<'r> {
    fn new(report: &'r Report<'_>, change: &'r plan::Change) -> Self {
        Self {
            note: &report.note(change.at).id,
            leader: &change.leader,
            hours: change.hours.map(rounded),
            finding: &report.audit.findings[change.finding].fingerprint,
            lines: change.edit.as_ref().map(|edit| edit.lines.as_str()),
        }
    }
}

impl<'r> Unplaced<'r> {
    fn new(report: &'r Report<'_>, open: &'r plan::Unplaced) -> Self {
        let hours = open.hours.map(rounded);
        Self { note: &report.note(open.at).id, leader: &open.leader, hours, missing: &open.missing }
    }
}

impl<'r> Happening<'r> {
    fn new(report: &'r Report<'_>, event: &'r Event) -> Self {
        let (note, anchor) = match &event.about {
            About::Note(at) => (Some(report.note(*at).id.as_str()), None),
            About::Anchor(id) => (None, Some(id.as_str())),
        };
        let (kind, rule) = match &event.occasion {
            Occasion::Due => (Kind::Due, None),
            Occasion::HandsOnEnds => (Kind::HandsOnEnds, None),
            Occasion::AcceptanceEnds(rule) => (Kind::AcceptanceEnds, Some(rule.code())),
            Occasion::CheckIn => (Kind::CheckIn, None),
            Occasion::Revisit => (Kind::Revisit, None),
        };
        Self { date: Day(event.date), kind, note, anchor, rule, people: &event.people }
    }
}
