//! All rules with the number of their findings, and how the score is calculated.

use schemars::JsonSchema;
use serde::Serialize;

use super::pictures::{Bars, score_picture};
use super::{Page, Ref, SiteModel, View};
use crate::audit::{RuleRef, Source, all_rules, setting};
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
    let config = report.config();
    let row = |rule: RuleRef| RuleRow {
        rule: links.rule(&rule),
        name: rule.own_id().map_or(rule.name(), |_| "own line").to_owned(),
        severity: setting(config, &rule).word(),
        when: match &rule {
            RuleRef::BuiltIn(rule) => rule.when.to_owned(),
            RuleRef::OwnLine(_) => {
                let title = rule.never_line(config).and_then(|line| line.title.clone());
                title.unwrap_or_else(|| rule.name().to_owned())
            }
        },
        fires: report.open_of_rule(&rule),
    };
    let families: Vec<Family> = [
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
        rules: all_rules(config).filter(|rule| rule.definition().family() == letter).map(row).collect(),
    })
    .filter(|family| !family.rules.is_empty())
    .collect();
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
