//! One person's page: what they hold, what they could let go of, what they were given, and what stops without them.

mod answers;
mod dates;
mod duties;
mod handovers;

use schemars::JsonSchema;
use serde::Serialize;

use super::never::skipped_sentence;
use super::owners::{load_in_words, role_in_words};
use super::pictures::{Bars, hours_picture};
use super::recommendations::{Recommendation, recommendations};
use crate::site::lists::LISTED;
use answers::{AnchorView, DecisionView, HandsOnView, anchors, decisions, hands_on, roadblocks};
use duties::{HeldView, StopView, held, stops};

use super::{Calendar, Links, Page, Ref, SiteModel, View};
use crate::audit::{Finding, Mark, RuleRef, past_due};
use crate::model::Word as _;
use crate::report::Report;
use crate::site::recommendations::group_by_note;
use crate::text::words::{count, hours, percent, sentence};
pub(super) use dates::{DateView, dates};
pub(super) use handovers::{HandoverView, Handovers, given, taken};

/// The view of `owners/ID.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct OwnerView {
    name: String,
    /// "Founder and managing director", if site.toml says so.
    title: Option<String>,
    role: String,
    is_leader: bool,
    intro: Vec<String>,
    /// Their calendar, if they have any dates.
    calendar: Option<Ref>,
    /// What they could let go of, most hours first.
    items: Vec<Recommendation>,
    /// Those after them.
    rest_items: Option<Ref>,
    /// What other findings say of them.
    also: Vec<FindingLine>,
    picture: Option<Bars>,
    /// What they were given, with the freedom that goes along.
    taken: Option<Handovers>,
    /// What they gave away.
    given: Option<Handovers>,
    /// What they missed, and what comes in the next five weeks.
    dates: Vec<DateView>,
    more_dates: usize,
    /// The page to print for a one-on-one.
    brief: Option<Ref>,
    /// Notes by what they do with them; none of them empty.
    held: Vec<HeldView>,
    decisions: Vec<DecisionView>,
    /// Where it all leads, if site.toml says so.
    north_star: Option<NorthStarView>,
    /// The anchors they answer for.
    anchors: Vec<AnchorView>,
    hands_on: Vec<HandsOnView>,
    roadblocks: Vec<Ref>,
    /// What stops when they are away.
    stops: Vec<StopView>,
    /// What recurs and only they can do.
    by_design: Vec<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct FindingLine {
    severity: &'static str,
    says: String,
    help: String,
    rule: Ref,
    /// The notes it is about.
    notes: Vec<Ref>,
    /// Those after them.
    rest: Option<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct NorthStarView {
    title: String,
    why: Option<String>,
}

impl View for OwnerView {
    fn title(&self) -> String {
        self.name.clone()
    }
}

const MOST_DATES: usize = 12;

pub(crate) fn owner(model: &SiteModel<'_>, id: &str) -> OwnerView {
    let report = model.report;
    let page = Page::Owner(id.to_owned());
    let links = model.links(&page);
    let config = report.config();
    let leader = report.audit.figures.leader(id);
    let groups = group_by_note(report, report.of_person(id));
    let items = recommendations(model, &links, &groups[..groups.len().min(LISTED)]);
    let (dates, more_dates) = dates(model, &links, id, MOST_DATES);
    let by_design = leader.and_then(|leader| leader.dependence.as_ref()).map(|found| found.by_design.as_slice());
    OwnerView {
        name: config.name_of(id).to_owned(),
        title: config.person(id).and_then(|person| person.title.clone()),
        role: role_in_words(report, id),
        is_leader: config.is_leader(id),
        intro: intro(report, id, groups.len()),
        calendar: calendar(model, &links, id),
        also: also(report, &links, id),
        picture: leader.and_then(|leader| hours_picture(report, &[leader], &links)),
        taken: taken(model, &links, id),
        given: given(model, &links, id),
        dates,
        more_dates,
        brief: model.has_brief(id).then(|| links.to(&Page::Brief(id.to_owned()), "brief for a one-on-one")),
        held: held(report, &links, id),
        decisions: decisions(report, &links, id),
        north_star: config
            .north_star
            .as_ref()
            .map(|star| NorthStarView { title: star.title.clone(), why: star.why.clone() }),
        anchors: anchors(report, id),
        hands_on: hands_on(report, &links, id),
        roadblocks: roadblocks(report, &links, id),
        stops: stops(report, &links, id),
        by_design: by_design.unwrap_or_default().iter().map(|at| links.note(*at)).collect(),
        rest_items: Ref::more(groups.len() - items.len(), &links.to(&Page::Plan(0), "")),
        items,
    }
}

fn calendar(model: &SiteModel<'_>, links: &Links<'_>, id: &str) -> Option<Ref> {
    let dates = model.agenda.of_person(id).count();
    (dates > 0).then(|| {
        links.calendar(&Calendar::Person(id.to_owned()), format!("subscribe to {}", count(dates, "date", "dates")))
    })
}

fn intro(report: &Report<'_>, id: &str, items: usize) -> Vec<String> {
    let config = report.config();
    let name = config.name_of(id);
    let figures = &report.audit.figures;
    let live = || report.audit.site.live_of(id);
    let owns = live().filter(|(_, case)| case.owner() == Some(id)).count();
    let does = live().filter(|(_, case)| case.doer() == Some(id)).count();
    let mut intro = Vec::new();
    if let Some(leader) = figures.leader(id) {
        intro.push(match (items, leader.reclaimable.hours > 0.0) {
            (0, _) => format!("Nothing found that {name} should let go of."),
            (_, true) => format!("{name} could let go of up to {} a week.", hours(leader.reclaimable.hours)),
            (items, false) => {
                format!("{name} could let go of {}; none of it has hours yet.", count(items, "thing", "things"))
            }
        });
        // No praise where nothing is known.
        intro.extend(
            skipped_sentence(report, |case| case.leader == Some(id)).map(|said| said.replacen(" of leaders", "", 1)),
        );
        if let Some(dependence) = leader.dependence.as_ref().filter(|found| !found.stopping.is_empty()) {
            intro.push(format!("{} of the recurring work stops when {name} is away.", percent(dependence.share)));
        }
    }
    let load = match load_in_words(report, id).as_str() {
        "—" => String::new(),
        "not measured" => ", hours not measured".to_owned(),
        load => format!(", {load} a week"),
    };
    intro.push(match (owns, does) {
        (0, 0) => format!("No live note is {name}'s{load}."),
        _ => format!("Accountable for {} and does {does}{load}.", count(owns, "live note", "live notes")),
    });
    let late = past_due(&report.audit.site, id);
    if late > 0.0 {
        intro.push(format!("{} a week of it are overdue and not counted.", hours(late)));
    }
    intro
}

/// Findings beside what could be let go of: beliefs, missing direction, broken keys. Many of one rule become one line.
fn also(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<FindingLine> {
    let others = report.of_person(id).filter(|finding: &&Finding| {
        let is_about_many = finding.people.len() > 1;
        !finding.rule.has(Mark::Reclaimable) && finding.accepted.is_none() && !is_about_many
    });
    let mut by_rule: Vec<(&RuleRef, Vec<&Finding>)> = Vec::new();
    for finding in others {
        match by_rule.iter_mut().find(|(rule, _)| **rule == finding.rule) {
            Some((_, findings)) => findings.push(finding),
            None => by_rule.push((&finding.rule, vec![finding])),
        }
    }
    by_rule.iter().flat_map(|(_, findings)| lines(report, links, findings)).collect()
}

/// A line each, or one for all where there are many.
fn lines(report: &Report<'_>, links: &Links<'_>, findings: &[&Finding]) -> Vec<FindingLine> {
    const FEW: usize = 4;
    let line = |finding: &Finding, says: String, notes: Vec<Ref>| FindingLine {
        severity: finding.severity.word(),
        says,
        help: sentence(&finding.help),
        rule: links.rule(&finding.rule),
        rest: Ref::more(findings.len().saturating_sub(LISTED), &links.rule(&finding.rule)),
        notes,
    };
    if findings.len() <= FEW {
        let one = |finding: &&Finding| {
            line(
                finding,
                report.sentence(finding, &finding.message),
                finding.note().map(|at| links.note(at)).into_iter().collect(),
            )
        };
        return findings.iter().map(one).collect();
    }
    let notes: Vec<Ref> =
        findings.iter().filter_map(|finding| finding.note()).take(LISTED).map(|at| links.note(at)).collect();
    let says = format!("{} with the same finding, {}.", count(findings.len(), "note", "notes"), findings[0].name());
    let Some(first) = findings.first() else { return Vec::new() };
    let is_same = findings.iter().all(|finding| finding.help == first.help);
    let one = line(first, says, notes);
    vec![if is_same { one } else { FindingLine { help: first.rule.definition().fix.to_owned(), ..one } }]
}
