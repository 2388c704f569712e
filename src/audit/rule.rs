//! What a rule is, and what it says: its explanation and its check, all in one value, and the drafts its check gives.
//!
//! Takes nothing; gives the type that every file below `rules/` fills.

mod reference;
mod texts;

use std::collections::BTreeSet;

use crate::audit::case::{Case, Part};
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Config, Location, ProblemKind};

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
    pub(crate) missing_fact: Option<MissingFact>,
    /// More specific rules: where one speaks about the same note and person, this one is silent.
    pub(crate) yields_to: &'static [Yield],
    /// What it still says where [`Yield::OnPart`] took parts of the note from it.
    pub(crate) without_parts: Option<WithoutParts>,
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
        missing_fact: None,
        yields_to: &[],
        without_parts: None,
        quality: None,
        marks: &[],
        adopts: &[],
        check: Check::Reader,
    };

    /// Whether the rule carries a mark.
    pub(crate) fn has(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// Whether `word`, as a user writes it, is its id or its name.
    pub(crate) fn is_called(&self, word: &str) -> bool {
        self.id.eq_ignore_ascii_case(word) || self.name == word
    }

    /// Whether it leaves the note to `speaker` without adding its hours at stake to those of `speaker`.
    pub(crate) fn keeps_its_hours(&self, speaker: &Rule) -> bool {
        self.yields_to.iter().any(|to| matches!(to, Yield::Entirely(rule) if *rule == speaker))
    }

    /// Whether it guards a line of the never list, built in or own.
    pub(crate) fn is_of_never_list(&self) -> bool {
        matches!(self.source, Source::NeverList | Source::OwnList)
    }

    /// The letter of the rule's family.
    pub(crate) fn family(&self) -> char {
        self.id.chars().next().unwrap_or_default()
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// A property of a rule that most rules do not have.
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
    /// It is about beliefs, and its line of the never list shows an answer to each.
    AboutBeliefs,
    /// It comes and changes as days pass, though nobody touches a note.
    MovesWithTime,
}

/// Names the fact that a note would have to give for the rule to judge it.
pub(crate) type MissingFact = fn(&Case<'_>, &Config) -> Option<&'static str>;

/// What a rule says on a note when another rule reports the given parts of it.
pub(crate) type WithoutParts = fn(&'static Rule, &Site<'_>, usize, &BTreeSet<Part>) -> Vec<Draft>;

/// Counts what a contract fulfils of what the rule asks of it.
pub(crate) type Quality = fn(&Site<'_>, &Case<'_>) -> Checks;

/// All rules, in the order in which lists show them.
pub(crate) type Catalogue = [&'static Rule];

/// How a rule is checked.
#[derive(Debug)]
pub(crate) enum Check {
    /// The reader of files reports it; see [`Rule::adopts`].
    Reader,
    /// On each note, by its place among the cases.
    Note(fn(&'static Rule, &Site<'_>, usize) -> Vec<Draft>),
    /// On all notes together.
    Site(fn(&'static Rule, &Site<'_>) -> Vec<Draft>),
    /// On all notes together, with all rules at hand.
    WithCatalogue(fn(&'static Rule, &Site<'_>, &Catalogue) -> Vec<Draft>),
    /// It reports suppressions that match no finding.
    UnusedSuppression,
    /// It reports suppressions whose last day has passed.
    ExpiredSuppression,
}

/// A more specific rule, and when it speaks instead of this one.
#[derive(Debug)]
pub(crate) enum Yield {
    /// On the same note and person.
    Always(&'static Rule),
    /// On the same note and person; the hours at stake are not added to those of the rule that speaks.
    Entirely(&'static Rule),
    /// On the same note and person, where both rest on inferred facts.
    WhenBothInferred(&'static Rule),
    /// On the same note, whoever is concerned.
    OnNote(&'static Rule),
    /// On the same part of the same note, whoever is concerned.
    OnPart(&'static Rule, Part),
    /// On the same entry of site.toml, as far as both say the same.
    OnEntry(&'static Rule),
}

impl Yield {
    /// The more specific rule.
    pub(crate) fn to(&self) -> &'static Rule {
        match self {
            Self::Always(rule)
            | Self::Entirely(rule)
            | Self::WhenBothInferred(rule)
            | Self::OnNote(rule)
            | Self::OnPart(rule, _)
            | Self::OnEntry(rule) => rule,
        }
    }
}

/// The rule of a finding: a rule of the catalogue, or a line that a site adds to the never list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RuleRef {
    BuiltIn(&'static Rule),
    OwnLine(OwnLine),
}

/// A line that a site adds to the never list, and the rule of the catalogue that checks all such lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnLine {
    rule: &'static Rule,
    /// Its key below `[never]`.
    id: String,
    code: String,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// A note, by its place among all notes.
    Note(usize),
    /// A file that gave no note.
    File(String),
    /// A person, anchor or decision of site.toml.
    Entry(String),
    /// site.toml itself.
    Config,
    /// All notes together.
    Site,
}

/// What to do instead, as one would tell the person; about one note or about many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Advice {
    before: String,
    after: String,
}

impl Advice {
    /// `advice` says it about whatever it is given: "Hand over {it}".
    pub(super) fn new(advice: impl Fn(&str) -> String) -> Self {
        const IT: &str = "\u{0}";
        let said = advice(IT);
        let (before, after) = said.split_once(IT).unwrap_or((&said, ""));
        Self { before: before.to_owned(), after: after.to_owned() }
    }

    /// The advice about `it`: a title, or "35 notes".
    pub(crate) fn about(&self, it: &str) -> String {
        format!("{}{it}{}", self.before, self.after)
    }
}

/// One thing that a rule says, before the engine settles severity, precedence and suppression.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) rule: RuleRef,
    /// The severity, where it differs from the rule's default.
    pub(crate) severity: Option<Severity>,
    pub(crate) subject: Subject,
    pub(crate) location: Option<Location>,
    /// Who is concerned.
    pub(crate) people: Vec<String>,
    pub(crate) parts: BTreeSet<Part>,
    /// Hours a week at stake; none where no hours are noted.
    pub(crate) hours: Option<f64>,
    /// The words of the note it was inferred from.
    pub(crate) inferred: Vec<String>,
    pub(crate) message: String,
    /// The same message for places that show the title of the note already.
    pub(crate) here: String,
    pub(crate) help: String,
    pub(crate) advice: Option<Advice>,
    /// Lines to write into the note.
    pub(crate) paste: Option<String>,
    /// The notes behind a finding about more than one.
    pub(crate) notes: Vec<usize>,
    /// The rules that this one speaks for: they say less about the same fact.
    pub(crate) silenced: Vec<&'static Rule>,
    /// Distinguishes several findings of a rule on the same note and person.
    pub(crate) key: String,
}
