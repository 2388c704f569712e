//! Categories of leaders' hours.

use crate::audit::case::{Case, Part};
use crate::model::Work;

/// The kinds of work that leaders' hours are spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum HourCategory {
    Direction,
    Judgment,
    HandsOn,
    Execution,
    Approving,
    Unsorted,
}

impl HourCategory {
    pub(crate) const ALL: [Self; 6] =
        [Self::Direction, Self::Judgment, Self::HandsOn, Self::Execution, Self::Approving, Self::Unsorted];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Direction => "Direction",
            Self::Judgment => "Judgment",
            Self::HandsOn => "Hands-on for a while",
            Self::Execution => "Execution",
            Self::Approving => "Approving and reviewing",
            Self::Unsorted => "Not sorted yet",
        }
    }

    /// Its name in CSS classes and data files.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Judgment => "judgment",
            Self::HandsOn => "hands-on",
            Self::Execution => "execution",
            Self::Approving => "approving",
            Self::Unsorted => "unsorted",
        }
    }

    /// The category of one part of a note.
    pub(super) fn of(case: &Case<'_>, part: Part) -> Self {
        match (part, case.work.as_ref().map(|work| work.value)) {
            (Part::Approving | Part::Reviewing | Part::Deciding, _) => Self::Approving,
            (Part::Doing, _) if case.is_hands_on => Self::HandsOn,
            (Part::Doing, Some(Work::Direction)) => Self::Direction,
            (Part::Doing, Some(Work::Judgment)) => Self::Judgment,
            (Part::Doing, Some(Work::Execution)) => Self::Execution,
            (Part::Doing, None) => Self::Unsorted,
        }
    }
}
