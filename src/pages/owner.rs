//! One person's page: what they hold, what they could let go of, what they were given, and what stops without them.

use serde::Serialize;

use super::let_go::{LetGo, let_go};
use super::owners::{load_in_words, role_in_words};
use super::pictures::{Bars, bars};
use super::{Book, Links, Page, Ref, View};
use crate::audit::{Case, Finding, Handing, Mark};
use crate::notes::{At, Role, Word as _};
use crate::report::Report;
use crate::words::{count, decimal, hours, hours_a_week, list, percent, sentence};

/// The view of `owners/ID.html`.
#[derive(Debug, Serialize)]
pub(crate) struct OwnerView {
    name: String,
    /// "Founder and managing director", if site.toml says so.
    title: Option<String>,
    role: String,
    is_leader: bool,
    lede: Vec<String>,
    /// What they could let go of, most hours first.
    items: Vec<LetGo>,
    /// What other findings say of them.
    also: Vec<FindingLine>,
    picture: Option<Bars>,
    /// What they were given, with the freedom that goes along.
    taken: Vec<TakenView>,
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

#[derive(Debug, Serialize)]
struct FindingLine {
    severity: &'static str,
    says: String,
    help: String,
    rule: Ref,
    /// The notes it is about.
    notes: Vec<Ref>,
}

#[derive(Debug, Serialize)]
struct TakenView {
    note: Ref,
    from: Ref,
    /// One of the seven levels, or none if nobody has said.
    authority: Option<&'static str>,
    decides: Vec<String>,
    check_in: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct HeldView {
    title: String,
    notes: Vec<HeldNote>,
    more: usize,
}

#[derive(Debug, Serialize)]
struct HeldNote {
    note: Ref,
    /// "blocked", where it is not simply active.
    status: Option<&'static str>,
    /// Who does it, where that is somebody else.
    doer: Option<Ref>,
    hours: Option<String>,
    /// The anchor it serves, in the words of site.toml.
    anchor: Option<String>,
}

#[derive(Debug, Serialize)]
struct DecisionView {
    title: String,
    frequency: Option<&'static str>,
    /// "major" or "minor".
    impact: Option<&'static str>,
    /// One of the seven levels.
    authority: Option<&'static str>,
    /// Who decides along, if anybody.
    with: Vec<Ref>,
    limits: Option<String>,
}

#[derive(Debug, Serialize)]
struct NorthStarView {
    title: String,
    why: Option<String>,
}

#[derive(Debug, Serialize)]
struct AnchorView {
    title: String,
    objective: Option<String>,
    due: Option<String>,
    results: Vec<ResultView>,
}

#[derive(Debug, Serialize)]
struct ResultView {
    metric: String,
    /// "from 62 to 95, now 84", as far as it is known.
    progress: String,
    /// The day the figure is from.
    as_of: Option<String>,
}

#[derive(Debug, Serialize)]
struct HandsOnView {
    note: Ref,
    reasons: String,
    since: Option<String>,
    until: Option<String>,
    successor: Option<Ref>,
}

#[derive(Debug, Serialize)]
struct StopView {
    what: &'static str,
    notes: Vec<Ref>,
    /// How many more than those listed.
    more: usize,
}

impl View for OwnerView {
    const TEMPLATE: &'static str = "owner.html";

    fn title(&self) -> String {
        self.name.clone()
    }
}

/// As many notes are named of what stops.
const MOST_STOPPING: usize = 10;

/// A list on this page shows at most this many notes; the list of all notes has the rest.
const MOST: usize = 100;

pub(crate) fn owner(book: &Book<'_>, id: &str) -> OwnerView {
    let report = book.report;
    let page = Page::Owner(id.to_owned());
    let links = book.links(&page);
    let config = report.config();
    let leader = report.audit.figures.leader(id);
    let items = let_go(book, &links, report.of_person(id));
    let by_design = leader.and_then(|leader| leader.dependence.as_ref()).map(|found| found.by_design.as_slice());
    OwnerView {
        name: config.name_of(id).to_owned(),
        title: config.person(id).and_then(|person| person.title.clone()),
        role: role_in_words(report, id),
        is_leader: config.is_leader(id),
        lede: lede(report, id, items.len()),
        also: also(report, &links, id),
        picture: leader.and_then(|leader| bars(report, &[leader], &links)),
        taken: taken(report, &links, id),
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
        items,
    }
}

fn live<'r>(report: &'r Report<'_>, id: &str) -> impl Iterator<Item = (usize, &'r Case<'r>)> {
    report.notes().mentioning(id).map(|(at, _)| (at, report.case(at))).filter(|(_, case)| case.is_live)
}

fn lede(report: &Report<'_>, id: &str, items: usize) -> Vec<String> {
    let config = report.config();
    let name = config.name_of(id);
    let figures = &report.audit.figures;
    let owns = live(report, id).filter(|(_, case)| case.owner() == Some(id)).count();
    let does = live(report, id).filter(|(_, case)| case.doer() == Some(id)).count();
    let mut lede = Vec::new();
    if let Some(leader) = figures.leader(id) {
        lede.push(match (items, leader.reclaimable.hours > 0.0) {
            (0, _) => nothing_found(report, id, name),
            (_, true) => format!("{name} could let go of up to {} a week.", hours(leader.reclaimable.hours)),
            (items, false) => {
                format!("{name} could let go of {}; none of it has hours yet.", count(items, "thing", "things"))
            }
        });
        if let Some(dependence) = leader.dependence.as_ref().filter(|found| !found.stopping.is_empty()) {
            lede.push(format!("{} of the recurring work stops when {name} is away.", percent(dependence.share)));
        }
    }
    let load = match load_in_words(report, id).as_str() {
        "—" => String::new(),
        "not measured" => ", hours not measured".to_owned(),
        load => format!(", {load} a week"),
    };
    lede.push(match (owns, does) {
        (0, 0) => format!("No live note is {name}'s{load}."),
        _ => format!("Accountable for {} and does {does}{load}.", count(owns, "live note", "live notes")),
    });
    lede
}

/// No praise where nothing is known.
fn nothing_found(report: &Report<'_>, id: &str, name: &str) -> String {
    let does = live(report, id).filter(|(_, case)| case.doer() == Some(id));
    match does.filter(|(_, case)| case.work.is_none() && case.area.is_none()).count() {
        0 => format!("Nothing found that {name} should let go of."),
        unjudged => format!(
            "Nothing found that {name} should let go of, but {} could not be judged: neither `work` nor `area` is given.",
            count(unjudged, "live note", "live notes")
        ),
    }
}

/// Findings beside what could be let go of: beliefs, missing direction, broken keys. Many of one rule become one line.
fn also(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<FindingLine> {
    let others = report.of_person(id).filter(|finding: &&Finding| {
        let is_about_many = finding.people.len() > 1;
        !finding.rule.has(Mark::Reclaimable) && finding.accepted.is_none() && !is_about_many
    });
    let mut by_rule: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for finding in others {
        match by_rule.iter_mut().find(|(code, _)| *code == finding.code) {
            Some((_, findings)) => findings.push(finding),
            None => by_rule.push((&finding.code, vec![finding])),
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
        rule: links.rule(&finding.code),
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
        findings.iter().filter_map(|finding| finding.note()).take(MOST).map(|at| links.note(at)).collect();
    let says = format!("{} of the kind {}.", count(findings.len(), "finding", "findings"), findings[0].name);
    findings.first().map(|first| line(first, says, notes)).into_iter().collect()
}

fn taken(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<TakenView> {
    live(report, id)
        .filter_map(|(at, case)| match case.handing {
            Handing::Over { giver, taker } if taker == id => {
                let contract = case.note.handover.as_ref();
                Some(TakenView {
                    note: links.note(at),
                    from: links.person(giver),
                    authority: contract.and_then(|contract| contract.authority.as_ref()).map(|level| level.word()),
                    decides: contract
                        .iter()
                        .flat_map(|contract| &contract.decides)
                        .map(|what| decision_title(report, what))
                        .collect(),
                    check_in: contract.and_then(|contract| contract.check_in.as_ref()).map(|cadence| cadence.word()),
                })
            }
            _ => None,
        })
        .take(MOST)
        .collect()
}

/// The title of a registered decision; free words as they are.
pub(super) fn decision_title(report: &Report<'_>, what: &str) -> String {
    report.config().decisions.get(what).map_or_else(|| what.to_owned(), |decision| decision.title.clone())
}

/// Whether somebody holds a note in one way.
type Holds<'h> = &'h dyn Fn(&Case<'_>) -> bool;

fn held(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<HeldView> {
    let by = |at: Option<&At<String>>| at.is_some_and(|by| by.value == id);
    let groups: [(&str, Holds<'_>); 6] = [
        ("Does", &|case| case.doer() == Some(id)),
        ("Accountable for, done by others", &|case| case.owner() == Some(id) && case.doer() != Some(id)),
        ("Approves", &|case| by(case.note.approval.as_ref().and_then(|table| table.by.as_ref()))),
        ("Reviews", &|case| by(case.note.review.as_ref().and_then(|table| table.by.as_ref()))),
        ("Runs the steps of", &|case| by(case.note.automation.as_ref().and_then(|table| table.system.as_ref()))),
        ("Helps with", &|case| case.note.contributors.iter().any(|helper| helper.value == id)),
    ];
    groups
        .into_iter()
        .filter_map(|(title, holds)| {
            let all: Vec<(usize, &Case<'_>)> = live(report, id).filter(|(_, case)| holds(case)).collect();
            let notes: Vec<HeldNote> =
                all.iter().take(MOST).map(|(at, case)| held_note(report, links, id, *at, case)).collect();
            let title = format!("{title} ({})", all.len());
            (!notes.is_empty()).then(|| HeldView { title, more: all.len() - notes.len(), notes })
        })
        .collect()
}

fn held_note(report: &Report<'_>, links: &Links<'_>, id: &str, at: usize, case: &Case<'_>) -> HeldNote {
    let anchor = case.note.anchor.as_ref().and_then(|anchor| report.config().anchors.get(&anchor.value));
    let doer = case.doer().filter(|doer| *doer != id);
    let cadence = case.cadence.as_ref().map(|cadence| cadence.value);
    HeldNote {
        note: links.note(at),
        status: (case.note.status != crate::notes::Status::Active).then(|| case.note.status.word()),
        doer: doer.map(|doer| links.person(doer)),
        hours: case.hours().map(|hours| hours_a_week(hours, cadence)),
        anchor: anchor.map(|anchor| anchor.title.clone()),
    }
}

fn decisions(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<DecisionView> {
    let held = report.config().decisions.values().filter(|decision| decision.by.iter().any(|by| by.value == id));
    held.map(|decision| DecisionView {
        title: decision.title.clone(),
        frequency: decision.frequency.as_ref().map(|frequency| frequency.word()),
        impact: decision.impact.as_ref().map(|impact| impact.word()),
        authority: decision.authority.as_ref().map(|level| level.word()),
        with: decision.by.iter().filter(|by| by.value != id).map(|by| links.person(by)).collect(),
        limits: decision.limits.clone(),
    })
    .collect()
}

fn anchors(report: &Report<'_>, id: &str) -> Vec<AnchorView> {
    let owned =
        report.config().anchors.values().filter(|anchor| anchor.owner.as_ref().is_some_and(|owner| owner.value == id));
    let number = |label: &str, at: Option<&At<f64>>| at.map(|at| format!("{label} {}", decimal(at.value)));
    owned
        .map(|anchor| {
            let own = anchor.metric.as_ref().map(|metric| ResultView {
                metric: metric.value.clone(),
                progress: number("to", anchor.target.as_ref()).unwrap_or_default(),
                as_of: None,
            });
            let results = anchor.key_results.iter().map(|result| ResultView {
                metric: result.metric.as_ref().map_or_else(String::new, |metric| metric.value.clone()),
                progress: [
                    number("from", result.baseline.as_ref()),
                    number("to", result.target.as_ref()),
                    number("now", result.current.as_ref()),
                ]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
                as_of: result.as_of.as_ref().map(|day| day.strftime("%-d %B %Y").to_string()),
            });
            AnchorView {
                title: anchor.title.clone(),
                objective: anchor.objective.as_ref().map(|objective| objective.value.clone()),
                due: anchor.due.as_ref().map(|due| due.strftime("%-d %B %Y").to_string()),
                results: own.into_iter().chain(results).collect(),
            }
        })
        .collect()
}

fn hands_on(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<HandsOnView> {
    live(report, id)
        .filter(|(_, case)| case.leader == Some(id))
        .filter_map(|(at, case)| {
            let table = case.note.hands_on.as_ref()?;
            let reasons: Vec<&str> = table.reasons.iter().map(|reason| reason.word()).collect();
            Some(HandsOnView {
                note: links.note(at),
                reasons: list(&reasons),
                since: table.since.as_ref().map(|since| since.strftime("%-d %B %Y").to_string()),
                until: table.until.as_ref().map(|until| until.strftime("%-d %B %Y").to_string()),
                successor: table.successor.as_ref().map(|successor| links.person(successor)),
            })
        })
        .collect()
}

fn roadblocks(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<Ref> {
    live(report, id)
        .filter_map(|(at, case)| {
            let roadblock =
                case.note.roadblock.as_ref().filter(|found| found.by.as_ref().is_some_and(|by| by.value == id))?;
            let link = links.note(at);
            let what = roadblock.what.as_ref().map_or_else(|| link.text.clone(), |what| what.value.clone());
            Some(Ref { text: what, ..link })
        })
        .collect()
}

/// What would not happen next week without this person.
fn stops(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<StopView> {
    let is_person = report.config().role(id) != Some(Role::System);
    let of = |what: &'static str, holds: &dyn Fn(&Case<'_>) -> bool| {
        let all: Vec<usize> = live(report, id).filter(|(_, case)| holds(case)).map(|(at, _)| at).collect();
        let notes: Vec<Ref> = all.iter().take(MOST_STOPPING).map(|at| links.note(*at)).collect();
        let more = all.len() - notes.len();
        (!notes.is_empty()).then_some(StopView { what, notes, more })
    };
    let by = |at: Option<&At<String>>| at.is_some_and(|by| by.value == id);
    [
        of("Recurring work that nobody else does", &|case| case.is_recurring() && case.doer() == Some(id)),
        of("Approvals that wait", &|case| {
            case.doer() != Some(id) && by(case.note.approval.as_ref().and_then(|table| table.by.as_ref()))
        }),
        of("Systems that ask and get no answer", &|case| {
            by(case.note.automation.as_ref().and_then(|table| table.decisions_by.as_ref()))
        }),
    ]
    .into_iter()
    .flatten()
    .filter(|_| is_person)
    .collect()
}
