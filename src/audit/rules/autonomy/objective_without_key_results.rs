//! A05: an objective that nobody can tell reached from missed.

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
    when: "An anchor of site.toml has an `objective` and no key results.",
    why: "An objective says what is wanted; only figures say whether it has come. Without them everybody judges by feeling, \
          and the loudest feeling in the room tends to be the leader's.",
    mend: "Write two or three figures that would have moved if the objective was reached, each as \
           [[anchors.ID.key_results]] with where it stood, where it should be and where it is.",
    source: Source::Autonomy,
    practices: &[Practice::ObjectivesAndKeyResults],
    bad: "[anchors.full-house]\ntitle = \"Nine of ten seats taken\"\nobjective = \"People plan their week around us\"\ndue = 2027-06-30",
    good: "[anchors.full-house]\ntitle = \"Nine of ten seats taken\"\nobjective = \"People plan their week around us\"\ndue = 2027-06-30\n[[anchors.full-house.key_results]]\nmetric = \"seats taken (%)\"\nbaseline = 61\ntarget = 90\ncurrent = 72\nas_of = 2026-11-01",
    marks: &[Mark::SeenInSettings],
    check: Check::WithCatalogue(check),
    ..Rule::BLANK
};

/// The objective, where no key result stands beside it.
pub(super) fn bare_objective(anchor: &Anchor) -> Option<&At<String>> {
    anchor.objective.as_ref().filter(|_| anchor.key_results.is_empty())
}

fn check(rule: &'static Rule, site: &Site<'_>, catalogue: &Catalogue) -> Vec<Draft> {
    let silenced = yielding_to(rule, site, catalogue);
    let bare = site.config.anchors.values().filter_map(|anchor| Some((anchor, bare_objective(anchor)?)));
    bare.map(|(anchor, objective)| {
        let mut draft = Draft::on_entry(rule, site, &anchor.id, objective.span)
            .people(anchor.owner.as_ref().map(|owner| owner.as_str()))
            .says(format!("the objective of “{}” has no key results", anchor.title.value))
            .help(help(anchor));
        if !is_measured(anchor) {
            draft.silenced.clone_from(&silenced);
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
        (Some(_), Some(_)) => format!(
            "move `metric` and `target` below [[anchors.{id}.key_results]], and say how it stands with `current` and `as_of`"
        ),
        _ => format!("add [[anchors.{id}.key_results]] with `metric`, `baseline`, `target`, `current` and `as_of`"),
    }
}
