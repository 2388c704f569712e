//! The severity of a finding.

use std::fmt;

use crate::model::Word;

/// The severity of a finding, the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Severity {
    /// A suggestion.
    Info,
    /// A risk.
    Warning,
    /// A rule of the team is broken, or a note cannot be used as it is.
    Error,
}

impl Severity {
    /// One step milder, never below info.
    pub(crate) fn lowered(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }
}

impl Word for Severity {
    const ALL: &'static [Self] = &[Self::Error, Self::Warning, Self::Info];

    fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
