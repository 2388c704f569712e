//! A person's next dates: those that have passed, and those of the next weeks.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::agenda::Event;
use crate::site::views::{Links, Ref, SiteModel};
use crate::text::words::{day, days_between, in_days};

/// Something on a day.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(in crate::site::views) struct DateView {
    date: String,
    /// "in 4 days"; none if the date has passed.
    when: Option<String>,
    /// "Check-in", "Was due".
    what: String,
    about: Ref,
}

/// Days ahead that are shown.
const AHEAD: i32 = 35;

/// At most this many dates that have passed are shown, the latest ones.
const MISSED: usize = 3;

/// The first few of them, and how many more there are. Dates that passed long ago are only counted.
pub(in crate::site::views) fn dates(
    model: &SiteModel<'_>,
    links: &Links<'_>,
    id: &str,
    most: usize,
) -> (Vec<DateView>, usize) {
    let today = model.report.audit.site.today;
    let near = model.agenda.of_person(id).filter(|event| days_between(today, event.date) <= AHEAD);
    let (missed, ahead): (Vec<&Event>, Vec<&Event>) = near.partition(|event| event.date < today);
    let latest = &missed[missed.len().saturating_sub(MISSED)..];
    let shown: Vec<DateView> = latest.iter().chain(&ahead).take(most).map(|event| view(links, event, today)).collect();
    let more = missed.len() + ahead.len() - shown.len();
    (shown, more)
}

fn view(links: &Links<'_>, event: &Event, today: Date) -> DateView {
    let days = days_between(today, event.date);
    DateView {
        date: day(event.date),
        when: (days >= 0).then(|| in_days(days)),
        what: event.happens(today),
        about: links.about(&event.about),
    }
}
