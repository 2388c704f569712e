//! All rules with how often each fires, and how the score is made.

use schemars::JsonSchema;
use serde::Serialize;

use super::pictures::{Bars, score_picture};
use super::{Page, Ref, SiteModel, View};
use crate::audit::{CATALOGUE, Rule, Source, find_rule, own_lines, setting};
use crate::text::words::percent;

/// The view of `rules/index.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct RulesView {
    families: Vec<Family>,
    /// The parts of the score.
    picture: Option<Bars>,
    score: Option<String>,
    coverage: Option<String>,
    /// Which practice of the texts each rule checks.
    method: Ref,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Family {
    letter: char,
    title: &'static str,
    source: &'static str,
    rules: Vec<RuleRow>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct RuleRow {
    rule: Ref,
    name: String,
    severity: &'static str,
    when: String,
    /// Findings that are not accepted.
    fires: usize,
}

impl View for RulesView {
    fn title(&self) -> String {
        "Rules".to_owned()
    }
}

pub(crate) fn rules(model: &SiteModel<'_>) -> RulesView {
    let report = model.report;
    let links = model.links(&Page::Rules);
    let row = |rule: &Rule| RuleRow {
        rule: links.rule(rule.id),
        name: rule.name.to_owned(),
        severity: setting(report.config(), rule, None).word(),
        when: rule.when.to_owned(),
        fires: report.open_of_code(rule.id),
    };
    let mut families: Vec<Family> = [
        ('N', "The never list", Source::NeverList),
        ('D', "The handover contract", Source::Handover),
        ('A', "Autonomy with guidance", Source::Autonomy),
        ('X', "Hands-on, for a while", Source::HandsOn),
        ('C', "The notes themselves", Source::NoteFormat),
    ]
    .into_iter()
    .map(|(letter, title, source)| Family {
        letter,
        title,
        source: source.title(),
        rules: CATALOGUE
            .iter()
            .filter(|rule| rule.family() == letter && rule.id != "N-ID")
            .map(|rule| row(rule))
            .collect(),
    })
    .filter(|family| !family.rules.is_empty())
    .collect();
    let own_rule = find_rule("N-ID");
    let own = own_lines(report.config()).map(|line| (line.id.as_str(), line)).map(|(id, line)| RuleRow {
        rule: links.rule(&format!("N-{id}")),
        name: "own line".to_owned(),
        severity: own_rule.map_or("warning", |rule| setting(report.config(), rule, Some(id)).word()),
        when: line.title.clone().unwrap_or_else(|| id.to_owned()),
        fires: report.open_of_code(&format!("N-{id}")),
    });
    if let Some(never) = families.iter_mut().find(|family| family.letter == 'N') {
        never.rules.extend(own);
    }
    let method = links.to(&Page::Method, "Which practice of the four texts each rule checks");
    let figures = &report.audit.figures;
    RulesView {
        families,
        picture: score_picture(figures),
        score: figures.score().map(|score| format!("{score:.0}")),
        coverage: figures.coverage.share().map(percent),
        method,
    }
}
