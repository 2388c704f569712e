//! An audit with indexes: its findings by note, by person and by rule, and paths as readers see them.

use std::collections::BTreeMap;

use crate::audit::{Audit, Case, Finding, RuleRef};
use crate::model::{Config, Location, Note, Notes, Status, Word as _};
use crate::text::words::{list, sentence};

/// An audit with its indexes.
pub(crate) struct Report<'a> {
    pub(crate) audit: Audit<'a>,
    /// Where the site's root lies below the git root, with a `/` at its end, or empty.
    pub(crate) prefix: String,
    by_note: Vec<Vec<usize>>,
    by_person: BTreeMap<String, Vec<usize>>,
    by_rule: BTreeMap<RuleRef, Vec<usize>>,
    /// The number of open findings by rule.
    open_by_rule: BTreeMap<RuleRef, usize>,
    /// By note: the findings about several notes that list it.
    listing: BTreeMap<usize, Vec<usize>>,
}

/// A place as formats name it. The path starts at the git root, if there is one. Lines and columns count from 1; the end
/// is just after the last character.
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

    /// The open findings about several notes and no person that list this note.
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

    /// The number of open findings of a rule or own line.
    pub(crate) fn open_of_rule(&self, rule: &RuleRef) -> usize {
        self.open_by_rule.get(rule).copied().unwrap_or_default()
    }

    /// A message of a finding as a sentence. A person's name at its start keeps its spelling.
    pub(crate) fn sentence(&self, finding: &Finding, message: &str) -> String {
        let starts_with_name = finding.people.iter().any(|id| message.starts_with(self.config().name_of(id)));
        if starts_with_name { format!("{}.", message.trim_end_matches('.')) } else { sentence(message) }
    }

    /// The message and the help of a finding as sentences, for formats with one text field.
    pub(crate) fn said(&self, finding: &Finding) -> String {
        format!("{} {}", self.sentence(finding, &finding.message), sentence(&finding.help))
    }

    /// A path of the site as seen from the git root, if there is one.
    pub(crate) fn outer_path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The place of a finding. Findings about the whole site are at the start of site.toml.
    pub(crate) fn place(&self, finding: &Finding) -> Place {
        match &finding.location {
            Some(location) => self.outer_place(location),
            None => self.outer_place(&Location::start_of(&self.config().path)),
        }
    }

    /// The same place with its path as seen from the git root.
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

    /// The reason why there is no score.
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
            "There is no score without a leader: the score is about leaders' work.".to_owned()
        } else {
            format!("There is no score yet: no live note belongs to a leader ({}).", list(&statuses))
        }
    }
}
