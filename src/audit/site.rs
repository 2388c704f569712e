//! What rules can read: the notes, the settings, the date, and a case for each note.

use std::sync::Arc;

use jiff::civil::Date;

use crate::audit::case::Case;
use crate::model::{Config, Notes};
use crate::text::words::list_some;

/// What rules can read.
#[derive(Debug)]
pub(crate) struct Site<'a> {
    pub(crate) notes: &'a Notes,
    pub(crate) config: &'a Config,
    pub(crate) today: Date,
    /// One for each note, in the same order.
    pub(crate) cases: Vec<Arc<Case<'a>>>,
}

impl<'a> Site<'a> {
    /// The live notes, with their indexes.
    pub(crate) fn live(&self) -> impl Iterator<Item = (usize, &Case<'a>)> {
        self.cases.iter().map(Arc::as_ref).enumerate().filter(|(_, case)| case.is_live)
    }

    /// The live notes that mention a person, with their indexes.
    pub(crate) fn live_of(&self, person: &str) -> impl Iterator<Item = (usize, &Case<'a>)> {
        self.notes.mentioning(person).map(|(at, _)| (at, self.cases[at].as_ref())).filter(|(_, case)| case.is_live)
    }

    /// The titles of the first few notes, and how many more there are.
    pub(in crate::audit) fn named(&self, notes: &[usize]) -> String {
        const NAMED: usize = 5;
        let titles: Vec<String> = notes.iter().map(|at| format!("“{}”", self.cases[*at].note.title.value)).collect();
        list_some(&titles, NAMED)
    }

    /// How many days ago `day` was; negative for a future day.
    pub(crate) fn days_since(&self, day: Date) -> i32 {
        (self.today - day).get_days()
    }
}
