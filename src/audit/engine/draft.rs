//! What a rule says before severity, precedence and acceptance are settled.
//!
//! Takes the rule's words and the place it points at; gives a [`Draft`] for the engine.

use std::collections::BTreeSet;

use crate::audit::case::{Case, Fact, Part};
use crate::audit::{Rule, Severity, Site};
use crate::model::{Location, Span};

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
    fn new(advice: impl Fn(&str) -> String) -> Self {
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

/// Lines that change one key of a table the note has already.
pub(crate) fn change_in(table: &str, line: &str) -> String {
    format!("[{table}]      # stands there already; change this line of it:\n{line}")
}

/// Lines that are new, or change what is there, in a table the note has already.
pub(crate) fn renew_in(table: &str, lines: &str) -> String {
    format!("[{table}]      # stands there already; change or add these lines of it:\n{lines}")
}

/// One thing a rule has to say.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) rule: &'static Rule,
    /// The id of an own line, where the rule is one.
    pub(crate) own: Option<String>,
    /// Where it differs from the rule's default.
    pub(crate) severity: Option<Severity>,
    pub(crate) subject: Subject,
    pub(crate) location: Option<Location>,
    /// Who is concerned.
    pub(crate) people: Vec<String>,
    pub(crate) parts: BTreeSet<Part>,
    /// Hours a week at stake; unknown where nothing of it is measured.
    pub(crate) hours: Option<f64>,
    /// The words of the note it was inferred from.
    pub(crate) inferred: Vec<String>,
    pub(crate) message: String,
    /// The same where the note's title is in sight already.
    pub(crate) here: String,
    pub(crate) help: String,
    pub(crate) advice: Option<Advice>,
    /// Lines to write into the note.
    pub(crate) paste: Option<String>,
    /// The notes behind a finding about more than one.
    pub(crate) notes: Vec<usize>,
    /// Rules that say less about the same fact, and are silent.
    pub(crate) silenced: Vec<&'static Rule>,
    /// Tells apart several findings of a rule on the same note and person.
    pub(crate) key: String,
}

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
            rule,
            own: None,
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
            silenced: Vec::new(),
            key: String::new(),
        }
    }

    /// What is the case.
    pub(crate) fn says(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self.here.clone_from(&self.message);
        self
    }

    /// What is the case with a note, called by its title, or by "this" where the title is in sight.
    pub(crate) fn says_of(mut self, case: &Case<'_>, message: impl Fn(&str) -> String) -> Self {
        self.message = message(&format!("“{}”", case.note.title.value));
        self.here = message("this");
        self
    }

    /// How to mend it, in terms of this note.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// What to do instead, about the note or about several like it.
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

    /// A person is concerned, with these parts of the note.
    pub(crate) fn concerns(mut self, person: &str, case: &Case<'_>, parts: impl IntoIterator<Item = Part>) -> Self {
        self.people = vec![person.to_owned()];
        self.parts.extend(parts);
        self.hours = case.hours_in(&self.parts);
        self
    }

    pub(crate) fn people(mut self, people: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.people = people.into_iter().map(Into::into).collect();
        self
    }

    /// It rests on a fact; if that was inferred, the words are named.
    pub(crate) fn rests_on<T>(mut self, fact: Option<&Fact<T>>) -> Self {
        for word in fact.iter().flat_map(|fact| &fact.seen) {
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
