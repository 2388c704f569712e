//! The delegation audit: notes in, findings and figures out, as a pure function.
//!
//! Takes [`Notes`], a [`Config`] and the date; gives an [`Audit`]. The order of the input changes nothing. No rule is
//! known here by name: what a rule does stands in its file, below `rules/`.

mod case;
mod engine;
mod exception;
mod inference;
mod method;
mod metrics;
mod rule;
mod rules;
#[cfg(test)]
pub(crate) mod samples;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{Config, Note, Notes};
use crate::text::words::list_some;

pub(crate) use case::{Case, Handing, Part};
pub(crate) use engine::draft::{Subject, change_in, renew_in};
pub(crate) use engine::finding::{Finding, Setting, Severity, setting};
pub(crate) use inference::phrases::{Line, answer_to};
pub(crate) use method::Practice;
pub(crate) use metrics::{Bucket, Figures, HandoverQuality, LeaderFigures, Sum, Term, is_too_much, past_due};
pub(crate) use rule::{Lacks, Mark, Rule, Source, find_rule, own_line, own_lines, own_rules};
pub(crate) use rules::CATALOGUE;

use engine::{finding, precedence, suppression};
use inference::lexicon::Lexicon;

/// What the audit found.
#[derive(Debug)]
pub(crate) struct Audit<'a> {
    pub(crate) site: Site<'a>,
    /// Sorted by severity, place and rule.
    pub(crate) findings: Vec<Finding>,
    pub(crate) figures: Figures,
    allows: Allows,
    lexicon: Lexicon,
}

/// What every rule may look at.
#[derive(Debug)]
pub(crate) struct Site<'a> {
    pub(crate) notes: &'a Notes,
    pub(crate) config: &'a Config,
    pub(crate) today: Date,
    /// One for each note, in the same order.
    pub(crate) cases: Vec<Arc<Case<'a>>>,
}

impl<'a> Site<'a> {
    /// Notes that take somebody's time now, by their places.
    pub(crate) fn live(&self) -> impl Iterator<Item = (usize, &Case<'a>)> {
        self.cases.iter().map(Arc::as_ref).enumerate().filter(|(_, case)| case.is_live)
    }

    /// Those of them that mention a person.
    pub(crate) fn live_of(&self, person: &str) -> impl Iterator<Item = (usize, &Case<'a>)> {
        self.notes.mentioning(person).map(|(at, _)| (at, self.cases[at].as_ref())).filter(|(_, case)| case.is_live)
    }

    /// The titles of the first few notes, and how many more there are.
    fn named(&self, notes: &[usize]) -> String {
        const NAMED: usize = 5;
        let titles: Vec<String> = notes.iter().map(|at| format!("“{}”", self.cases[*at].note.title.value)).collect();
        list_some(&titles, NAMED)
    }

    /// How many days ago `day` was; below zero for days to come.
    pub(crate) fn days_since(&self, day: Date) -> i32 {
        (self.today - day).get_days()
    }
}

/// Whether acceptances count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allows {
    Count,
    Ignored,
}

/// Audits `notes`.
pub(crate) fn run<'a>(notes: &'a Notes, config: &'a Config, today: Date, allows: Allows) -> Audit<'a> {
    let lexicon = Lexicon::new(config);
    let notes_in_order: Vec<_> = notes.iter().collect();
    let case = |note: &&'a Note| Arc::new(Case::new(note, notes, config, &lexicon, today));
    let cases = notes_in_order.par_iter().map(case).collect();
    let site = Site { notes, config, today, cases };
    let rules = rules::on(config);

    let settle = |draft| finding::settle(&site, draft);
    let mut findings: Vec<Finding> = (0..site.cases.len())
        .into_par_iter()
        .flat_map_iter(|at| {
            precedence::most_specific(&site, at, rules::check_note(&rules, &site, at)).into_iter().map(settle)
        })
        .collect();
    let problems = notes.problems.iter().chain(&config.problems);
    let adopted = problems.filter_map(|problem| rules::adopt(&site, problem));
    findings.extend(rules::check_site(&rules, &site).into_iter().chain(adopted).map(settle));
    if allows == Allows::Count {
        let about_allows = suppression::apply(&site, &mut findings);
        findings.extend(about_allows);
    }
    findings.par_sort_by(|a, b| a.order().cmp(&b.order()));
    finding::tell_apart(&mut findings);
    let figures = Figures::of(&site, &findings.iter().collect::<Vec<_>>());
    Audit { site, findings, figures, allows, lexicon }
}

impl Audit<'_> {
    /// The figures with these notes in place of those at their places. All that figures count is found note by note, so
    /// the other notes keep their findings.
    pub(crate) fn figures_with(&self, changed: &BTreeMap<usize, Note>) -> Figures {
        let Site { notes, config, today, ref cases } = self.site;
        let cases = cases.iter().enumerate().map(|(at, case)| match changed.get(&at) {
            Some(note) => Arc::new(Case::new(note, notes, config, &self.lexicon, today)),
            None => Arc::clone(case),
        });
        let site = Site { notes, config, today, cases: cases.collect() };
        let rules = rules::on(config);
        let drafts =
            changed.keys().flat_map(|at| precedence::most_specific(&site, *at, rules::check_note(&rules, &site, *at)));
        let mut found: Vec<Finding> = drafts.map(|draft| finding::settle(&site, draft)).collect();
        if self.allows == Allows::Count {
            suppression::apply(&site, &mut found);
        }
        let kept = self.findings.iter().filter(|finding| finding.note().is_some_and(|at| !changed.contains_key(&at)));
        Figures::of(&site, &kept.chain(&found).collect::<Vec<_>>())
    }
}
