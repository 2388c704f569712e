//! The delegation audit: notes in, findings and figures out, as a pure function.
//!
//! Takes [`Notes`], a [`Config`] and the date; gives an [`Audit`]. The order of the input does not matter. This file
//! names no rule: each rule is a file below `rules/`.
//!
//! Imports point down this list: rules, metrics, engine, rule, site, case, inference.

mod case;
mod checks;
mod engine;
mod exception;
mod fact;
mod inference;
mod method;
mod metrics;
mod names;
mod rule;
mod rules;
#[cfg(test)]
pub(crate) mod samples;
mod severity;
mod site;
mod source;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{Config, Note, Notes};

pub(crate) use case::{Case, Delegation, Part};
pub(crate) use engine::draft::{change_in, renew_in};
pub(crate) use engine::finding::Finding;
pub(crate) use engine::setting::{Setting, is_on, setting};
pub(crate) use fact::Fact;
pub(crate) use inference::phrases::answer_to;
pub(crate) use method::Practice;
pub(crate) use metrics::{
    Figures, HandoverQuality, HourCategory, LeaderFigures, ScoreTerm, Sum, is_overload, past_due,
};
pub(crate) use rule::{Mark, MissingFact, Rule, RuleRef, Subject};
pub(crate) use rules::{CATALOGUE, all_rules, find_rule, own_rules, resolve_rule, rule_words};
pub(crate) use severity::Severity;
pub(crate) use site::Site;
pub(crate) use source::Source;

use engine::{finding, precedence, setting as settings, suppression};
use inference::lexicon::Lexicon;

/// What the audit found.
#[derive(Debug)]
pub(crate) struct Audit<'a> {
    pub(crate) site: Site<'a>,
    /// Sorted by severity, place and rule.
    pub(crate) findings: Vec<Finding>,
    pub(crate) figures: Figures,
    /// The rules that are on.
    rules: Vec<&'static Rule>,
    suppressions: Suppressions,
    lexicon: Lexicon,
}

/// Whether suppressions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suppressions {
    Apply,
    Ignore,
}

/// Audits `notes`.
pub(crate) fn run<'a>(notes: &'a Notes, config: &'a Config, today: Date, suppressions: Suppressions) -> Audit<'a> {
    let lexicon = Lexicon::new(config);
    let notes_in_order: Vec<_> = notes.iter().collect();
    let case = |note: &&'a Note| Arc::new(Case::new(note, notes, config, &lexicon, today));
    let cases = notes_in_order.par_iter().map(case).collect();
    let site = Site { notes, config, today, cases };
    let rules = settings::on(CATALOGUE, config);
    let mut findings: Vec<Finding> =
        (0..site.cases.len()).into_par_iter().flat_map_iter(|at| on_note(&site, &rules, at)).collect();
    let problems = notes.problems.iter().chain(&config.problems);
    let adopted = problems.filter_map(|problem| rules::adopt(&site, problem));
    let on_site = rules::check_site(&rules, &site).into_iter().chain(adopted);
    findings.extend(on_site.map(|draft| Finding::from_draft(&site, draft)));
    if suppressions == Suppressions::Apply {
        let about_suppressions = suppression::apply(&site, CATALOGUE, &mut findings);
        findings.extend(about_suppressions);
    }
    findings.par_sort_by(|a, b| a.order().cmp(&b.order()));
    finding::make_fingerprints_unique(&mut findings);
    let figures = Figures::of(&site, &rules, &findings.iter().collect::<Vec<_>>());
    Audit { site, findings, figures, rules, suppressions, lexicon }
}

/// The findings of `rules` on one note.
fn on_note<'s>(site: &'s Site<'_>, rules: &[&'static Rule], at: usize) -> impl Iterator<Item = Finding> + use<'s> {
    let drafts = precedence::most_specific(site, at, rules::check_note(rules, site, at));
    drafts.into_iter().map(move |draft| Finding::from_draft(site, draft))
}

impl Audit<'_> {
    /// The figures with these notes in place of those at their places. Figures count only findings on single notes, so
    /// the other notes keep their findings.
    pub(crate) fn figures_with(&self, changed: &BTreeMap<usize, Note>) -> Figures {
        let Site { notes, config, today, ref cases } = self.site;
        let cases = cases.iter().enumerate().map(|(at, case)| match changed.get(&at) {
            Some(note) => Arc::new(Case::new(note, notes, config, &self.lexicon, today)),
            None => Arc::clone(case),
        });
        let site = Site { notes, config, today, cases: cases.collect() };
        let mut found: Vec<Finding> = changed.keys().flat_map(|at| on_note(&site, &self.rules, *at)).collect();
        if self.suppressions == Suppressions::Apply {
            suppression::apply(&site, CATALOGUE, &mut found);
        }
        let kept = self.findings.iter().filter(|finding| finding.note().is_some_and(|at| !changed.contains_key(&at)));
        Figures::of(&site, &self.rules, &kept.chain(&found).collect::<Vec<_>>())
    }
}
