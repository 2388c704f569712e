//! Builds drafts: the message of a rule, the place it points at, and the people it concerns.
//!
//! Takes what a rule found on a note or an entry of site.toml; gives a [`Draft`] for the engine.

use std::collections::BTreeSet;

use crate::audit::case::{Case, Part};
use crate::audit::fact::Fact;
use crate::audit::rule::{Advice, Draft, Rule, RuleRef, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::model::{Location, Span};

impl Draft {
    /// On a note, at `span` of its file.
    pub(crate) fn on(rule: &'static Rule, case: &Case<'_>, at: usize, span: Span) -> Self {
        Self::new(rule, Subject::Note(at), Some(case.locate(span)))
    }

    /// On a person, anchor or decision of site.toml, at `span` of that file.
    pub(crate) fn on_entry(rule: &'static Rule, site: &Site<'_>, id: &str, span: Span) -> Self {
        let config = site.config;
        Self::new(rule, Subject::Entry(id.to_owned()), Some(Location::new(&config.path, &config.text, span)))
    }

    pub(crate) fn new(rule: &'static Rule, subject: Subject, location: Option<Location>) -> Self {
        Self {
            rule: RuleRef::BuiltIn(rule),
            severity: None,
            subject,
            location,
            people: Vec::new(),
            parts: BTreeSet::new(),
            hours: None,
            inferred: Vec::new(),
            message: String::new(),
            here: String::new(),
            help: String::new(),
            advice: None,
            paste: None,
            notes: Vec::new(),
            replaced: Vec::new(),
            key: String::new(),
        }
    }

    /// The draft is about an own line: the table `[never.ID]` in site.toml.
    pub(crate) fn of_own_line(mut self, id: &str) -> Self {
        self.rule = RuleRef::own_line(self.rule.definition(), id);
        self
    }

    /// The message.
    pub(crate) fn says(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self.here.clone_from(&self.message);
        self
    }

    /// The message about a note. It names the note by its title, or as "this" in places that show the title.
    pub(crate) fn says_of(mut self, case: &Case<'_>, message: impl Fn(&str) -> String) -> Self {
        self.message = message(&format!("“{}”", case.note.title.value));
        self.here = message("this");
        self
    }

    /// How to fix it in this note.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// What to do instead, about this note or several.
    pub(crate) fn advice(mut self, advice: impl Fn(&str) -> String) -> Self {
        self.advice = Some(Advice::new(advice));
        self
    }

    pub(crate) fn paste(mut self, lines: impl Into<String>) -> Self {
        self.paste = Some(lines.into());
        self
    }

    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Names the person concerned and the parts of the note they hold; computes the hours from them.
    pub(crate) fn concerns(mut self, person: &str, case: &Case<'_>, parts: impl IntoIterator<Item = Part>) -> Self {
        self.people = vec![person.to_owned()];
        self.parts.extend(parts);
        self.hours = case.hours_of_parts(&self.parts);
        self
    }

    pub(crate) fn people(mut self, people: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.people = people.into_iter().map(Into::into).collect();
        self
    }

    /// The finding depends on a fact. If the fact is inferred, the finding names its words.
    pub(crate) fn depends_on<T>(mut self, fact: Option<&Fact<T>>) -> Self {
        for word in fact.iter().flat_map(|fact| fact.words()) {
            if !self.inferred.contains(word) {
                self.inferred.push(word.clone());
            }
        }
        self
    }

    pub(crate) fn notes(mut self, notes: Vec<usize>) -> Self {
        self.notes = notes;
        self
    }

    pub(crate) fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }
}

/// Lines that change one key of a table that the note already has.
pub(crate) fn change_in(table: &str, line: &str) -> String {
    format!("[{table}]      # already in the note; change this line:\n{line}")
}

/// Lines that add or change keys in a table that the note already has.
pub(crate) fn renew_in(table: &str, lines: &str) -> String {
    format!("[{table}]      # already in the note; change or add these lines:\n{lines}")
}
