//! One page to print for a one-on-one: what somebody could let go of or take, what they were given, and what to talk
//! about.

use schemars::JsonSchema;
use serde::Serialize;

use super::owner::{DateView, HandoverView, dates, given, taken};
use super::owners::{load_in_words, role_in_words};
use super::recommendations::{Recommendation, recommendations};
use super::{Links, Page, Ref, SiteModel, View};
use crate::plan::Proposal;
use crate::site::recommendations::group_by_note;
use crate::text::words::{days_between, days_long};

/// The view of `briefs/ID.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct BriefView {
    name: String,
    /// "Founder", if site.toml says so.
    title: Option<String>,
    role: String,
    /// Hours against capacity, where anything of it is known.
    load: Option<String>,
    /// Back to the whole page.
    page: Ref,
    /// What they could let go of, most hours first.
    items: Vec<Recommendation>,
    more_items: usize,
    /// What the plan would give them.
    offers: Vec<Offer>,
    more_offers: usize,
    /// Handovers that ask for a word: those with gaps and late check-ins first.
    handovers: Vec<HandoverView>,
    more_handovers: usize,
    dates: Vec<DateView>,
    more_dates: usize,
    /// What they wait for.
    waiting: Vec<Waiting>,
    questions: Vec<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Offer {
    note: Ref,
    from: Ref,
    why: String,
    hours: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Waiting {
    note: Ref,
    what: String,
    /// "20 days".
    age: Option<String>,
    /// Who removes it; none if nobody does.
    by: Option<Ref>,
}

impl View for BriefView {
    fn title(&self) -> String {
        format!("Brief: {}", self.name)
    }
}

/// As much fits on a page.
const FEW: usize = 3;
const SOME: usize = 4;

pub(crate) fn brief(model: &SiteModel<'_>, id: &str) -> BriefView {
    let report = model.report;
    let links = model.links(&Page::Brief(id.to_owned()));
    let config = report.config();
    let groups = group_by_note(report, report.of_person(id));
    let items = recommendations(model, &links, &groups[..groups.len().min(FEW)]);
    let offers: Vec<&Proposal> = model.plan.offers_to(id).collect();
    let handovers = [taken(model, &links, id), given(model, &links, id)];
    let all_handovers: usize = handovers.iter().flatten().map(|side| side.all).sum();
    let mut handovers: Vec<HandoverView> = handovers.into_iter().flatten().flat_map(|side| side.agreed).collect();
    handovers.sort_by_key(|handover| (!handover.is_overdue, handover.gaps.is_empty()));
    let questions = questions(&items, &offers, &handovers);
    let (dates, more_dates) = dates(model, &links, id, SOME);
    let more = |all: usize, shown: usize| all.saturating_sub(shown);
    handovers.truncate(SOME);
    BriefView {
        name: config.name_of(id).to_owned(),
        title: config.person(id).and_then(|person| person.title.clone()),
        role: role_in_words(report, id),
        load: Some(load_in_words(report, id)).filter(|load| load.contains('h')),
        page: links.to(&Page::Owner(id.to_owned()), "the whole page"),
        items,
        more_items: more(groups.len(), FEW),
        more_offers: more(offers.len(), FEW),
        offers: offers.iter().take(FEW).map(|proposal| offer(model, &links, proposal)).collect(),
        handovers,
        more_handovers: more(all_handovers, SOME),
        dates,
        more_dates,
        waiting: waiting(model, &links, id),
        questions,
    }
}

fn offer(model: &SiteModel<'_>, links: &Links<'_>, proposal: &Proposal) -> Offer {
    Offer {
        note: links.note(proposal.at),
        from: links.person(&proposal.leader),
        why: proposal.why.clone(),
        hours: proposal.hours.map(|hours| model.report.case(proposal.at).hours_in_words(hours)),
    }
}

/// Roadblocks in what they do or answer for.
fn waiting(model: &SiteModel<'_>, links: &Links<'_>, id: &str) -> Vec<Waiting> {
    let report = model.report;
    let today = report.audit.site.today;
    let theirs = report.audit.site.live_of(id).filter(|(_, case)| case.doer() == Some(id) || case.owner() == Some(id));
    theirs
        .filter_map(|(at, case)| {
            let roadblock = case.note.roadblock.as_ref()?;
            let since = roadblock.since.as_ref().map(|since| days_between(since.value, today));
            Some(Waiting {
                note: links.note(at),
                what: roadblock.what.as_ref().map_or_else(|| "a roadblock".to_owned(), |what| what.value.clone()),
                age: since.map(days_long),
                by: roadblock.by.as_ref().map(|by| links.person(by)),
            })
        })
        .take(FEW)
        .collect()
}

/// Things only the two of them can settle.
fn questions(items: &[Recommendation], offers: &[&Proposal], handovers: &[HandoverView]) -> Vec<String> {
    let first = items.first().map(|_| "Which one goes first, and what would have to be written down for that?");
    let offer = (!offers.is_empty()).then_some("Which of the offers would you like, and what would you need for it?");
    let late = handovers.iter().find(|handover| handover.is_overdue);
    let late = late.map(|handover| format!("Is the rhythm for “{}” right, or too dense?", handover.note.text));
    let open = handovers.iter().find(|handover| !handover.gaps.is_empty());
    let open = open.map(|handover| format!("How will we both see that “{}” works?", handover.note.text));
    let always = "What have you decided alone since we last spoke, and what did you ask that you could have decided?";
    let asked = first.into_iter().chain(offer).map(str::to_owned);
    asked.chain(late).chain(open).chain([always.to_owned()]).collect()
}
