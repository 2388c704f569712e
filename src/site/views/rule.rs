//! One rule: what it looks for, why, how to fix it, and where it is reported now.

use schemars::JsonSchema;
use serde::Serialize;

use super::note::{FindingView, ShownOn, finding_view};
use super::paging::{ListPage, paging};
use super::{Page, Ref, SiteModel, View};
use crate::audit::{Finding, RuleRef, Setting, setting};
use crate::site::lists::{LISTED, Scope};
use crate::text::words::count;

/// The view of `rules/ID.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct RuleView {
    code: String,
    name: String,
    /// What it is called in the never list, or else its name.
    heading: String,
    /// The severity in force, or "off".
    severity: &'static str,
    when: String,
    why: String,
    fix: String,
    source: &'static str,
    /// What of that text it checks.
    practices: Vec<&'static str>,
    /// What the bad example is an example of.
    example_of: &'static str,
    bad: Option<&'static str>,
    good: Option<&'static str>,
    configure: Option<String>,
    /// How a baseline knows its findings, where that is not as it knows others.
    in_baselines: Option<&'static str>,
    /// "fires 3 times now", in words.
    fires: String,
    findings: Vec<Fired>,
    /// The pages of its findings; empty where there is only one.
    pages: Vec<ListPage>,
    /// Which of them this is, from 1.
    number: usize,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Fired {
    finding: FindingView,
    /// The note it is on.
    note: Option<Ref>,
    /// The notes behind a finding about more than one.
    notes: Vec<Ref>,
    /// Those after them.
    rest: Option<Ref>,
}

impl View for RuleView {
    fn title(&self) -> String {
        let first = format!("{} {}", self.code, self.name);
        if self.number == 1 { first } else { format!("{first}, page {}", self.number) }
    }
}

/// A page lists at most this many findings.
const MOST: usize = 100;

/// How many pages the findings of a rule take.
pub(crate) fn rule_pages(model: &SiteModel<'_>, rule: &RuleRef) -> usize {
    model.report.of_rule(rule).len().div_ceil(MOST).max(1)
}

/// One of the pages of a rule, from 0.
pub(crate) fn rule(model: &SiteModel<'_>, rule: &RuleRef, at: usize) -> RuleView {
    let report = model.report;
    let links = model.links(&Page::Rule(rule.clone(), at));
    let findings: Vec<Fired> = report
        .of_rule(rule)
        .skip(at * MOST)
        .take(MOST)
        .map(|finding| Fired {
            finding: finding_view(report, &links, finding, ShownOn::OtherPage),
            note: finding.note().map(|at| links.note(at)),
            notes: finding.notes.iter().take(LISTED).map(|at| links.note(*at)).collect(),
            rest: links.rest(&scope(model, finding), finding.notes.len().saturating_sub(LISTED)),
        })
        .collect();
    let own = rule.never_line(report.config());
    let definition = rule.definition();
    let (name, fix, configure) = match own {
        Some(line) => {
            let id = rule.name();
            let phrases: Vec<String> = line.phrases.iter().map(|phrase| format!("“{}”", phrase.value)).collect();
            (
                line.title.clone().unwrap_or_else(|| id.to_owned()),
                line.instead.clone().unwrap_or_else(|| definition.fix.to_owned()),
                Some(format!("[never.{id}] in site.toml; it is recognised by {}.", crate::text::words::list(&phrases))),
            )
        }
        None => (definition.name.to_owned(), definition.fix.to_owned(), definition.configure.map(str::to_owned)),
    };
    let in_force = setting(report.config(), rule);
    RuleView {
        code: rule.code().to_owned(),
        heading: definition.line.filter(|_| own.is_none()).map_or_else(|| name.clone(), str::to_owned),
        name,
        severity: in_force.word(),
        when: definition.when.to_owned(),
        why: definition.why.to_owned(),
        fix,
        source: definition.source.title(),
        practices: definition.practices.iter().map(|practice| practice.title()).collect(),
        example_of: definition.example_of(),
        bad: own.is_none().then_some(definition.bad),
        good: own.is_none().then_some(definition.good),
        configure,
        in_baselines: definition.in_baselines(),
        fires: match report.open_of_rule(rule) {
            _ if in_force == Setting::Off => "It is turned off in site.toml, so it fires nowhere.".to_owned(),
            0 => "It fires nowhere now.".to_owned(),
            open => format!("It fires {} now.", count(open, "time", "times")),
        },
        pages: paging(&links, rule_pages(model, rule), at, |at| Page::Rule(rule.clone(), at)),
        number: at + 1,
        findings,
    }
}

/// The list that has the notes of a finding, if any has.
fn scope(model: &SiteModel<'_>, finding: &Finding) -> Scope {
    match finding.people.as_slice() {
        [only] => Scope::Person(only.clone()),
        _ if finding.notes == model.lists.notes(&Scope::Stopping) => Scope::Stopping,
        _ => Scope::All,
    }
}
