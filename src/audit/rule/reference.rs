//! The names of rules and own lines: ids and names of rules, `N-ID` or `ID` for an own line.

use std::cmp::Ordering;

use super::{Mark, OwnLine, Rule, RuleRef};
use crate::model::{Config, NeverLine};

/// What the code of an own line starts with.
const OWN_PREFIX: &str = "N-";

impl RuleRef {
    pub(crate) fn own_line(rule: &'static Rule, id: &str) -> Self {
        Self::OwnLine(OwnLine { rule, id: id.to_owned(), code: format!("{OWN_PREFIX}{id}") })
    }

    /// The rule of the catalogue that checks it.
    pub(crate) fn definition(&self) -> &'static Rule {
        match self {
            Self::BuiltIn(rule) => rule,
            Self::OwnLine(line) => line.rule,
        }
    }

    /// The id that people see: "N01", or "N-reminders" for an own line.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::BuiltIn(rule) => rule.id,
            Self::OwnLine(line) => &line.code,
        }
    }

    /// The name of the rule; for an own line its key below `[never]`.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::BuiltIn(rule) => rule.name,
            Self::OwnLine(line) => &line.id,
        }
    }

    /// The key of an own line below `[never]`.
    pub(crate) fn own_id(&self) -> Option<&str> {
        match self {
            Self::BuiltIn(_) => None,
            Self::OwnLine(line) => Some(&line.id),
        }
    }

    /// The table of an own line below `[never]`.
    pub(crate) fn never_line<'c>(&self, config: &'c Config) -> Option<&'c NeverLine> {
        config.never.get(self.own_id()?)
    }

    /// Whether the rule carries a mark.
    pub(crate) fn has(&self, mark: Mark) -> bool {
        self.definition().has(mark)
    }

    /// Whether `word`, as a user writes it, names exactly this rule or own line.
    pub(crate) fn is_called(&self, word: &str) -> bool {
        match self {
            Self::BuiltIn(rule) => rule.is_called(word),
            Self::OwnLine(line) => word.strip_prefix(OWN_PREFIX).unwrap_or(word) == line.id,
        }
    }

    /// Whether a finding of `other` is one of this rule: the rule of own lines covers each of them.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        match self {
            Self::BuiltIn(rule) => *rule == other.definition(),
            Self::OwnLine(_) => self == other,
        }
    }
}

impl From<&'static Rule> for RuleRef {
    fn from(rule: &'static Rule) -> Self {
        Self::BuiltIn(rule)
    }
}

impl Ord for RuleRef {
    /// By code.
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl PartialOrd for RuleRef {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
