//! Exceptions: leaders who are in the details of live work on purpose.
//!
//! Takes a case; gives who is hands-on in it, who takes it from there, and the line that hands it over.

use jiff::civil::Date;

use crate::audit::case::Case;
use crate::model::{At, Config, HandsOn};

/// A leader hands-on in live work, whether or not everything that takes is written down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exception<'a> {
    pub(super) leader: &'a str,
    pub(super) table: &'a At<HandsOn>,
}

impl<'a> Exception<'a> {
    /// Elsewhere a `[hands_on]` says nothing.
    pub(super) fn of(case: &Case<'a>) -> Option<Self> {
        let leader = case.leader.filter(|_| case.is_live)?;
        Some(Self { leader, table: case.note.hands_on.as_ref()? })
    }

    /// Who takes it from there; the leader is no successor.
    pub(super) fn successor(&self) -> Option<&'a str> {
        self.table.successor_after(Some(self.leader)).map(|successor| successor.value.as_str())
    }

    /// Its last day.
    pub(super) fn until(&self) -> Option<Date> {
        self.table.until.as_ref().map(|until| until.value)
    }

    /// What to write for the successor to take over; without one, that somebody is to be named.
    pub(super) fn hand_over(&self, case: &Case<'_>, config: &Config) -> String {
        match self.successor() {
            Some(successor) => format!("hand it to {}: {}", config.name_of(successor), hand_to(case, successor)),
            None => "hand it over: name who does it from now on as `delegate`".to_owned(),
        }
    }

    /// The line that hands it over, where one has to be written.
    pub(super) fn line(&self, case: &Case<'_>) -> Option<String> {
        let successor = self.successor().filter(|successor| case.owner() != Some(*successor))?;
        Some(format!("delegate = \"{successor}\""))
    }
}

/// What to write for somebody to do the work from now on.
pub(super) fn hand_to(case: &Case<'_>, person: &str) -> String {
    if case.owner() == Some(person) {
        "take `delegate` out, and the owner does it".to_owned()
    } else if case.note.delegate.is_some() {
        format!("change `delegate` to \"{person}\"")
    } else {
        format!("write `delegate = \"{person}\"` above the first table")
    }
}
