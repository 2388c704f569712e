//! The first page: what to let go of this week, what waits on leaders, what ends soon; figures after that.

use jiff::ToSpan as _;
use serde::Serialize;

use super::let_go::{LetGo, let_go};
use super::pictures::{Bars, bars};
use super::{Book, Links, Page, Ref, View};
use crate::audit::{Figures, LeaderFigures};
use crate::notes::{Note, Status, Word as _};
use crate::report::Report;
use crate::words::{count, decimal, hours, list, list_some, percent};

/// The view of `index.html`.
#[derive(Debug, Serialize)]
pub(crate) struct IndexView {
    headline: String,
    /// Sentences below it.
    lede: Vec<String>,
    /// At most five, most hours first.
    items: Vec<LetGo>,
    /// The rest of them, if there are more.
    more: Option<Ref>,
    /// What waits on each leader; of many, those on whom most waits.
    leaders: Vec<LeaderCard>,
    /// How many more leaders something waits on.
    more_leaders: Option<Ref>,
    /// What ends or is due within 14 days.
    soon: Vec<Soon>,
    picture: Option<Bars>,
    figures: Vec<FigureCard>,
    /// None where nothing could be judged; `score_instead` says why.
    score: Option<ScoreCard>,
    score_instead: String,
}

#[derive(Debug, Serialize)]
struct LeaderCard {
    person: Ref,
    lines: Vec<WaitingLine>,
}

/// "Approves each piece of", then notes.
#[derive(Debug, Serialize)]
struct WaitingLine {
    what: String,
    notes: Vec<Ref>,
    /// How many more than those listed.
    more: usize,
}

#[derive(Debug, Serialize)]
struct Soon {
    date: String,
    in_days: String,
    what: &'static str,
    note: Ref,
}

#[derive(Debug, Serialize)]
pub(crate) struct FigureCard {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) link: Option<Ref>,
}

#[derive(Debug, Serialize)]
struct ScoreCard {
    value: String,
    coverage: String,
    how: Ref,
}

impl View for IndexView {
    const TEMPLATE: &'static str = "index.html";

    fn title(&self) -> String {
        "What to let go of".to_owned()
    }
}

const MOST_ITEMS: usize = 5;
const MOST_LEADERS: usize = 6;
const MOST_LISTED: usize = 3;

pub(crate) fn index(book: &Book<'_>) -> IndexView {
    let report = book.report;
    let links = book.links(&Page::Index);
    let mut items = let_go(book, &links, report.audit.findings.iter());
    let all = items.len();
    items.truncate(MOST_ITEMS);
    let figures = &report.audit.figures;
    let mut cards = cards(report, &links);
    let more_leaders = cards.len().saturating_sub(MOST_LEADERS);
    cards.truncate(MOST_LEADERS);
    IndexView {
        headline: headline(report, all),
        lede: lede(report, all),
        items,
        more: (all > MOST_ITEMS).then(|| links.to(&Page::Never, format!("All {all} on the never list"))),
        leaders: cards,
        more_leaders: (more_leaders > 0).then(|| links.to(&Page::Owners, format!("and on {more_leaders} more"))),
        soon: soon(report, &links),
        picture: bars(report, &busiest(figures), &links),
        figures: figure_cards(report, &links),
        score: figures.score().zip(figures.coverage.share()).map(|(score, coverage)| ScoreCard {
            value: format!("{score:.0}"),
            coverage: percent(coverage),
            how: Ref {
                text: "How it is made".to_owned(),
                href: links.to(&Page::Rules, "").href.map(|href| format!("{href}#score")),
            },
        }),
        score_instead: score_instead(report),
    }
}

fn headline(report: &Report<'_>, items: usize) -> String {
    let reclaimable = &report.audit.figures.reclaimable;
    let has_leaders = report.config().leaders().next().is_some();
    let live = report.notes().iter().filter(|note| note.status.is_live()).count();
    if report.notes().is_empty() {
        "No notes yet.".to_owned()
    } else if live == 0 {
        "Nothing is live yet.".to_owned()
    } else if !has_leaders {
        "Nobody here is marked as a leader.".to_owned()
    } else if reclaimable.hours > 0.0 && report.config().has_helpers() {
        format!("Let go of up to {} hours a week.", decimal(reclaimable.hours))
    } else if reclaimable.hours > 0.0 {
        format!("{} hours a week should not be yours for long.", decimal(reclaimable.hours))
    } else if items > 0 {
        format!("{} to let go of.", count(items, "thing", "things"))
    } else {
        "Nothing found to let go of this week.".to_owned()
    }
}

fn lede(report: &Report<'_>, items: usize) -> Vec<String> {
    let config = report.config();
    let figures = &report.audit.figures;
    let mut lede = Vec::new();
    let live = report.notes().iter().filter(|note| note.status.is_live()).count();
    if report.notes().is_empty() {
        lede.push(format!(
            "Put a first note into {}/: a title, an owner, and a line about what is done.",
            config.content
        ));
        return lede;
    }
    if live == 0 {
        let proposed = report.notes().iter().filter(|note| note.status == Status::Proposed).count();
        lede.push(format!(
            "{proposed} proposed, nothing live yet. The audit looks at work that takes somebody's time now."
        ));
        return lede;
    }
    if config.leaders().next().is_none() {
        lede.push(
            "Give somebody the role of leader in site.toml, and this page says what they could let go of.".to_owned(),
        );
        return lede;
    }
    if items == 0 {
        lede.push(match unjudged(report) {
            0 => "No live note shows a leader in work that others could carry.".to_owned(),
            unjudged => format!(
                "That may be for lack of facts: {} of leaders {} neither what kind of work it is nor its area.",
                count(unjudged, "live note", "live notes"),
                if unjudged == 1 { "says" } else { "say" }
            ),
        });
    } else {
        let holders: Vec<&str> = figures
            .leaders
            .iter()
            .filter(|leader| !leader.reclaimable.is_empty())
            .map(|leader| config.name_of(&leader.id))
            .collect();
        let verb = if holders.len() == 1 { "holds" } else { "hold" };
        let holders = list_some(&holders, 3);
        lede.push(if config.has_helpers() {
            format!("That is work which {holders} {verb} and systems or the team could carry.")
        } else {
            "There is nobody in site.toml to hand it to: stop it, do it less often, simplify it, or hire.".to_owned()
        });
        if figures.reclaimable.hours <= 0.0 {
            lede.push("None of it has hours yet.".to_owned());
        } else if figures.reclaimable.unmeasured > 0 {
            lede.push(format!(
                "{} of it {} no hours yet.",
                count(figures.reclaimable.unmeasured, "part", "parts"),
                if figures.reclaimable.unmeasured == 1 { "has" } else { "have" }
            ));
        }
    }
    if let Some(dependence) = &figures.dependence {
        let away = if figures.leaders.len() == 1 { "If the leader were" } else { "If the leaders were" };
        lede.push(match dependence.stopping.len() {
            0 => format!(
                "{away} away next week, none of the {} that recur would stop.",
                count(dependence.counted, "note", "notes")
            ),
            stopping => format!(
                "{away} away next week, {stopping} of {} would stop.",
                count(dependence.counted, "recurring note", "recurring notes")
            ),
        });
    }
    lede
}

/// Live notes of leaders of which neither work nor area is known.
fn unjudged(report: &Report<'_>) -> usize {
    let cases = report.audit.site.cases.iter();
    cases.filter(|case| case.is_live && case.leader.is_some() && case.work.is_none() && case.area.is_none()).count()
}

/// The leaders with most hours, in the order of site.toml's ids.
fn busiest(figures: &Figures) -> Vec<&LeaderFigures> {
    let mut leaders: Vec<&LeaderFigures> = figures.leaders.iter().collect();
    leaders.sort_by(|a, b| b.total().hours.total_cmp(&a.total().hours).then_with(|| a.id.cmp(&b.id)));
    leaders.truncate(MOST_LEADERS);
    leaders
}

fn cards(report: &Report<'_>, links: &Links<'_>) -> Vec<LeaderCard> {
    let cards = report.config().leaders().map(|(id, person)| LeaderCard {
        person: links.to(&Page::Owner(id.to_owned()), person.name.clone()),
        lines: waiting_on(report, links, id),
    });
    let mut cards: Vec<LeaderCard> = cards.filter(|card| !card.lines.is_empty()).collect();
    if cards.len() > MOST_LEADERS {
        let waiting = |card: &LeaderCard| card.lines.iter().map(|line| line.notes.len() + line.more).sum::<usize>();
        cards.sort_by_key(|card| std::cmp::Reverse(waiting(card)));
    }
    cards
}

/// Approvals, reviews, decisions and roadblocks that wait for one leader.
fn waiting_on(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<WaitingLine> {
    let site = &report.audit.site;
    let today = site.today;
    let live_notes = || site.notes.mentioning(id).map(|(at, _)| (at, &site.cases[at])).filter(|(_, case)| case.is_live);
    let waiting = |what: &str, notes: Vec<Ref>| {
        let more = notes.len().saturating_sub(MOST_LISTED);
        let notes: Vec<Ref> = notes.into_iter().take(MOST_LISTED).collect();
        (!notes.is_empty()).then(|| WaitingLine { what: what.to_owned(), notes, more })
    };
    let held = |is_held: &dyn Fn(&crate::audit::Case<'_>) -> bool| -> Vec<Ref> {
        live_notes().filter(|(_, case)| is_held(case)).map(|(at, _)| links.note(at)).collect()
    };
    let aged = |at: usize, note: &Note| {
        let since = note.roadblock.as_ref().and_then(|roadblock| roadblock.since.as_ref());
        let age = since.map_or_else(String::new, |since| {
            let days = today.since(since.value).map_or(0, |span| span.get_days());
            format!(", {}", count(usize::try_from(days).unwrap_or_default(), "day", "days"))
        });
        let link = links.note(at);
        Ref { text: format!("{}{age}", link.text), ..link }
    };
    let roadblocks = live_notes()
        .filter(|(_, case)| {
            case.note.roadblock.as_ref().and_then(|found| found.by.as_ref()).is_some_and(|by| by.value == id)
        })
        .map(|(at, case)| aged(at, case.note))
        .collect();
    let ending = live_notes()
        .filter(|(_, case)| case.is_hands_on && case.leader == Some(id))
        .filter_map(|(at, case)| {
            let until = case.note.hands_on.as_ref()?.until.as_ref()?.value;
            let link = links.note(at);
            Some(Ref { text: format!("{}, until {}", link.text, until.strftime("%-d %B")), ..link })
        })
        .collect();
    let decisions = report
        .config()
        .decisions
        .values()
        .filter(|decision| decision.by.iter().any(|by| by.value == id))
        .map(|decision| {
            let frequency =
                decision.frequency.as_ref().map_or_else(String::new, |frequency| format!(", {}", frequency.word()));
            Ref::plain(format!("{}{frequency}", decision.title))
        })
        .collect();
    let approves = held(&|case| case.asset_approver.as_ref().is_some_and(|by| by.value == id));
    let reviews = held(&|case| case.draft_reviewer.as_ref().is_some_and(|by| by.value == id));
    let decides = held(&|case| case.decider.as_ref().is_some_and(|by| by.value == id));
    [
        waiting("Each piece waits for a yes:", approves),
        waiting("Drafts wait for a reading:", reviews),
        waiting("A system asks before each step:", decides),
        waiting("Roadblocks to remove:", roadblocks),
        waiting("Decisions held:", decisions),
        waiting("Hands-on for a while:", ending),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn soon(report: &Report<'_>, links: &Links<'_>) -> Vec<Soon> {
    const DAYS: i32 = 14;
    let today = report.audit.site.today;
    let last = today.saturating_add(DAYS.days());
    let mut soon = Vec::new();
    for (at, case) in report.audit.site.cases.iter().enumerate().filter(|(_, case)| case.is_live) {
        let note = case.note;
        let hands_on = note.hands_on.as_ref().and_then(|hands_on| hands_on.until.as_ref());
        let dates =
            [(note.due.as_ref().map(|due| due.value), "due"), (hands_on.map(|until| until.value), "hands-on ends")];
        let allows = note.allows.iter().map(|allow| (Some(allow.until.value), "acceptance ends"));
        for (date, what) in dates.into_iter().chain(allows) {
            if let Some(date) = date.filter(|date| (today..=last).contains(date)) {
                let days = today.until(date).map_or(0, |span| span.get_days());
                let in_days = match days {
                    0 => "today".to_owned(),
                    1 => "tomorrow".to_owned(),
                    days => format!("in {days} days"),
                };
                soon.push((
                    date,
                    at,
                    Soon { date: date.strftime("%-d %B").to_string(), in_days, what, note: links.note(at) },
                ));
            }
        }
    }
    soon.sort_by_key(|(date, at, _)| (*date, *at));
    soon.into_iter().map(|(_, _, soon)| soon).take(12).collect()
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
        cards.push(FigureCard { value, label, link: Some(links.to(&Page::Owners, "Who took it")) });
    }
    if let Some(dependence) = &figures.dependence {
        cards.push(FigureCard {
            value: percent(dependence.share),
            label: format!(
                "of recurring work stops when leaders are away (limit {})",
                percent(config.audit.max_leader_dependence)
            ),
            link: Some(links.to(&Page::Rule("N13".to_owned()), "The notes that stop")),
        });
    }
    cards
}

fn score_instead(report: &Report<'_>) -> String {
    let leaders: Vec<&str> = report.config().leaders().map(|(_, person)| person.name.as_str()).collect();
    let statuses: Vec<String> = Status::ALL
        .iter()
        .map(|status| (status, report.notes().iter().filter(|note| note.status == *status).count()))
        .filter(|(_, number)| *number > 0)
        .map(|(status, number)| format!("{number} {status}"))
        .collect();
    match (report.notes().is_empty(), leaders.is_empty()) {
        (true, _) => "There is no score without notes.".to_owned(),
        (false, true) => {
            "There is no score where nobody leads: it says how much of leaders' work could be let go of.".to_owned()
        }
        (false, false) => format!("There is no score yet: {}, and nothing live that a leader holds.", list(&statuses)),
    }
}
