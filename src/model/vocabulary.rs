//! The keys whose values come from a fixed list of words.
//!
//! Takes a word as written; gives the variant, and the list of words for messages.

use std::fmt;

/// A fixed list of words for a key.
pub(crate) trait Word: Copy + fmt::Display + 'static {
    /// Every variant, in the order they are documented.
    const ALL: &'static [Self];

    /// The word as it is written in a note.
    fn word(self) -> &'static str;

    /// The variant that is written `word`.
    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.word() == word)
    }

    /// All words, for messages.
    fn choices() -> String {
        choices(Self::ALL)
    }
}

/// Words of a vocabulary, for messages: "low, medium or high".
pub(crate) fn choices<W: Word>(valid: &[W]) -> String {
    let words: Vec<&str> = valid.iter().map(|known| known.word()).collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum $name { $($variant),+ }

        impl Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl From<$name> for serde_json::Value {
            fn from(word: $name) -> Self {
                word.word().into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

vocabulary!(
    /// The state of the work.
    Status { Proposed = "proposed", Active = "active", Blocked = "blocked", Done = "done", Dropped = "dropped" }
);
vocabulary!(
    /// The kind of work: what and why, single cases, or how and when.
    Work { Direction = "direction", Judgment = "judgment", Execution = "execution" }
);
vocabulary!(
    /// How often the work is done.
    Cadence {
        Once = "once", Daily = "daily", Weekly = "weekly", Biweekly = "biweekly",
        Monthly = "monthly", Quarterly = "quarterly",
    }
);
vocabulary!(
    /// A rough amount of value or of stakes.
    Grade { Low = "low", Medium = "medium", High = "high" }
);
vocabulary!(
    /// Whether somebody in the team has done this work before.
    Novelty { New = "new", Known = "known" }
);
vocabulary!(
    /// Whose expertise the work needs.
    Expertise { Leader = "leader", Specialist = "specialist", General = "general" }
);
vocabulary!(
    /// The reason that a leader gives for keeping the work.
    KeptBecause { Voice = "voice", Faster = "faster", Visible = "visible", Quality = "quality" }
);
vocabulary!(
    /// Who may see a note, narrowest last.
    Audience { Public = "public", Team = "team", Leaders = "leaders" }
);
vocabulary!(
    /// What an approval is about.
    ApprovalOf { Assets = "assets", Frameworks = "frameworks" }
);
vocabulary!(
    /// What a review is about.
    ReviewOf { Drafts = "drafts", Outcomes = "outcomes" }
);
vocabulary!(
    /// Whether the handover also moves authority.
    Kind { Assignment = "assignment", Strategic = "strategic" }
);
vocabulary!(
    /// The seven levels of delegation, least freedom first.
    Authority {
        Tell = "tell", Sell = "sell", Consult = "consult", Agree = "agree",
        Advise = "advise", Inquire = "inquire", Delegate = "delegate",
    }
);
vocabulary!(
    /// How the giver supports the taker.
    Support { OneOnOne = "one-on-one", Pitch = "pitch", Brainstorm = "brainstorm", Mentoring = "mentoring" }
);
vocabulary!(
    /// Why a leader does detailed work on purpose.
    Reason {
        Urgent = "urgent", HighStakes = "high-stakes", New = "new", BuyIn = "buy-in",
        DetailsAreTheVision = "details-are-the-vision", Roadblock = "roadblock",
        SeniorityMatch = "seniority-match",
    }
);
vocabulary!(
    /// Seniority, lowest first.
    Level { Individual = "individual", Manager = "manager", Director = "director", Vp = "vp", CSuite = "c-suite" }
);
vocabulary!(
    /// The role of a person in the team.
    Role { Leader = "leader", Member = "member", Vendor = "vendor", System = "system" }
);
vocabulary!(
    /// The severities in `[audit.severity]`.
    SetSeverity { Off = "off", Info = "info", Warning = "warning", Error = "error" }
);
vocabulary!(
    /// How much depends on a decision.
    Impact { Minor = "minor", Major = "major" }
);

impl Status {
    /// Active or blocked: the work takes somebody's time now.
    pub(crate) fn is_live(self) -> bool {
        matches!(self, Self::Active | Self::Blocked)
    }
}

impl Role {
    /// Whether somebody with this role can take work: not a leader, and not a system.
    pub(crate) fn is_helper(self) -> bool {
        matches!(self, Self::Member | Self::Vendor)
    }
}

impl Authority {
    /// Whether the taker decides alone: advise, inquire or delegate. At agree, both decide.
    pub(crate) fn is_high(self) -> bool {
        self >= Self::Advise
    }
}

impl Cadence {
    /// The cadences of recurring work.
    pub(crate) const RECURRING: &'static [Self] =
        &[Self::Daily, Self::Weekly, Self::Biweekly, Self::Monthly, Self::Quarterly];

    /// How often a week, for `each`: daily is five working days.
    pub(crate) fn times_a_week(self) -> Option<f64> {
        match self {
            Self::Once => None,
            Self::Daily => Some(5.0),
            Self::Weekly => Some(1.0),
            Self::Biweekly => Some(0.5),
            Self::Monthly => Some(12.0 / 52.0),
            Self::Quarterly => Some(4.0 / 52.0),
        }
    }

    /// Days between two occurrences.
    pub(crate) fn days(self) -> Option<i32> {
        match self {
            Self::Once => None,
            Self::Daily => Some(1),
            Self::Weekly => Some(7),
            Self::Biweekly => Some(14),
            Self::Monthly => Some(30),
            Self::Quarterly => Some(91),
        }
    }

    /// Every two weeks or more often.
    pub(crate) fn is_frequent(self) -> bool {
        self.days().is_some_and(|days| days <= 14)
    }

    /// More than once.
    pub(crate) fn is_recurring(self) -> bool {
        self != Self::Once
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_word_parses_to_its_variant() {
        assert_eq!(Cadence::parse("biweekly"), Some(Cadence::Biweekly));
        assert_eq!(Cadence::parse("Biweekly"), None);
        assert_eq!(choices(Grade::ALL), "low, medium or high");
    }

    #[test]
    fn authority_is_ordered_as_the_seven_levels() {
        assert!(Authority::ALL.is_sorted());
        assert!(Authority::Agree < Authority::Advise);
    }
}
