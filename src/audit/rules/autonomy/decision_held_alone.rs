//! A12: one person alone makes a major decision.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Decision, Impact};

pub(crate) static RULE: Rule = Rule {
    id: "A12",
    name: "decision-held-alone",
    severity: Severity::Warning,
    when: "One person alone makes a major decision, whether a leader or not. The decision is in [decisions] of \
           site.toml.",
    why: "Two people notice more than one. People also support a decision more if they took part in it.",
    fix: "Add at least one person with another point of view to `by`. Write in `limits` what is already settled.",
    source: Source::Autonomy,
    practices: &[Practice::DecisionRights],
    bad: "[decisions.second-shop]\ntitle = \"Where the second shop opens\"\nimpact = \"major\"\nby = [\"nora\"]",
    good: "[decisions.second-shop]\ntitle = \"Where the second shop opens\"\nimpact = \"major\"\nby = [\"nora\", \"milo\"]",
    marks: &[Mark::ExamplesAreSettings],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    site.config.decisions.values().filter_map(|decision| check_decision(rule, site, decision)).collect()
}

fn check_decision(rule: &'static Rule, site: &Site<'_>, decision: &Decision) -> Option<Draft> {
    decision.impact.as_ref().filter(|impact| impact.value == Impact::Major)?;
    let holder = decision.only_holder()?;
    Some(
        Draft::on_entry(rule, site, &decision.id, holder.span)
            .people([holder.value.as_str()])
            .says(format!("“{}” is a major decision that {} makes alone", decision.title, site.config.name_of(holder)))
            .help(format!("add somebody with another point of view to `by` of [decisions.{}]", decision.id.value)),
    )
}
