//! What a rule is: its id, its explanation and its check, all in one value.
//!
//! Takes nothing; gives the type every file below `rules/` fills, and the look-up by id or name.

use std::collections::BTreeSet;

use super::method::Practice;
use super::{CATALOGUE, Case, Line, Part, Severity, Site};
use crate::audit::engine::draft::Draft;
use crate::model::{Config, NeverLine, ProblemKind};

/// A rule of the audit.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Family letter and number, such as N01.
    pub(crate) id: &'static str,
    /// Says the fault.
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    /// When it speaks, in one sentence.
    pub(crate) when: &'static str,
    /// Why that matters.
    pub(crate) why: &'static str,
    /// How to mend it.
    pub(crate) mend: &'static str,
    pub(crate) source: Source,
    /// What of the published texts it checks.
    pub(crate) practices: &'static [Practice],
    /// A note it speaks on, and the same note mended.
    pub(crate) bad: &'static str,
    pub(crate) good: &'static str,
    /// What in site.toml changes it, beside severity.
    pub(crate) configure: Option<&'static str>,
    /// How the never list calls the line it guards, where it guards one.
    pub(crate) line: Option<&'static str>,
    /// Which fact a note lacks to be judged by it, if one does.
    pub(crate) lacks: Option<Lacks>,
    /// More specific rules: where one speaks about the same note and person, this one is silent.
    pub(crate) yields_to: &'static [Yield],
    /// What it still says where [`Yield::OnPart`] took parts of the note from it.
    pub(crate) rest: Option<Rest>,
    /// How it counts into the quality of handovers, if it does.
    pub(crate) quality: Option<Quality>,
    /// What else sets it apart.
    pub(crate) marks: &'static [Mark],
    /// What the reader finds that is this rule's to report.
    pub(crate) adopts: &'static [ProblemKind],
    pub(crate) check: Check,
}

impl Rule {
    /// A rule with nothing filled in, for `..Rule::BLANK`.
    pub(crate) const BLANK: Self = Self {
        id: "",
        name: "",
        severity: Severity::Info,
        when: "",
        why: "",
        mend: "",
        source: Source::NoteFormat,
        practices: &[],
        bad: "",
        good: "",
        configure: None,
        line: None,
        lacks: None,
        yields_to: &[],
        rest: None,
        quality: None,
        marks: &[],
        adopts: &[],
        check: Check::Reader,
    };

    /// Whether the rule carries a mark.
    pub(crate) fn has(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// Whether it is silent beside `speaker` without passing on what it puts at stake.
    pub(crate) fn keeps_its_hours(&self, speaker: &Rule) -> bool {
        self.yields_to.iter().any(|to| matches!(to, Yield::Entirely(id) if *id == speaker.id))
    }

    /// What its bad example is an example of.
    pub(crate) fn example_of(&self) -> &'static str {
        if self.has(Mark::SeenInSettings) { "Lines of site.toml it speaks on" } else { "A note it speaks on" }
    }

    /// How a baseline knows its findings, where that is not as it knows others.
    pub(crate) fn in_baselines(&self) -> Option<&'static str> {
        let moves = "It comes and changes as days pass, though nobody touches a note: a baseline knows it by rule and note \
                     alone, and `--since` audits the earlier notes as of the same day.";
        let spreads =
            "It says one thing about many notes, on the first of them: a baseline knows it whichever note that is.";
        let of_mark = |mark, said| self.has(mark).then_some(said);
        of_mark(Mark::MovesWithTime, moves).or_else(|| of_mark(Mark::OnFirstNote, spreads))
    }

    /// When it speaks, up to the first mark that ends a thought; a dot inside a name ends none.
    pub(crate) fn gist(&self) -> &'static str {
        let end = [". ", ": ", "; "].iter().filter_map(|mark| self.when.find(mark)).min();
        self.when[..end.unwrap_or(self.when.len())].trim_end_matches('.')
    }

    /// The letter of the rule's family.
    pub(crate) fn family(&self) -> char {
        self.id.chars().next().unwrap_or_default()
    }
}

/// What sets a rule apart from most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The hours its findings name could be won back.
    Reclaimable,
    /// It wants work handed to others, so it is no error where there are none.
    NeedsHelpers,
    /// `[[allow]]` cannot accept its findings.
    NeverAllowed,
    /// It cannot be left out or turned off.
    AlwaysOn,
    /// One note cannot show it, so its examples are only described.
    NeedsManyNotes,
    /// Its examples are lines of site.toml.
    SeenInSettings,
    /// It says one thing about many notes, on the first of them, whichever that is.
    OnFirstNote,
    /// It comes and changes as days pass, though nobody touches a note.
    MovesWithTime,
}

/// Names the fact that a live note would have to give.
pub(crate) type Lacks = fn(&Case<'_>, &Config) -> Option<&'static str>;

/// Says what a rule has to say on a note when the given parts of it are another rule's to report.
pub(crate) type Rest = fn(&'static Rule, &Site<'_>, usize, &BTreeSet<Part>) -> Vec<Draft>;

/// Counts what a contract fulfils of what the rule asks of it.
pub(crate) type Quality = fn(&Site<'_>, &Case<'_>) -> Checks;

/// Checks that apply to a contract, and those it passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Checks {
    pub(crate) passed: usize,
    pub(crate) applicable: usize,
}

impl Checks {
    /// Nothing to check.
    pub(crate) const NONE: Self = Self { passed: 0, applicable: 0 };

    /// Each of these applies.
    pub(crate) fn all<const N: usize>(passed: [bool; N]) -> Self {
        Self { passed: passed.into_iter().filter(|passed| *passed).count(), applicable: N }
    }
}

impl std::iter::Sum for Checks {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::NONE, |sum, checks| Self {
            passed: sum.passed + checks.passed,
            applicable: sum.applicable + checks.applicable,
        })
    }
}

/// How a rule is checked.
#[derive(Debug)]
pub(crate) enum Check {
    /// The reader reports it; see [`Rule::adopts`].
    Reader,
    /// On each note, by its place among the cases.
    Note(fn(&'static Rule, &Site<'_>, usize) -> Vec<Draft>),
    /// On all notes together.
    Site(fn(&'static Rule, &Site<'_>) -> Vec<Draft>),
    /// While acceptances are applied.
    Allows,
}

/// The more specific rule, and when it goes first.
#[derive(Debug)]
pub(crate) enum Yield {
    Always(&'static str),
    /// The same, and what this rule puts at stake is not passed on to the one that speaks.
    Entirely(&'static str),
    /// Where both rest on inference.
    WhenBothInferred(&'static str),
    /// Whoever it concerns.
    OnNote(&'static str),
    /// As far as both are about this part of the note, whoever it concerns.
    OnPart(&'static str, Part),
}

impl Yield {
    /// The id of the more specific rule.
    pub(crate) fn to(&self) -> &'static str {
        match self {
            Self::Always(id)
            | Self::Entirely(id)
            | Self::WhenBothInferred(id)
            | Self::OnNote(id)
            | Self::OnPart(id, _) => id,
        }
    }
}

/// Which of the published texts a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    NeverList,
    Handover,
    Autonomy,
    HandsOn,
    NoteFormat,
    OwnList,
}

impl Source {
    /// One word for it.
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

    /// The text as one would cite it.
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

/// The rule with this id or name; own lines are the caller's.
pub(crate) fn find_rule(word: &str) -> Option<&'static Rule> {
    CATALOGUE.iter().copied().find(|rule| rule.id.eq_ignore_ascii_case(word) || rule.name == word)
}

/// A site's own lines: the tables below `[never]` that extend no built-in line, sorted by id.
pub(crate) fn own_lines(config: &Config) -> impl Iterator<Item = &NeverLine> {
    config.never.values().filter(|line| Line::parse(&line.id).is_none())
}

/// The own line that `word` names: its id, or `N-` and its id.
pub(crate) fn own_line<'c>(config: &'c Config, word: &str) -> Option<&'c NeverLine> {
    let id = word.strip_prefix("N-").unwrap_or(word);
    config.never.get(id).filter(|_| Line::parse(id).is_none())
}

/// The codes of a site's own lines: `N-` and the id in `[never]`.
pub(crate) fn own_rules(config: &Config) -> impl Iterator<Item = String> {
    own_lines(config).map(|line| format!("N-{}", line.id.value))
}
