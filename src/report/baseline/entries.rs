//! The findings of an earlier state, and the comparison of a later report with them.
//!
//! Findings match by rule, note and subject. They are counted, so lines may move and dates may pass. A renamed note keeps
//! its entries.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::renames::{Identity, former_paths, identities};
use crate::audit::{Finding, Mark, Subject};
use crate::report::indexed::Report;

/// The findings of an earlier state.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Baseline {
    pub(super) counts: BTreeMap<Key, usize>,
    /// By path: the text, title and owner of each note, to find it under a new name.
    pub(super) identities: BTreeMap<String, Identity>,
}

/// The parts of a finding that have to be equal in both states.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The file below the site's root; empty for findings about the whole site.
    pub(crate) path: String,
    /// The rule's id; `N-` and the line's id for an own line.
    pub(crate) rule: String,
    /// The people and keys it is about. It contains no line numbers and no dates.
    pub(crate) subject: String,
}

/// A report compared with a baseline.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// Fingerprints of the findings that the baseline contains.
    pub(crate) known: BTreeSet<String>,
    /// Findings of the baseline that the report no longer has, with their number.
    pub(crate) gone: BTreeMap<Key, usize>,
}

impl Baseline {
    /// The open findings of a report. Notes without findings are recorded too, so that a new note is not taken for a
    /// renamed one.
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let open = |finding: &&Finding| finding.accepted.is_none();
        Self::with(report, report.audit.findings.iter().filter(open))
    }

    /// The findings of a report that a comparison found in the baseline.
    pub(crate) fn still(report: &Report<'_>, comparison: &Comparison) -> Self {
        let is_known = |finding: &&Finding| comparison.known.contains(&finding.fingerprint);
        Self::with(report, report.audit.findings.iter().filter(is_known))
    }

    fn with<'f>(report: &Report<'_>, findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut counts = BTreeMap::new();
        for finding in findings {
            *counts.entry(Key::of(report, finding)).or_default() += 1;
        }
        Self { counts, identities: identities(report) }
    }

    /// The number of findings.
    pub(crate) fn len(&self) -> usize {
        self.counts.values().sum()
    }

    /// Compares a later report with this baseline.
    pub(crate) fn compare(&self, report: &Report<'_>) -> Comparison {
        let now = identities(report);
        let former = former_paths(&self.identities, &now);
        let moved: BTreeSet<&str> = former.values().copied().collect();
        let mut left = self.counts.clone();
        let mut known = BTreeSet::new();
        for finding in report.audit.findings.iter().filter(|finding| finding.accepted.is_none()) {
            let mut key = Key::of(report, finding);
            match former.get(key.path.as_str()) {
                Some(path) => (*path).clone_into(&mut key.path),
                // The note that was at this path has moved and took its entries along.
                None if moved.contains(key.path.as_str()) => continue,
                None => {}
            }
            if let Some(count) = left.get_mut(&key).filter(|count| **count > 0) {
                *count -= 1;
                known.insert(finding.fingerprint.clone());
            }
        }
        left.retain(|_, count| *count > 0);
        Comparison { known, gone: left }
    }
}

/// The file a finding is on.
fn path<'r>(report: &'r Report<'_>, finding: &'r Finding) -> &'r str {
    match &finding.subject {
        _ if finding.rule.has(Mark::OnFirstNote) => "",
        Subject::Note(at) => &report.note(*at).path,
        Subject::File(path) => path,
        Subject::Entry(_) | Subject::Config => &report.config().path,
        Subject::Site => "",
    }
}

impl Key {
    fn of(report: &Report<'_>, finding: &Finding) -> Self {
        let entry = match &finding.subject {
            Subject::Entry(id) => Some(id.as_str()),
            _ => None,
        };
        // Findings about the whole site list all people concerned, so people do not tell them apart.
        let has_people = finding.subject != Subject::Site;
        // The people and keys of some rules change with the date.
        let is_stable = !finding.rule.has(Mark::DependsOnDate);
        let people = finding.people.iter().map(String::as_str).filter(|_| has_people);
        let more = people.chain([finding.key.as_str()]).filter(|_| is_stable);
        let mut words: Vec<&str> = entry.into_iter().chain(more).filter(|word| !word.is_empty()).collect();
        words.dedup();
        Self { path: path(report, finding).to_owned(), rule: finding.code().to_owned(), subject: words.join("; ") }
    }
}

impl fmt::Display for Key {
    /// "N01 content/x.md (ada)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rule)?;
        if !self.path.is_empty() {
            write!(f, " {}", self.path)?;
        }
        if !self.subject.is_empty() {
            write!(f, " ({})", self.subject)?;
        }
        Ok(())
    }
}
