//! The method: every practice of the four texts, and the rules that check it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Page, Ref, SiteModel, View};
use crate::audit::{CATALOGUE, Practice, RuleRef, Source};

/// The view of `rules/method.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct MethodView {
    texts: Vec<TextView>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct TextView {
    title: &'static str,
    practices: Vec<PracticeView>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct PracticeView {
    title: &'static str,
    /// What it asks for.
    means: &'static str,
    rules: Vec<CheckedBy>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct CheckedBy {
    rule: Ref,
    name: &'static str,
    /// Findings that are not accepted.
    fires: usize,
}

impl View for MethodView {
    fn title(&self) -> String {
        "The method".to_owned()
    }
}

pub(crate) fn method(model: &SiteModel<'_>) -> MethodView {
    let links = model.links(&Page::Method);
    let checked_by = |practice: Practice| {
        let rules = CATALOGUE.iter().filter(move |rule| rule.practices.contains(&practice));
        rules
            .map(|rule| CheckedBy {
                rule: links.rule(&RuleRef::BuiltIn(rule)),
                name: rule.name,
                fires: model.report.open_of_rule(&RuleRef::BuiltIn(rule)),
            })
            .collect()
    };
    let practices_of = |source: Source| {
        let practices = Practice::ALL.iter().filter(move |practice| practice.source() == source);
        practices.map(|practice| PracticeView {
            title: practice.title(),
            means: practice.means(),
            rules: checked_by(*practice),
        })
    };
    let texts = [Source::NeverList, Source::Handover, Source::Autonomy, Source::HandsOn];
    let texts = texts.map(|source| TextView { title: source.title(), practices: practices_of(source).collect() });
    MethodView { texts: texts.into() }
}
