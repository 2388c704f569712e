//! What waits for leaders, and what ends soon.

use schemars::JsonSchema;
use serde::Serialize;

use crate::agenda::{Event, Occasion};
use crate::model::{Note, Word as _};
use crate::report::Report;
use crate::site::views::hands_on::left;
use crate::site::views::{Links, Page, Ref, SiteModel};
use crate::text::words::{day, days_between, days_long, in_days};

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct LeaderCard {
    person: Ref,
    lines: Vec<WaitingLine>,
}

/// "Pieces that wait for approval:", then notes.
#[derive(Debug, JsonSchema, Serialize)]
struct WaitingLine {
    what: String,
    notes: Vec<Ref>,
    /// Those after them.
    rest: Option<Ref>,
    /// How many there are in all.
    #[serde(skip)]
    number: usize,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Soon {
    date: String,
    in_days: String,
    what: &'static str,
    note: Ref,
}

/// As many leaders have a card.
pub(super) const MOST_LEADERS: usize = 6;
/// Days within which something is soon.
pub(super) const SOON: i32 = 14;
const MOST_LISTED: usize = 3;

pub(super) fn cards(report: &Report<'_>, links: &Links<'_>) -> Vec<LeaderCard> {
    let cards = report.config().leaders().map(|(id, person)| LeaderCard {
        person: links.to(&Page::Owner(id.to_owned()), person.name()),
        lines: waiting_on(report, links, id),
    });
    let mut cards: Vec<LeaderCard> = cards.filter(|card| !card.lines.is_empty()).collect();
    if cards.len() > MOST_LEADERS {
        let waiting = |card: &LeaderCard| card.lines.iter().map(|line| line.number).sum::<usize>();
        cards.sort_by_key(|card| std::cmp::Reverse(waiting(card)));
    }
    cards
}

/// Approvals, reviews, decisions and roadblocks that wait for one leader.
fn waiting_on(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<WaitingLine> {
    let site = &report.audit.site;
    let today = site.today;
    let live_notes = || site.live_of(id);
    let waiting = |what: &str, notes: Vec<Ref>| {
        let number = notes.len();
        let rest = Ref::more(number.saturating_sub(MOST_LISTED), &links.person(id));
        let notes: Vec<Ref> = notes.into_iter().take(MOST_LISTED).collect();
        (!notes.is_empty()).then(|| WaitingLine { what: what.to_owned(), notes, rest, number })
    };
    let held = |is_held: &dyn Fn(&crate::audit::Case<'_>) -> bool| -> Vec<Ref> {
        live_notes().filter(|(_, case)| is_held(case)).map(|(at, _)| links.note(at)).collect()
    };
    let aged = |at: usize, note: &Note| {
        let since = note.roadblock.as_ref().and_then(|roadblock| roadblock.since.as_ref());
        let age = since.map_or_else(String::new, |since| format!(", {}", days_long(days_between(since.value, today))));
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
        .filter(|(_, case)| case.leader == Some(id))
        .filter_map(|(at, case)| {
            let until = case.note.hands_on.as_ref()?.until.as_ref().map(|until| until.value);
            let link = links.note(at);
            Some(Ref { text: format!("{}, {}", link.text, left(until, today)), ..link })
        })
        .collect();
    let decisions = report
        .config()
        .decisions
        .values()
        .filter(|decision| decision.by.iter().any(|by| by.value == id))
        .map(|decision| {
            let frequency =
                decision.frequency.as_ref().map_or_else(String::new, |frequency| format!(" ({})", frequency.word()));
            Ref::plain(format!("{}{frequency}", decision.title))
        })
        .collect();
    let approves = held(&|case| case.asset_approver.as_ref().is_some_and(|by| by.value == id));
    let reviews = held(&|case| case.draft_reviewer.as_ref().is_some_and(|by| by.value == id));
    let decides = held(&|case| case.decider.as_ref().is_some_and(|by| by.value == id));
    [
        waiting("Pieces that wait for approval:", approves),
        waiting("Drafts that wait for review:", reviews),
        waiting("Systems that wait for decisions:", decides),
        waiting("Roadblocks to remove:", roadblocks),
        waiting("Decisions to make:", decisions),
        waiting("Hands-on for a while:", ending),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What ends or is due. Check-ins recur, so they are only on the agenda.
pub(super) fn soon(model: &SiteModel<'_>, links: &Links<'_>) -> Vec<Soon> {
    const MOST: usize = 12;
    let today = model.report.audit.site.today;
    let is_end = |event: &&Event| !matches!(event.occasion, Occasion::CheckIn | Occasion::Revisit);
    let ahead = model.agenda.events.iter().filter(is_end).map(|event| (days_between(today, event.date), event));
    ahead
        .filter(|(days, _)| (0..=SOON).contains(days))
        .take(MOST)
        .map(|(days, event)| Soon {
            date: day(event.date),
            in_days: in_days(days),
            what: event.occasion.words(),
            note: links.about(&event.about),
        })
        .collect()
}
