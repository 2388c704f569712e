//! Whether the work of a note was given to somebody, and by whom.

use jiff::civil::Date;

use crate::model::{Config, Note, Role};

/// Whether somebody gave the work to somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delegation<'a> {
    /// The owner does the work.
    Kept,
    HandedOver {
        giver: &'a str,
        taker: &'a str,
    },
    /// A leader took it from a member.
    HandedUp {
        giver: &'a str,
    },
    /// A system does the work.
    Automated,
}

impl<'a> Delegation<'a> {
    /// What the note says, whatever its status. A handover whose day is still to come does not count yet.
    pub(super) fn in_note(
        note: &'a Note,
        owner: Option<&'a str>,
        doer: Option<&'a str>,
        config: &Config,
        today: Date,
    ) -> Self {
        let contract = note.handover.as_ref();
        let from = contract.and_then(|handover| handover.from.as_ref());
        let is_later = contract.and_then(|handover| handover.on.as_ref()).is_some_and(|on| on.value > today);
        let giver = from.map(|from| from.value.as_str()).or(owner);
        match (giver, doer) {
            (Some(giver), Some(taker)) if giver != taker && !is_later => match config.role(taker) {
                Some(Role::System) => Self::Automated,
                Some(Role::Leader) if config.role(giver) == Some(Role::Member) => Self::HandedUp { giver },
                _ => Self::HandedOver { giver, taker },
            },
            _ => Self::Kept,
        }
    }
}
