//! Which findings a run shows.
//!
//! Takes a report, a selection and the mildest severity; gives every format the same findings in the same order.

use super::baseline::Comparison;
use super::counts::Counts;
use super::indexed::Report;
use crate::audit::{Finding, Mark, RuleRef, Severity};

/// The part of a report that a run shows.
pub(crate) struct Shown<'s, 'a> {
    pub(crate) report: &'s Report<'a>,
    selection: &'s Selection,
    mildest: Severity,
    fails_at: Option<Severity>,
    /// Whether formats for people end with a summary.
    pub(crate) has_summary: bool,
}

impl<'s, 'a> Shown<'s, 'a> {
    /// The selected findings that are at least as severe as `mildest`.
    pub(crate) fn new(report: &'s Report<'a>, selection: &'s Selection, mildest: Severity) -> Self {
        Self { report, selection, mildest, fails_at: None, has_summary: true }
    }

    /// The severity from which findings fail the run; none if no finding does.
    pub(crate) fn failing_at(self, fails_at: Option<Severity>) -> Self {
        Self { fails_at, ..self }
    }

    /// The same without the summary.
    pub(crate) fn without_summary(self) -> Self {
        Self { has_summary: false, ..self }
    }

    /// Whether a finding fails the run.
    pub(crate) fn fails(&self, finding: &Finding) -> bool {
        self.fails_at.is_some_and(|mildest| finding.severity >= mildest)
    }

    /// All selected findings.
    pub(crate) fn all(report: &'s Report<'a>, selection: &'s Selection) -> Self {
        Self::new(report, selection, Severity::Info)
    }

    /// The open findings, most severe first.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &'s Finding> {
        self.with_accepted().filter(|finding| finding.accepted.is_none())
    }

    /// The same with the accepted ones.
    pub(crate) fn with_accepted(&self) -> impl Iterator<Item = &'s Finding> {
        let mildest = self.mildest;
        self.selection.of(self.report).filter(move |finding| finding.severity >= mildest)
    }

    /// The number of selected findings by severity.
    pub(crate) fn counts(&self) -> Counts {
        Counts::of(self.selection.of(self.report))
    }

    /// The earlier states whose findings are left out.
    pub(crate) fn compared(&self) -> &'s [Compared] {
        &self.selection.compared
    }

    /// The number of selected findings that are too mild to be shown.
    pub(crate) fn too_mild(&self) -> usize {
        let counts = self.counts();
        counts.at_least(Severity::Info) - counts.at_least(self.mildest)
    }
}

/// Which findings the user asked for. Figures are never filtered.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// Rules, names or families; empty means all.
    pub(crate) select: Vec<String>,
    pub(crate) ignore: Vec<String>,
    /// Paths below the site's root; empty means everywhere.
    pub(crate) paths: Vec<String>,
    /// Findings of these earlier states are left out.
    pub(crate) compared: Vec<Compared>,
}

/// A report compared with an earlier state.
#[derive(Debug)]
pub(crate) struct Compared {
    /// The user's name for that state: a revision, or a baseline file.
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

    /// Whether an earlier state contains the finding.
    pub(crate) fn is_known(&self, finding: &Finding) -> bool {
        self.compared.iter().any(|compared| compared.comparison.known.contains(&finding.fingerprint))
    }

    fn shows(&self, report: &Report<'_>, finding: &Finding) -> bool {
        let names = |word: &String| names(word, &finding.rule);
        // A file that cannot be read is always shown.
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

/// Whether a path is `folder` or lies in it. The empty folder is the site's root.
pub(crate) fn lies_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether `word` is the rule's id or name, or its family. The rule of own lines names all of them.
fn names(word: &str, rule: &RuleRef) -> bool {
    let is_family = word.len() == 1 && word.to_uppercase().starts_with(rule.definition().family());
    is_family || rule.is_called(word) || rule.definition().is_called(word)
}
