//! The audit arranged for readers: findings by note, by person and by rule, and which of them a run shows.
//!
//! Takes an [`Audit`]; gives what formats and pages share.

pub(crate) mod baseline;
mod shown;

use std::collections::BTreeMap;

use crate::audit::{Audit, Case, Finding, RuleRef};
use crate::model::{Config, Location, Note, Notes, Status, Word as _};
use crate::text::words::{list, sentence};

pub(crate) use shown::{Compared, Counts, Selection, Shown, lies_below};

/// An audit with its indexes.
pub(crate) struct Report<'a> {
    pub(crate) audit: Audit<'a>,
    /// Where the site's root lies below the git root, with a `/` at its end, or empty.
    pub(crate) prefix: String,
    by_note: Vec<Vec<usize>>,
    by_person: BTreeMap<String, Vec<usize>>,
    by_rule: BTreeMap<RuleRef, Vec<usize>>,
    /// How many of them are not accepted.
    open_by_rule: BTreeMap<RuleRef, usize>,
    /// Findings that list a note beside others.
    listing: BTreeMap<usize, Vec<usize>>,
}

/// A place as formats name it: the path from the git root, where there is one; lines and columns from 1, the end just
/// behind the last character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

impl<'a> Report<'a> {
    pub(crate) fn new(audit: Audit<'a>, prefix: String) -> Self {
        let mut by_note = vec![Vec::new(); audit.site.cases.len()];
        let mut by_person: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut by_rule: BTreeMap<RuleRef, Vec<usize>> = BTreeMap::new();
        let mut open_by_rule: BTreeMap<RuleRef, usize> = BTreeMap::new();
        let mut listing: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, finding) in audit.findings.iter().enumerate() {
            if let Some(note) = finding.note() {
                by_note[note].push(at);
            }
            for note in &finding.notes {
                listing.entry(*note).or_default().push(at);
            }
            for person in &finding.people {
                by_person.entry(person.clone()).or_default().push(at);
            }
            by_rule.entry(finding.rule.clone()).or_default().push(at);
            *open_by_rule.entry(finding.rule.clone()).or_default() += usize::from(finding.accepted.is_none());
        }
        Self { audit, prefix, by_note, by_person, by_rule, open_by_rule, listing }
    }

    pub(crate) fn config(&self) -> &'a Config {
        self.audit.site.config
    }

    pub(crate) fn notes(&self) -> &'a Notes {
        self.audit.site.notes
    }

    pub(crate) fn case(&self, at: usize) -> &Case<'a> {
        &self.audit.site.cases[at]
    }

    pub(crate) fn note(&self, at: usize) -> &'a Note {
        self.audit.site.cases[at].note
    }

    /// The findings on a note, by its place among all notes.
    pub(crate) fn of_note(&self, at: usize) -> impl Iterator<Item = &Finding> {
        self.by_note[at].iter().map(|at| &self.audit.findings[*at])
    }

    /// The findings about many notes, and nobody in particular, that list this one.
    pub(crate) fn listing_note(&self, at: usize) -> impl Iterator<Item = &Finding> {
        let concerns_nobody = |finding: &&Finding| finding.people.is_empty() && finding.accepted.is_none();
        self.listing.get(&at).into_iter().flatten().map(|at| &self.audit.findings[*at]).filter(concerns_nobody)
    }

    /// The findings that concern a person.
    pub(crate) fn of_person(&self, id: &str) -> impl Iterator<Item = &Finding> {
        self.by_person.get(id).into_iter().flatten().map(|at| &self.audit.findings[*at])
    }

    /// The findings of a rule or own line.
    pub(crate) fn of_rule(&self, rule: &RuleRef) -> impl ExactSizeIterator<Item = &Finding> {
        self.by_rule.get(rule).map_or(&[][..], Vec::as_slice).iter().map(|at| &self.audit.findings[*at])
    }

    /// How many of them are not accepted.
    pub(crate) fn open_of_rule(&self, rule: &RuleRef) -> usize {
        self.open_by_rule.get(rule).copied().unwrap_or_default()
    }

    /// What a finding says as a sentence; a name at its start stays as its owner writes it.
    pub(crate) fn sentence(&self, finding: &Finding, message: &str) -> String {
        let starts_with_name = finding.people.iter().any(|id| message.starts_with(self.config().name_of(id)));
        if starts_with_name { format!("{}.", message.trim_end_matches('.')) } else { sentence(message) }
    }

    /// What a finding says, and what to do about it: sentences for where there is one text.
    pub(crate) fn said(&self, finding: &Finding) -> String {
        format!("{} {}", self.sentence(finding, &finding.message), sentence(&finding.help))
    }

    /// The path of a place as people outside the site see it: from the git root where there is one.
    pub(crate) fn outer_path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// Where a finding is to be looked for; one about the site as a whole at the beginning of its settings.
    pub(crate) fn place(&self, finding: &Finding) -> Place {
        match &finding.location {
            Some(location) => self.outer_place(location),
            None => self.outer_place(&Location::start_of(&self.config().path)),
        }
    }

    /// A place in a file of the site as people outside the site see it.
    pub(crate) fn outer_place(&self, at: &Location) -> Place {
        Place {
            path: self.outer_path(&at.path),
            line: at.line,
            column: at.column,
            end_line: at.end_line,
            end_column: at.end_column,
        }
    }

    /// The text of a note, an unreadable file or site.toml, by its path below the site's root.
    pub(crate) fn source(&self, path: &str) -> Option<&str> {
        let config = self.config();
        if path == config.path { Some(&config.text) } else { self.notes().source(path) }
    }

    /// Why there is no score, where there is none.
    pub(crate) fn score_instead(&self) -> String {
        let notes = self.notes();
        let statuses: Vec<String> = Status::ALL
            .iter()
            .map(|status| (status, notes.iter().filter(|note| note.status == *status).count()))
            .filter(|(_, number)| *number > 0)
            .map(|(status, number)| format!("{number} {status}"))
            .collect();
        if notes.is_empty() {
            "There is no score without notes.".to_owned()
        } else if self.config().leaders().next().is_none() {
            "There is no score where nobody leads: it says how much of leaders' work could be let go of.".to_owned()
        } else {
            format!("There is no score yet: {}, and nothing live that a leader holds.", list(&statuses))
        }
    }
}
