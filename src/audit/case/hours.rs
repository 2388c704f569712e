//! The hours a week of a note's work.
//!
//! Takes a note and its cadence; gives hours, and the words for them.

use crate::model::{Cadence, Note};
use crate::text::words::hours;

/// The hours of a whole week.
const WEEK: f64 = 168.0;

/// `hours` of the note, or else `each` times the number of times a week.
pub(super) fn hours_a_week(note: &Note, cadence: Option<Cadence>) -> Option<f64> {
    note.hours.as_ref().map(|hours| hours.value).or_else(|| {
        let times = cadence?.times_a_week()?;
        Some(note.each.as_ref()?.value * times).filter(|hours| *hours <= WEEK)
    })
}

/// "4 h a week", and the hours of one time if the work is monthly or quarterly: "4 h a week, 52 h a quarter".
pub(super) fn in_words(week: f64, cadence: Option<Cadence>) -> String {
    let one_time = match cadence {
        Some(Cadence::Monthly) => format!(", {} a month", hours(week * 52.0 / 12.0)),
        Some(Cadence::Quarterly) => format!(", {} a quarter", hours(week * 13.0)),
        _ => String::new(),
    };
    format!("{} a week{one_time}", hours(week))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monthly_or_quarterly_work_also_shows_the_hours_of_one_time() {
        assert_eq!(in_words(3.75, Some(Cadence::Daily)), "3.8 h a week");
        assert_eq!(in_words(4.0, Some(Cadence::Monthly)), "4 h a week, 17.3 h a month");
        assert_eq!(in_words(4.0, Some(Cadence::Quarterly)), "4 h a week, 52 h a quarter");
    }
}
