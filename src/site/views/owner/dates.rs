//! A person's next dates: what they missed, and what comes in the next weeks.

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
    /// "in 4 days", or none where it has passed.
    when: Option<String>,
    /// "Check-in", "Was due".
    what: String,
    about: Ref,
}

/// Days ahead that are shown.
const AHEAD: i32 = 35;

/// As many missed dates are told one by one, the latest of them.
const MISSED: usize = 3;

/// The first few of them, and how many more there are. What was missed long ago is not told again each week.
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
