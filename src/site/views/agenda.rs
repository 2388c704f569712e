//! The agenda: check-ins, reviews, ends and due dates by week, and the calendars to subscribe to.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Calendar, Links, Page, Ref, SiteModel, View};
use crate::agenda::{Event, Occasion, monday_of};
use crate::site::lists::ROWS;
use crate::text::words::{count, day, days_between, in_days};

/// The view of `agenda.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct AgendaView {
    intro: Vec<String>,
    /// Dates that have passed, then week by week; no entry is empty.
    weeks: Vec<Week>,
    /// Contracts with a cadence for check-ins and no day to count from.
    undated: Vec<Ref>,
    /// How many more than those listed.
    more_undated: usize,
    /// The file with all dates.
    calendar: Ref,
    /// Its address on the web, if the site has one.
    address: Option<String>,
    /// The calendars of those who have dates.
    calendars: Vec<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Week {
    /// Its id in the page.
    id: String,
    title: String,
    days: Vec<Day>,
    /// How many more dates than those listed; the calendar has them.
    more: usize,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Day {
    /// "21 November 2026".
    date: String,
    date_iso: String,
    /// "Monday, in 3 days".
    when: String,
    events: Vec<EventLine>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct EventLine {
    /// "Check-in", "Was due".
    what: String,
    /// The note, or the anchor without a link.
    about: Ref,
    /// The rule whose finding is accepted until then.
    rule: Option<Ref>,
    people: Vec<Ref>,
}

impl View for AgendaView {
    fn title(&self) -> String {
        "Agenda".to_owned()
    }
}

/// This many weeks are shown one by one, including this week.
const WEEKS: i32 = 13;
/// A week lists at most this many dates. At most as many contracts without a date are named.
const MOST: usize = 100;

pub(crate) fn agenda(model: &SiteModel<'_>) -> AgendaView {
    let links = model.links(&Page::Agenda);
    let today = model.report.audit.site.today;
    let undated = &model.agenda.undated;
    let path = model.calendar_path(&Calendar::Everybody);
    let base = model.report.config().site.base_url.as_ref();
    AgendaView {
        intro: intro(&model.agenda.events, today),
        weeks: weeks(&model.agenda.events, today, &links),
        undated: undated.iter().take(MOST).map(|at| links.note(*at)).collect(),
        more_undated: undated.len().saturating_sub(MOST),
        calendar: links.calendar(&Calendar::Everybody, &path),
        address: base.map(|base| base.join(&path)),
        calendars: model
            .calendars()
            .into_iter()
            .filter_map(|calendar| match &calendar {
                Calendar::Person(id) if model.agenda.of_person(id).next().is_some() => {
                    Some(links.calendar(&calendar, model.report.config().name_of(id)))
                }
                _ => None,
            })
            .collect(),
    }
}

fn intro(events: &[Event], today: Date) -> Vec<String> {
    let missed: Vec<&Event> = events.iter().filter(|event| event.date < today).collect();
    let ahead: Vec<&Event> = events.iter().filter(|event| event.date >= today).collect();
    let next_monday = monday_of(today).saturating_add(7.days());
    let now = ahead.iter().filter(|event| event.date < next_monday).count();
    let mut intro = Vec::new();
    if let Some(oldest) = missed.first() {
        let have = count(missed.len(), "date has", "dates have");
        intro.push(format!("{have} passed; the oldest is {}.", day(oldest.date)));
    }
    intro.push(match (ahead.first(), now) {
        (None, _) if missed.is_empty() => "No live note has a date.".to_owned(),
        (None, _) => "There are no dates ahead.".to_owned(),
        (Some(next), 0) => {
            let are = count(ahead.len(), "date is", "dates are");
            format!("No date is left this week. {are} ahead; the next is {}.", day(next.date))
        }
        (Some(_), now) => {
            let later = ahead.len() - now;
            let later = if later == 0 { "none comes".to_owned() } else { count(later, "comes", "come") };
            format!("{} left this week, and {later} later.", count(now, "date is", "dates are"))
        }
    });
    intro
}

/// The section of the page that an event is in, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Overdue,
    Week(Date),
    Later,
}

fn slot(date: Date, today: Date) -> Slot {
    let monday = monday_of(date);
    if date < today {
        Slot::Overdue
    } else if days_between(monday_of(today), monday) < WEEKS * 7 {
        Slot::Week(monday)
    } else {
        Slot::Later
    }
}

fn weeks(events: &[Event], today: Date, links: &Links<'_>) -> Vec<Week> {
    let mut slots: BTreeMap<Slot, Vec<&Event>> = BTreeMap::new();
    for event in events {
        slots.entry(slot(event.date, today)).or_default().push(event);
    }
    let mut room = ROWS;
    let week = |(slot, mut events): (Slot, Vec<&Event>)| {
        let (id, title) = match slot {
            Slot::Overdue => ("overdue".to_owned(), "Overdue".to_owned()),
            Slot::Week(monday) if monday == monday_of(today) => ("this-week".to_owned(), "This week".to_owned()),
            Slot::Week(monday) => (format!("week-{monday}"), format!("Week of {}", day(monday))),
            Slot::Later => ("later".to_owned(), "Later".to_owned()),
        };
        let all = events.len();
        events.truncate(MOST.min(room));
        room -= events.len();
        Week { id, title, more: all - events.len(), days: days(&events, today, links) }
    };
    slots.into_iter().map(week).collect()
}

fn days(events: &[&Event], today: Date, links: &Links<'_>) -> Vec<Day> {
    let of_day = |events: &[&Event]| {
        let date = events[0].date;
        Day {
            date: day(date),
            date_iso: date.to_string(),
            when: format!("{}, {}", date.strftime("%A"), in_days(days_between(today, date))),
            events: events.iter().map(|event| line(event, today, links)).collect(),
        }
    };
    events.chunk_by(|one, next| one.date == next.date).map(of_day).collect()
}

fn line(event: &Event, today: Date, links: &Links<'_>) -> EventLine {
    EventLine {
        what: event.happens(today),
        about: links.about(&event.about),
        rule: match &event.occasion {
            Occasion::AcceptanceEnds(rule) => Some(links.rule(rule)),
            _ => None,
        },
        people: links.people(&event.people),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn yesterday_is_overdue_and_today_is_not() {
        let today = date(2026, 11, 21);
        assert_eq!(slot(date(2026, 11, 20), today), Slot::Overdue);
        assert_eq!(slot(today, today), Slot::Week(date(2026, 11, 16)));
        assert_eq!(slot(date(2026, 11, 22), today), Slot::Week(date(2026, 11, 16)));
        assert_eq!(slot(date(2026, 11, 23), today), Slot::Week(date(2026, 11, 23)));
    }

    #[test]
    fn thirteen_weeks_are_shown_one_by_one() {
        let today = date(2026, 11, 21);
        assert_eq!(slot(date(2027, 2, 14), today), Slot::Week(date(2027, 2, 8)));
        assert_eq!(slot(date(2027, 2, 15), today), Slot::Later);
        assert_eq!(slot(Date::MAX, today), Slot::Later);
    }
}
