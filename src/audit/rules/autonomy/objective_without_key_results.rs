//! A05: an objective has no key results.

use crate::audit::engine::setting::is_on;
use crate::audit::inference::measured::is_measured;
use crate::audit::method::Practice;
use crate::audit::rule::{Catalogue, Check, Draft, Mark, Rule, RuleRef, Yield};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Anchor, At};

pub(crate) static RULE: Rule = Rule {
    id: "A05",
    name: "objective-without-key-results",
    severity: Severity::Warning,
    when: "An anchor in site.toml has an `objective` and no key results.",
    why: "An objective says what you want. Only figures show whether you have reached it. Without figures people judge \
          by feeling, and usually the leader's feeling counts.",
    fix: "Add two or three figures that change when the objective is reached. Write each as \
           [[anchors.ID.key_results]] with `baseline`, `target`, `current` and `as_of`.",
    source: Source::Autonomy,
    practices: &[Practice::ObjectivesAndKeyResults],
    bad: "[anchors.full-house]\ntitle = \"Nine of ten seats taken\"\nobjective = \"People plan their week around us\"\ndue = 2027-06-30",
    good: "[anchors.full-house]\ntitle = \"Nine of ten seats taken\"\nobjective = \"People plan their week around us\"\ndue = 2027-06-30\n[[anchors.full-house.key_results]]\nmetric = \"seats taken (%)\"\nbaseline = 61\ntarget = 90\ncurrent = 72\nas_of = 2026-11-01",
    marks: &[Mark::ExamplesAreSettings],
    check: Check::WithCatalogue(check),
    ..Rule::BLANK
};

/// The objective of an anchor without key results.
pub(super) fn bare_objective(anchor: &Anchor) -> Option<&At<String>> {
    anchor.objective.as_ref().filter(|_| anchor.key_results.is_empty())
}

fn check(rule: &'static Rule, site: &Site<'_>, catalogue: &Catalogue) -> Vec<Draft> {
    let replaced = yielding_to(rule, site, catalogue);
    let bare = site.config.anchors.values().filter_map(|anchor| Some((anchor, bare_objective(anchor)?)));
    bare.map(|(anchor, objective)| {
        let mut draft = Draft::on_entry(rule, site, &anchor.id, objective.span)
            .people(anchor.owner.as_ref().map(|owner| owner.as_str()))
            .says(format!("the objective of “{}” has no key results", anchor.title.value))
            .help(help(anchor));
        if !is_measured(anchor) {
            draft.replaced.clone_from(&replaced);
        }
        draft
    })
    .collect()
}

/// The rules that leave an anchor without a number to this one.
fn yielding_to(rule: &'static Rule, site: &Site<'_>, catalogue: &Catalogue) -> Vec<&'static Rule> {
    let yields = |to: &Yield| matches!(to, Yield::OnEntry(speaker) if *speaker == rule);
    let others = catalogue.iter().copied().filter(|other| other.yields_to.iter().any(yields));
    others.filter(|other| is_on(site.config, &RuleRef::BuiltIn(other))).collect()
}

fn help(anchor: &Anchor) -> String {
    let id = &anchor.id.value;
    match (&anchor.metric, &anchor.target) {
        (Some(_), Some(_)) => {
            format!("move `metric` and `target` below [[anchors.{id}.key_results]], and add `current` and `as_of`")
        }
        _ => format!("add [[anchors.{id}.key_results]] with `metric`, `baseline`, `target`, `current` and `as_of`"),
    }
}
