//! The type of a rule, which holds its explanation and its check, and the type of the drafts that a check gives.
//!
//! Takes nothing; gives the types that every file below `rules/` uses.

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
    /// Names the fault.
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    /// What it reports. The first clause is its line in lists.
    pub(crate) when: &'static str,
    /// Why that is a problem.
    pub(crate) why: &'static str,
    /// How to fix it.
    pub(crate) fix: &'static str,
    pub(crate) source: Source,
    /// The practices of the published texts that it checks.
    pub(crate) practices: &'static [Practice],
    /// A note that it reports.
    pub(crate) bad: &'static str,
    /// The same note with the fault fixed.
    pub(crate) good: &'static str,
    /// The settings that it uses, besides its severity.
    pub(crate) configure: Option<&'static str>,
    /// The title of its line on the never list, if it has one.
    pub(crate) line: Option<&'static str>,
    /// Names the missing fact for which the rule skips a note.
    pub(crate) missing_fact: Option<MissingFact>,
    /// More specific rules. If one of them reports the same note and person, this rule does not.
    pub(crate) yields_to: &'static [Yield],
    /// What it still reports if another rule took parts of the note; see [`Yield::OnPart`].
    pub(crate) without_parts: Option<WithoutParts>,
    /// Its share in handover quality, if it has one.
    pub(crate) quality: Option<Quality>,
    /// Its special properties.
    pub(crate) marks: &'static [Mark],
    /// The problems found by the reader that this rule reports.
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
        fix: "",
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

    /// Whether it yields to `other` and does not add its hours to those of `other`.
    pub(crate) fn yields_entirely_to(&self, other: &Rule) -> bool {
        self.yields_to.iter().any(|to| matches!(to, Yield::Entirely(rule) if *rule == other))
    }

    /// Whether it checks a line of the never list, built in or own.
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
    /// The hours of its findings count as hours to let go of.
    Reclaimable,
    /// It asks to hand over work, so it is at most a warning if there is nobody else.
    NeedsHelpers,
    /// `[[allow]]` cannot accept its findings.
    NeverAllowed,
    /// It cannot be filtered out or turned off.
    AlwaysOn,
    /// One note cannot show the problem, so its examples are described and not run.
    NeedsManyNotes,
    /// Its examples are lines of site.toml.
    ExamplesAreSettings,
    /// It reports several notes in one finding, on the first of them.
    OnFirstNote,
    /// It is about beliefs. Its line of the never list answers each of them.
    AboutBeliefs,
    /// Its findings depend on the date, although nobody edits a note.
    DependsOnDate,
}

/// Names the fact that a note has to declare before the rule can check it.
pub(crate) type MissingFact = fn(&Case<'_>, &Config) -> Option<&'static str>;

/// What a rule reports on a note if another rule reports the given parts of it.
pub(crate) type WithoutParts = fn(&'static Rule, &Site<'_>, usize, &BTreeSet<Part>) -> Vec<Draft>;

/// Counts the checks of a contract that apply and that pass.
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

/// A more specific rule, and when it reports a fact instead of this one.
#[derive(Debug)]
pub(crate) enum Yield {
    /// On the same note and person.
    Always(&'static Rule),
    /// On the same note and person; the hours are not added to those of the more specific rule.
    Entirely(&'static Rule),
    /// On the same note and person, if both findings are inferred.
    WhenBothInferred(&'static Rule),
    /// On the same note, for any person.
    OnNote(&'static Rule),
    /// On the same part of the same note, for any person.
    OnPart(&'static Rule, Part),
    /// On the same entry of site.toml, if both report the same fault.
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
    /// A file that could not be read as a note.
    File(String),
    /// A person, anchor or decision of site.toml.
    Entry(String),
    /// site.toml itself.
    Config,
    /// All notes together.
    Site,
}

/// What the person can do instead, about one note or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Advice {
    before: String,
    after: String,
}

impl Advice {
    /// `advice` puts its argument into a sentence: "Hand over {it}".
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

/// A report of a rule, before the engine decides severity, precedence and suppression.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) rule: RuleRef,
    /// The severity, if not the rule's default.
    pub(crate) severity: Option<Severity>,
    pub(crate) subject: Subject,
    pub(crate) location: Option<Location>,
    /// The people concerned.
    pub(crate) people: Vec<String>,
    pub(crate) parts: BTreeSet<Part>,
    /// Hours a week; none if the note has no hours.
    pub(crate) hours: Option<f64>,
    /// The words of the note that suggest the fault.
    pub(crate) inferred: Vec<String>,
    pub(crate) message: String,
    /// The same message for places that show the title of the note.
    pub(crate) here: String,
    pub(crate) help: String,
    pub(crate) advice: Option<Advice>,
    /// Lines to write into the note.
    pub(crate) paste: Option<String>,
    /// The notes of a finding about several notes.
    pub(crate) notes: Vec<usize>,
    /// Less specific rules that would report the same fact.
    pub(crate) replaced: Vec<&'static Rule>,
    /// Distinguishes several findings of a rule on the same note and person.
    pub(crate) key: String,
}
