//! The first page: what to let go of this week, what waits for leaders, what ends soon, and then figures.

mod waiting;

use schemars::JsonSchema;
use serde::Serialize;

use super::never::skipped_sentence;
use super::note::{FindingView, ShownOn, finding_view};
use super::pictures::{Bars, hours_picture, score_picture};
use super::recommendations::{Recommendation, recommendations};
use super::{Links, Page, Ref, SiteModel, View};
use crate::agenda::Occasion;
use crate::audit::{Figures, Finding, LeaderFigures, Severity, Subject};
use crate::model::{Audience, Status};
use crate::report::Report;
use crate::site::lists::{LISTED, Scope};
use crate::site::recommendations::group_by_note;
use crate::text::words::{agree, count, days_between, hours, hours_long, list, list_some, percent, sentence};
use waiting::{LeaderCard, MOST_LEADERS, SOON, Soon, cards, soon};

/// The view of `index.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct IndexView {
    headline: String,
    /// Where the first note goes; only while there is none.
    start: Option<Start>,
    /// Sentences below the headline.
    intro: Vec<String>,
    /// What is not known.
    gaps: Vec<Gap>,
    /// At most five, most hours first.
    items: Vec<Recommendation>,
    /// The rest of them, if there are more.
    more: Option<Ref>,
    /// What waits for each leader; of many leaders, those for whom the most waits.
    leaders: Vec<LeaderCard>,
    /// How many more leaders something waits for.
    more_leaders: Option<Ref>,
    /// What stops while a leader is away, by leader; of many leaders, those with the most hours.
    away: Vec<Away>,
    /// What ends or is due within 14 days.
    soon: Vec<Soon>,
    /// How many check-ins are near or late; a link to the agenda.
    check_ins: Option<Ref>,
    picture: Option<Bars>,
    figures: Vec<FigureCard>,
    /// Findings about the whole site.
    site_findings: Vec<FindingView>,
    /// None if there is no score; `score_instead` says why.
    score: Option<ScoreCard>,
    score_instead: String,
}

/// Something that is not known.
#[derive(Debug, JsonSchema, Serialize)]
struct Gap {
    says: String,
    /// The notes it is about.
    which: Ref,
}

/// What a site without notes needs first.
#[derive(Debug, JsonSchema, Serialize)]
struct Start {
    /// The content folder.
    folder: String,
    /// Somebody to own the example.
    owner: String,
    /// Whether site.toml has nobody who leads.
    needs_leader: bool,
    never: Ref,
}

/// What stops while one leader is away.
#[derive(Debug, JsonSchema, Serialize)]
struct Away {
    person: Ref,
    /// "9 of 14 recurring notes stop, 62 % of the hours".
    says: String,
    notes: Vec<Ref>,
    /// Those after them.
    rest: Option<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct FigureCard {
    pub(crate) value: String,
    pub(crate) label: String,
    /// The notes behind the number.
    pub(crate) notes: Vec<Ref>,
    /// Those after them.
    pub(crate) rest: Option<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ScoreCard {
    value: String,
    coverage: String,
    how: Ref,
    /// What it is made of.
    picture: Option<Bars>,
}

impl View for IndexView {
    fn title(&self) -> String {
        "What to let go of".to_owned()
    }
}

const MOST_ITEMS: usize = 5;
/// At most this many notes that stop while a leader is away are named.
const MOST_STOPPING: usize = 4;

pub(crate) fn index(model: &SiteModel<'_>) -> IndexView {
    let report = model.report;
    let links = model.links(&Page::Index);
    let groups = group_by_note(report, report.audit.findings.iter());
    let all = groups.len();
    let items = recommendations(model, &links, &groups[..all.min(MOST_ITEMS)]);
    let figures = &report.audit.figures;
    let mut cards = cards(report, &links);
    let more_leaders = cards.len().saturating_sub(MOST_LEADERS);
    cards.truncate(MOST_LEADERS);
    IndexView {
        headline: headline(report, all),
        start: report.notes().is_empty().then(|| start(report, &links)),
        intro: intro(report, all),
        gaps: gaps(report, &links),
        items,
        more: (all > MOST_ITEMS).then(|| links.to(&Page::Plan(0), format!("All {all} in the handover plan"))),
        leaders: cards,
        more_leaders: (more_leaders > 0).then(|| {
            links.to(&Page::Owners(0), format!("and for {}", count(more_leaders, "more leader", "more leaders")))
        }),
        away: away(report, &links, &busiest(figures)),
        soon: soon(model, &links),
        check_ins: check_ins(model, &links),
        picture: hours_picture(report, &busiest(figures), &links),
        figures: figure_cards(report, &links),
        site_findings: site_findings(report, &links),
        score: figures.score().zip(figures.coverage.share()).map(|(score, coverage)| ScoreCard {
            value: format!("{score:.0}"),
            coverage: percent(coverage),
            picture: score_picture(figures),
            how: links.to(&Page::Rules, "How it is calculated").at("score"),
        }),
        score_instead: report.score_instead(),
    }
}

/// "6 check-ins in the next 14 days and 2 late check-ins".
fn check_ins(model: &SiteModel<'_>, links: &Links<'_>) -> Option<Ref> {
    let today = model.report.audit.site.today;
    let days = model.agenda.events.iter().filter(|event| event.occasion == Occasion::CheckIn);
    let days = days.map(|event| days_between(today, event.date)).filter(|days| *days <= SOON);
    let (late, ahead): (Vec<i32>, Vec<i32>) = days.partition(|days| *days < 0);
    let ahead =
        (!ahead.is_empty()).then(|| format!("{} in the next {SOON} days", count(ahead.len(), "check-in", "check-ins")));
    let late = (!late.is_empty()).then(|| count(late.len(), "late check-in", "late check-ins"));
    let said: Vec<String> = ahead.into_iter().chain(late).collect();
    (!said.is_empty()).then(|| links.to(&Page::Agenda, sentence(&list(&said))))
}

fn headline(report: &Report<'_>, items: usize) -> String {
    let reclaimable = &report.audit.figures.reclaimable;
    let has_leaders = report.config().leaders().next().is_some();
    let live = report.notes().live_count();
    if report.notes().is_empty() {
        "No notes yet.".to_owned()
    } else if live == 0 {
        "Nothing is live yet.".to_owned()
    } else if !has_leaders {
        "Nobody here is marked as a leader.".to_owned()
    } else if reclaimable.hours > 0.0 && report.config().has_helpers() {
        format!("Let go of up to {} a week.", hours_long(reclaimable.hours))
    } else if reclaimable.hours > 0.0 {
        format!("{} a week should not stay with leaders.", hours_long(reclaimable.hours))
    } else if items > 0 {
        format!("{} to let go of.", count(items, "thing", "things"))
    } else {
        "Nothing found to let go of this week.".to_owned()
    }
}

fn intro(report: &Report<'_>, items: usize) -> Vec<String> {
    let config = report.config();
    let figures = &report.audit.figures;
    let mut intro: Vec<String> = part_of_all(report).into_iter().collect();
    let live = report.notes().live_count();
    if report.notes().is_empty() {
        intro.push("One note is enough to start: something that a leader does every week.".to_owned());
        return intro;
    }
    if live == 0 {
        let proposed = report.notes().iter().filter(|note| note.status == Status::Proposed).count();
        intro.push(format!(
            "{} proposed; nothing is live yet. The audit looks at work that takes somebody's time now.",
            count(proposed, "note is", "notes are")
        ));
        return intro;
    }
    if config.leaders().next().is_none() {
        intro.push(
            "Give somebody the role of leader in site.toml. Then this page says what they could let go of.".to_owned(),
        );
        return intro;
    }
    if items == 0 {
        intro.push("No live note shows a leader doing work that others could do.".to_owned());
    } else {
        let holders: Vec<&str> = figures
            .leaders
            .iter()
            .filter(|leader| !leader.reclaimable.is_empty())
            .map(|leader| config.name_of(&leader.id))
            .collect();
        let hold = agree(holders.len(), "holds", "hold");
        intro.push(if config.has_helpers() {
            format!("{} {hold} this work, and systems or the team could do it.", list_some(&holders, 3))
        } else {
            "Nobody in site.toml could take it: stop it, do it less often, simplify it, or hire.".to_owned()
        });
    }
    if let Some(dependence) = &figures.dependence {
        let leaders = agree(figures.leaders.len(), "the leader", "the leaders");
        intro.push(match dependence.stopping.len() {
            0 => format!("If {leaders} were away next week, no recurring note would stop."),
            stopping => format!(
                "If {leaders} were away next week, {stopping} of {} would stop, {} of the hours.",
                count(dependence.counted, "recurring note", "recurring notes"),
                percent(dependence.share)
            ),
        });
    }
    intro
}

/// Says on a public site that some notes are missing.
fn part_of_all(report: &Report<'_>) -> Option<String> {
    let (shown, hidden) = (report.notes().len(), report.notes().hidden_count());
    let is_public = report.notes().audience == Audience::Public;
    (is_public && hidden > 0)
        .then(|| count(shown + hidden, "note", "notes"))
        .map(|all| format!("This is the public part: {shown} of {all}. The rest is not counted."))
}

/// What is not known. Without it, readers could take missing findings for a good result.
fn gaps(report: &Report<'_>, links: &Links<'_>) -> Vec<Gap> {
    let reclaimable = &report.audit.figures.reclaimable;
    let without = match (reclaimable.hours > 0.0, reclaimable.unmeasured) {
        (_, 0) => None,
        (false, _) => Some("No hours are known yet for the work to let go of.".to_owned()),
        (true, parts) => {
            let have = count(parts, "piece of this work has", "pieces of this work have");
            Some(format!("{have} no hours yet."))
        }
    };
    let gap = |says: Option<String>, page: Page, which| says.map(|says| Gap { says, which: links.to(&page, which) });
    let skipped = skipped_sentence(report, None);
    gap(without, Page::Plan(0), "See the plan")
        .into_iter()
        .chain(gap(skipped, Page::Notes(Scope::Skipped, 0), "Which notes?"))
        .collect()
}

/// The leaders with most hours, in the order of site.toml's ids.
fn busiest(figures: &Figures) -> Vec<&LeaderFigures> {
    let mut leaders: Vec<&LeaderFigures> = figures.leaders.iter().collect();
    leaders.sort_by(|a, b| b.total().hours.total_cmp(&a.total().hours).then_with(|| a.id.cmp(&b.id)));
    leaders.truncate(MOST_LEADERS);
    leaders
}

fn start(report: &Report<'_>, links: &Links<'_>) -> Start {
    let config = report.config();
    let owner = config.leaders().map(|(id, _)| id).next().or_else(|| config.people.keys().map(String::as_str).next());
    Start {
        folder: config.content.dir.clone(),
        owner: owner.unwrap_or("you").to_owned(),
        needs_leader: config.leaders().next().is_none(),
        never: links.to(&Page::Never, "what leaders should never do"),
    }
}

/// What stops without each leader; leaders without such work are left out.
fn away(report: &Report<'_>, links: &Links<'_>, leaders: &[&LeaderFigures]) -> Vec<Away> {
    let of_leader = |leader: &&LeaderFigures| {
        let dependence = leader.dependence.as_ref().filter(|found| !found.stopping.is_empty())?;
        let stopping = &dependence.stopping;
        let page = links.to(&Page::Owner(leader.id.clone()), report.config().name_of(&leader.id));
        let rest = stopping.len().saturating_sub(MOST_STOPPING);
        Some(Away {
            says: format!(
                "{} of {} {}, {} of the hours",
                stopping.len(),
                count(dependence.counted, "recurring note", "recurring notes"),
                agree(stopping.len(), "stops", "stop"),
                percent(dependence.share)
            ),
            notes: stopping.iter().take(MOST_STOPPING).map(|at| links.note(*at)).collect(),
            rest: Ref::more(rest, &page.at("away")),
            person: page,
        })
    };
    leaders.iter().filter_map(of_leader).collect()
}

fn figure_cards(report: &Report<'_>, links: &Links<'_>) -> Vec<FigureCard> {
    let figures = &report.audit.figures;
    let config = report.config();
    let mut cards = Vec::new();
    let freed = &figures.freed;
    if !freed.is_empty() {
        let notes = count(freed.notes.len(), "note", "notes");
        let (value, label) = match (freed.hours > 0.0, freed.unmeasured) {
            (true, 0) => (hours(freed.hours), format!("a week already handed over by leaders, in {notes}")),
            (true, without) => (
                hours(freed.hours),
                format!("a week already handed over by leaders, in {notes}, {without} of them without hours"),
            ),
            (false, _) => (notes, "already handed over by leaders, none of them with hours".to_owned()),
        };
        let freed: Vec<usize> = freed.notes.iter().copied().collect();
        cards.push(FigureCard::new(links, value, label, &Scope::HandedOver, &freed));
    }
    if let Some(dependence) = &figures.dependence {
        let label = format!(
            "of recurring work, by hours, stops when leaders are away (limit {})",
            percent(config.audit.max_leader_dependence)
        );
        cards.push(FigureCard::new(links, percent(dependence.share), label, &Scope::Stopping, &dependence.stopping));
    }
    if let Some(quality) = &figures.quality {
        let contracts = count(quality.contracts.len(), "handover", "handovers");
        let label = format!("of what {contracts} should agree on is written down and kept");
        cards.push(FigureCard::new(links, percent(quality.mean), label, &Scope::Contracts, &quality.gaps_first()));
    }
    cards
}

impl FigureCard {
    fn new(links: &Links<'_>, value: String, label: String, scope: &Scope, notes: &[usize]) -> Self {
        let listed: Vec<Ref> = notes.iter().take(LISTED).map(|at| links.note(*at)).collect();
        Self { value, label, rest: links.rest(scope, notes.len() - listed.len()), notes: listed }
    }
}

/// Errors and warnings about the whole site.
fn site_findings(report: &Report<'_>, links: &Links<'_>) -> Vec<FindingView> {
    let concerns_all = |finding: &&Finding| {
        finding.subject == Subject::Site && finding.accepted.is_none() && finding.severity >= Severity::Warning
    };
    let findings = report.audit.findings.iter().filter(concerns_all);
    findings.map(|finding| finding_view(report, links, finding, ShownOn::OtherPage)).collect()
}
