//! A person's next dates: what they missed, and what comes in the next weeks.

use serde::Serialize;

use crate::agenda::Event;
use crate::pages::{Book, Links, Ref};
use crate::words::{day, days_between, in_days, sentence};

/// Something on a day.
#[derive(Clone, Debug, Serialize)]
pub(in crate::pages) struct DateView {
    date: String,
    /// "in 4 days", or none where it has passed.
    when: Option<String>,
    /// "Check-in", "Was due".
    what: String,
    about: Ref,
}

/// Days ahead that are shown.
const AHEAD: i32 = 35;

/// The first few of them, and how many more there are.
pub(in crate::pages) fn dates(book: &Book<'_>, links: &Links<'_>, id: &str, most: usize) -> (Vec<DateView>, usize) {
    let today = book.report.audit.site.today;
    let near: Vec<&Event> =
        book.agenda.of_person(id).filter(|event| days_between(today, event.date) <= AHEAD).collect();
    let views = near.iter().take(most).map(|event| {
        let days = days_between(today, event.date);
        let words = if days < 0 { event.occasion.past_words() } else { event.occasion.words() };
        DateView {
            date: day(event.date),
            when: (days >= 0).then(|| in_days(days)),
            what: sentence(words).trim_end_matches('.').to_owned(),
            about: links.about(&event.about),
        }
    });
    (views.collect(), near.len().saturating_sub(most))
}
