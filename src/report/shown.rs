//! Which findings a run shows, and how many there are.
//!
//! Takes a report, a selection and the mildest severity; gives every format the same findings in the same order.

use super::Report;
use crate::audit::{Finding, Mark, RuleRef, Severity};
use crate::report::baseline::Comparison;

/// What a run shows of a report.
pub(crate) struct Shown<'s, 'a> {
    pub(crate) report: &'s Report<'a>,
    selection: &'s Selection,
    mildest: Severity,
    fails_at: Option<Severity>,
    /// Whether formats for people end in how it stands.
    pub(crate) has_summary: bool,
}

impl<'s, 'a> Shown<'s, 'a> {
    /// What is selected and at least as bad as `mildest`.
    pub(crate) fn new(report: &'s Report<'a>, selection: &'s Selection, mildest: Severity) -> Self {
        Self { report, selection, mildest, fails_at: None, has_summary: true }
    }

    /// Which of it fails the run, if anything does.
    pub(crate) fn failing_at(self, fails_at: Option<Severity>) -> Self {
        Self { fails_at, ..self }
    }

    /// Findings and nothing else.
    pub(crate) fn without_summary(self) -> Self {
        Self { has_summary: false, ..self }
    }

    /// Whether a finding fails the run.
    pub(crate) fn fails(&self, finding: &Finding) -> bool {
        self.fails_at.is_some_and(|mildest| finding.severity >= mildest)
    }

    /// Everything there is.
    pub(crate) fn all(report: &'s Report<'a>, selection: &'s Selection) -> Self {
        Self::new(report, selection, Severity::Info)
    }

    /// The findings nobody has accepted, worst first.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &'s Finding> {
        self.with_accepted().filter(|finding| finding.accepted.is_none())
    }

    /// Those somebody has accepted among them.
    pub(crate) fn with_accepted(&self) -> impl Iterator<Item = &'s Finding> {
        let mildest = self.mildest;
        self.selection.of(self.report).filter(move |finding| finding.severity >= mildest)
    }

    /// How many are selected, whatever their severity.
    pub(crate) fn counts(&self) -> Counts {
        Counts::of(self.selection.of(self.report))
    }

    /// What the findings were held against, and so left out.
    pub(crate) fn compared(&self) -> &'s [Compared] {
        &self.selection.compared
    }

    /// How many of these are too mild to be shown.
    pub(crate) fn too_mild(&self) -> usize {
        let counts = self.counts();
        counts.at_least(Severity::Info) - counts.at_least(self.mildest)
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
    /// What was known before is not wanted.
    pub(crate) compared: Vec<Compared>,
}

/// A report held against an earlier state.
#[derive(Debug)]
pub(crate) struct Compared {
    /// How the user calls that state: a revision, or the file of a baseline.
    pub(crate) with: String,
    pub(crate) comparison: Comparison,
}

impl Compared {
    /// "92 known", "91 known and 1 no longer open".
    pub(crate) fn counted(&self) -> String {
        let known = format!("{} known", self.comparison.known.len());
        match self.comparison.gone.values().sum() {
            0_usize => known,
            gone => format!("{known} and {gone} no longer open"),
        }
    }
}

impl Selection {
    /// The findings it shows, in order.
    pub(crate) fn of<'r>(&self, report: &'r Report<'_>) -> impl Iterator<Item = &'r Finding> {
        report.audit.findings.iter().filter(|finding| self.shows(report, finding))
    }

    /// Whether it was there in an earlier state.
    pub(crate) fn is_known(&self, finding: &Finding) -> bool {
        self.compared.iter().any(|compared| compared.comparison.known.contains(&finding.fingerprint))
    }

    fn shows(&self, report: &Report<'_>, finding: &Finding) -> bool {
        let names = |word: &String| names(word, &finding.rule);
        // A file that cannot be read is never out of sight.
        let is_selected = finding.rule.has(Mark::AlwaysOn)
            || ((self.select.is_empty() || self.select.iter().any(names)) && !self.ignore.iter().any(names));
        let own = finding.location.as_ref().map(|location| location.path.as_str());
        let listed = finding.notes.iter().map(|at| report.note(*at).path.as_str());
        let mut paths = own.into_iter().chain(listed);
        is_selected
            && !self.is_known(finding)
            && (self.paths.is_empty() || paths.any(|path| self.paths.iter().any(|folder| lies_below(path, folder))))
    }
}

/// Whether a path is that of `folder` or of something in it; the empty one is the site's root.
pub(crate) fn lies_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether `word` is the rule's id or name, or its family. The rule of own lines names all of them.
fn names(word: &str, rule: &RuleRef) -> bool {
    let is_family = word.len() == 1 && word.to_uppercase().starts_with(rule.definition().family());
    is_family || rule.is_called(word) || rule.definition().is_called(word)
}

/// How many findings there are of each severity, accepted ones apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
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
                (None, Severity::Info) => counts.infos += 1,
            }
        }
        counts
    }

    /// How many are at least this bad.
    pub(crate) fn at_least(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.errors + self.warnings + self.infos,
        }
    }
}
