//! Exceptions: a leader does the details of live work on purpose, for a time.
//!
//! Takes a case; gives the leader, the successor, and the line that hands the work over.

use jiff::civil::Date;

use crate::audit::case::Case;
use crate::model::{At, Config, HandsOn};

/// A leader who is hands-on in live work. The `[hands_on]` table may be incomplete.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exception<'a> {
    pub(super) leader: &'a str,
    pub(super) table: &'a At<HandsOn>,
}

impl<'a> Exception<'a> {
    /// None if no leader does the work, or the work is not live.
    pub(super) fn of(case: &Case<'a>) -> Option<Self> {
        let leader = case.leader.filter(|_| case.is_live)?;
        Some(Self { leader, table: case.note.hands_on.as_ref()? })
    }

    /// Who takes over. A leader who names themself has no successor.
    pub(super) fn successor(&self) -> Option<&'a str> {
        self.table.successor_after(Some(self.leader)).map(|successor| successor.value.as_str())
    }

    /// The last hands-on day.
    pub(super) fn until(&self) -> Option<Date> {
        self.table.until.as_ref().map(|until| until.value)
    }

    /// The help that hands the work to the successor, or asks to name somebody if there is none.
    pub(super) fn hand_over_help(&self, case: &Case<'_>, config: &Config) -> String {
        match self.successor() {
            Some(successor) => format!("hand it to {}: {}", config.name_of(successor), delegate_help(case, successor)),
            None => "hand it over: name as `delegate` who does it from now on".to_owned(),
        }
    }

    /// The line of TOML that makes the successor the delegate. None if there is no successor, or the successor owns it.
    pub(super) fn delegate_line(&self, case: &Case<'_>) -> Option<String> {
        let successor = self.successor().filter(|successor| case.owner() != Some(*successor))?;
        Some(format!("delegate = \"{successor}\""))
    }
}

/// The help that makes `person` do the work from now on.
pub(super) fn delegate_help(case: &Case<'_>, person: &str) -> String {
    if case.owner() == Some(person) {
        "remove `delegate`, so that the owner does it".to_owned()
    } else if case.note.delegate.is_some() {
        format!("change `delegate` to \"{person}\"")
    } else {
        format!("write `delegate = \"{person}\"` above the first table")
    }
}
