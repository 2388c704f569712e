//! The published texts that rules come from.

/// Which of the published texts a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    NeverList,
    Handover,
    Autonomy,
    HandsOn,
    NoteFormat,
    /// The lines that a site adds to the never list.
    OwnList,
}

impl Source {
    /// Its name in data formats.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::NeverList => "never-list",
            Self::Handover => "handover",
            Self::Autonomy => "autonomy",
            Self::HandsOn => "hands-on",
            Self::NoteFormat => "note-format",
            Self::OwnList => "own-list",
        }
    }

    /// The title of the text, as cited.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::NeverList => "Strategic Delegation in Marketing: What Leaders Should Never Do Themselves",
            Self::Handover => "Delegation: task assignment and strategic delegation",
            Self::Autonomy => "How to Balance Autonomy and Guidance When Leading Marketing Teams",
            Self::HandsOn => "Good leaders know when to delegate — and when to not",
            Self::NoteFormat => "Handover's note format",
            Self::OwnList => "your own list, in site.toml",
        }
    }
}
