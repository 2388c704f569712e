//! What was found before: in a baseline, or in an earlier revision of the notes.
//!
//! Takes reports; tells which findings of a later one are new, and what of the earlier one is gone. Findings are matched
//! by rule, note and subject, and counted: lines may move and dates may pass. A note that was renamed keeps what is known
//! of it.

mod file;
mod renames;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::audit::{Finding, Mark, Subject};
use crate::report::Report;

use renames::Identity;

/// The findings of an earlier state.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    counts: BTreeMap<Key, usize>,
    /// What notes are known again by, by their paths.
    identities: BTreeMap<String, Identity>,
}

/// What makes two findings the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The file below the site's root; empty for what concerns the site as a whole.
    pub(crate) path: String,
    /// The rule's id; `N-` and the line's id for an own line.
    pub(crate) rule: String,
    /// Whom or what it concerns, in words that no line and no date moves.
    pub(crate) subject: String,
}

/// A report held against what was known.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// Fingerprints of the findings that were known.
    pub(crate) known: BTreeSet<String>,
    /// What was known and is found no more, and how often.
    pub(crate) gone: BTreeMap<Key, usize>,
}

impl Known {
    /// The findings of a report that nobody has accepted. Notes without any are known as well, so that a new one is not
    /// taken for one of them.
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let open = |finding: &&Finding| finding.accepted.is_none();
        Self::with(report, report.audit.findings.iter().filter(open))
    }

    /// Those of them that a comparison knew already.
    pub(crate) fn still(report: &Report<'_>, comparison: &Comparison) -> Self {
        let is_known = |finding: &&Finding| comparison.known.contains(&finding.fingerprint);
        Self::with(report, report.audit.findings.iter().filter(is_known))
    }

    fn with<'f>(report: &Report<'_>, findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut counts = BTreeMap::new();
        for finding in findings {
            *counts.entry(Key::of(report, finding)).or_default() += 1;
        }
        Self { counts, identities: renames::identities(report) }
    }

    /// How many findings are known.
    pub(crate) fn len(&self) -> usize {
        self.counts.values().sum()
    }

    /// Holds a later report against this.
    pub(crate) fn compare(&self, report: &Report<'_>) -> Comparison {
        let now = renames::identities(report);
        let former = renames::former_paths(&self.identities, &now);
        let moved: BTreeSet<&str> = former.values().copied().collect();
        let mut left = self.counts.clone();
        let mut known = BTreeSet::new();
        for finding in report.audit.findings.iter().filter(|finding| finding.accepted.is_none()) {
            let mut key = Key::of(report, finding);
            match former.get(key.path.as_str()) {
                Some(path) => (*path).clone_into(&mut key.path),
                // What was known here has gone with the note that was here.
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
        // Findings about the site as a whole name whoever there is.
        let has_people = finding.subject != Subject::Site;
        // What it says and whom it concerns may change from day to day.
        let is_steady = !finding.rule.has(Mark::MovesWithTime);
        let people = finding.people.iter().map(String::as_str).filter(|_| has_people);
        let more = people.chain([finding.key.as_str()]).filter(|_| is_steady);
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
