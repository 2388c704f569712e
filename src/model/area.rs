//! The field of work of a note.

/// The field of work. The never list has rules for four fields. Any other word is allowed too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Area {
    Content,
    Distribution,
    Tooling,
    Visibility,
    Other(String),
}

impl Area {
    /// Words with a variant of their own.
    pub(crate) const KNOWN: [&'static str; 4] = ["content", "distribution", "tooling", "visibility"];

    pub(crate) fn parse(word: &str) -> Self {
        match word {
            "content" => Self::Content,
            "distribution" => Self::Distribution,
            "tooling" => Self::Tooling,
            "visibility" => Self::Visibility,
            other => Self::Other(other.to_owned()),
        }
    }

    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Content => "content",
            Self::Distribution => "distribution",
            Self::Tooling => "tooling",
            Self::Visibility => "visibility",
            Self::Other(word) => word,
        }
    }
}
