//! The audit arranged for readers: findings by note, by person and by rule, and which of them are shown.
//!
//! Takes an [`Audit`]; gives what formats and pages share.

use std::collections::BTreeMap;

use crate::audit::{Audit, Case, Finding, Mark, Rule, Severity};
use crate::config::Config;
use crate::notes::{Note, Notes, Status, Word as _};
use crate::words::{list, sentence};

/// An audit with its indexes.
pub(crate) struct Report<'a> {
    pub(crate) audit: Audit<'a>,
    /// Where the site's root lies below the git root, with a `/` at its end, or empty.
    pub(crate) prefix: String,
    by_note: Vec<Vec<usize>>,
    by_person: BTreeMap<String, Vec<usize>>,
    by_code: BTreeMap<String, Vec<usize>>,
    /// Findings that list a note beside others.
    listing: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(audit: Audit<'a>, prefix: String) -> Self {
        let mut by_note = vec![Vec::new(); audit.site.cases.len()];
        let mut by_person: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut by_code: BTreeMap<String, Vec<usize>> = BTreeMap::new();
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
            by_code.entry(finding.code.clone()).or_default().push(at);
        }
        Self { audit, prefix, by_note, by_person, by_code, listing }
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
    pub(crate) fn of_code(&self, code: &str) -> impl Iterator<Item = &Finding> {
        self.by_code.get(code).into_iter().flatten().map(|at| &self.audit.findings[*at])
    }

    /// What a finding says as a sentence; a name at its start stays as its owner writes it.
    pub(crate) fn sentence(&self, finding: &Finding, message: &str) -> String {
        let starts_with_name = finding.people.iter().any(|id| message.starts_with(self.config().name_of(id)));
        if starts_with_name { format!("{}.", message.trim_end_matches('.')) } else { sentence(message) }
    }

    /// The path of a place as people outside the site see it: from the git root where there is one.
    pub(crate) fn outer_path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
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

    /// The findings a selection shows, in order.
    pub(crate) fn selected<'s>(&'s self, selection: &'s Selection) -> impl Iterator<Item = &'s Finding> {
        self.audit.findings.iter().filter(|finding| selection.shows(self, finding))
    }
}

/// Which findings are wanted. Figures are never filtered.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// Rules, names or families; empty means all.
    pub(crate) select: Vec<String>,
    pub(crate) ignore: Vec<String>,
    /// Paths below the site's root; empty means everywhere.
    pub(crate) paths: Vec<String>,
}

impl Selection {
    fn shows(&self, report: &Report<'_>, finding: &Finding) -> bool {
        let names = |word: &String| names(word, finding.rule, &finding.code, &finding.name);
        // A file that cannot be read is never out of sight.
        let is_selected = finding.rule.has(Mark::AlwaysOn)
            || ((self.select.is_empty() || self.select.iter().any(names)) && !self.ignore.iter().any(names));
        let own = finding.location.as_ref().map(|location| location.path.as_str());
        let listed = finding.notes.iter().map(|at| report.note(*at).path.as_str());
        let mut paths = own.into_iter().chain(listed);
        let lies_below = |path: &str| {
            self.paths.iter().any(|folder| {
                path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        is_selected && (self.paths.is_empty() || paths.any(lies_below))
    }
}

/// Whether `word` is the rule's id or name, its code, or its family.
fn names(word: &str, rule: &Rule, code: &str, name: &str) -> bool {
    let is_family = word.len() == 1 && word.to_uppercase().starts_with(rule.family());
    is_family || word.eq_ignore_ascii_case(code) || word == name || word == rule.id
}

/// How many findings there are of each severity, accepted ones apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
    pub(crate) accepted: usize,
}

impl Counts {
    pub(crate) fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match (&finding.accepted, finding.severity) {
                (Some(_), _) => counts.accepted += 1,
                (None, Severity::Error) => counts.errors += 1,
                (None, Severity::Warning) => counts.warnings += 1,
                (None, Severity::Note) => counts.notes += 1,
            }
        }
        counts
    }

    /// How many are at least this bad.
    pub(crate) fn at_least(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Note => self.errors + self.warnings + self.notes,
        }
    }
}
