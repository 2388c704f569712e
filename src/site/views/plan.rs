//! The handover plan: who could take what and why, what to change, whom to look for, and what it would bring.

use schemars::JsonSchema;
use serde::Serialize;

use super::paging::{ListPage, paging};
use super::recommendations::{Recommendation, recommendations};
use super::{Links, Page, Ref, SiteModel, View};
use crate::audit::Sum;
use crate::plan::{BeforeAfter, Proposal, Unplaced, a_week, compared_figures, compared_people, summary};
use crate::text::words::{decimal, sentence};

/// The view of `plan.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct PlanView {
    intro: Vec<String>,
    /// Notes to hand over, most hours first.
    proposals: Vec<ProposalView>,
    /// Notes that find nobody, most hours first.
    unplaced: Vec<OpenView>,
    /// Approvals, reviews and decisions to let go of in the note, most hours first.
    changes: Vec<Recommendation>,
    /// Skills to look for.
    hiring: Vec<WantedView>,
    /// Hours of everybody concerned, against what they have.
    people: Vec<Row>,
    figures: Vec<Row>,
    /// The pages of the plan; empty where there is only one.
    pages: Vec<ListPage>,
    /// Which of them this is, from 1.
    number: usize,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ProposalView {
    note: Ref,
    leader: Ref,
    taker: Ref,
    /// "knows copywriting and has 12 h a week left".
    why: String,
    hours: Option<String>,
    hours_in_words: Option<String>,
    /// To be written into the note.
    lines: String,
    /// The note's file.
    path: String,
}

#[derive(Debug, JsonSchema, Serialize)]
struct OpenView {
    note: Ref,
    leader: Ref,
    missing: String,
    hours: Option<String>,
    hours_in_words: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct WantedView {
    skill: String,
    /// "6 h a week", with what nobody has measured.
    hours: String,
    notes: Vec<Ref>,
    /// Those after them.
    rest: Option<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Row {
    name: Ref,
    before: String,
    after: String,
}

impl View for PlanView {
    fn title(&self) -> String {
        if self.number == 1 {
            "The handover plan".to_owned()
        } else {
            format!("The handover plan, page {}", self.number)
        }
    }
}

/// Each list shows at most this many on a page.
const MOST: usize = 150;
const MOST_NOTES: usize = 5;

/// How many pages the plan takes.
pub(crate) fn plan_pages(model: &SiteModel<'_>) -> usize {
    let longest = model.plan.proposals.len().max(model.plan.unplaced.len()).max(model.changes.len());
    longest.div_ceil(MOST).max(1)
}

/// One of the pages of the plan, from 0.
pub(crate) fn plan(model: &SiteModel<'_>, at: usize) -> PlanView {
    let report = model.report;
    let plan = &model.plan;
    let links = model.links(&Page::Plan(at));
    let row = |name: Ref, compared: BeforeAfter| Row { name, before: compared.before, after: compared.after };
    PlanView {
        intro: summary(report, plan),
        proposals: part(&plan.proposals, at).iter().map(|proposal| proposal_view(model, &links, proposal)).collect(),
        unplaced: part(&plan.unplaced, at).iter().map(|open| open_view(model, &links, open)).collect(),
        changes: recommendations(model, &links, part(&model.changes, at)),
        hiring: plan.hiring.iter().map(|(skill, sum)| wanted_view(&links, skill, sum)).collect(),
        people: compared_people(report, plan)
            .into_iter()
            .map(|(id, compared)| row(links.person(id), compared))
            .collect(),
        figures: compared_figures(report, plan)
            .into_iter()
            .map(|compared| row(Ref::plain(sentence_case(&compared.name)), compared))
            .collect(),
        pages: paging(&links, plan_pages(model), at, Page::Plan),
        number: at + 1,
    }
}

/// What of a list stands on a page.
fn part<T>(all: &[T], at: usize) -> &[T] {
    all.chunks(MOST).nth(at).unwrap_or_default()
}

fn wanted_view(links: &Links<'_>, skill: &str, sum: &Sum) -> WantedView {
    WantedView {
        skill: skill.to_owned(),
        hours: a_week(sum),
        notes: sum.notes.iter().take(MOST_NOTES).map(|at| links.note(*at)).collect(),
        rest: Ref::more(sum.notes.len().saturating_sub(MOST_NOTES), &links.to(&Page::Plan(0), "").at("nobody")),
    }
}

fn proposal_view(model: &SiteModel<'_>, links: &Links<'_>, proposal: &Proposal) -> ProposalView {
    ProposalView {
        note: links.note(proposal.at),
        leader: links.person(&proposal.leader),
        taker: links.person(&proposal.taker),
        why: proposal.why.clone(),
        hours: proposal.hours.map(decimal),
        hours_in_words: in_words(model, proposal.at, proposal.hours),
        lines: proposal.edit.lines.clone(),
        path: path(model, proposal.at),
    }
}

fn open_view(model: &SiteModel<'_>, links: &Links<'_>, open: &Unplaced) -> OpenView {
    OpenView {
        note: links.note(open.at),
        leader: links.person(&open.leader),
        missing: sentence(&open.missing),
        hours: open.hours.map(decimal),
        hours_in_words: in_words(model, open.at, open.hours),
    }
}

fn in_words(model: &SiteModel<'_>, at: usize, hours: Option<f64>) -> Option<String> {
    hours.map(|hours| model.report.case(at).hours_in_words(hours))
}

fn path(model: &SiteModel<'_>, at: usize) -> String {
    model.report.outer_path(&model.report.note(at).path)
}

fn sentence_case(words: &str) -> String {
    sentence(words).trim_end_matches('.').to_owned()
}
