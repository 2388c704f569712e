//! A12: a decision that moves a lot, and one person makes it.

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
    when: "A major decision of the register is made by one person alone, leader or not.",
    why: "One pair of eyes misses what two would see, and those who have to live with a large decision carry it further if \
          they had a part in it.",
    mend: "Add to `by` at least one person who sees another side of it, and say in `limits` what is settled beforehand.",
    source: Source::Autonomy,
    practices: &[Practice::DecisionRights],
    bad: "[decisions.second-shop]\ntitle = \"Where the second shop opens\"\nimpact = \"major\"\nby = [\"nora\"]",
    good: "[decisions.second-shop]\ntitle = \"Where the second shop opens\"\nimpact = \"major\"\nby = [\"nora\", \"milo\"]",
    marks: &[Mark::SeenInSettings],
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
            .says(format!(
                "“{}” is a major decision, and {} makes it alone",
                decision.title,
                site.config.name_of(holder)
            ))
            .help(format!("add somebody who sees another side of it to `by` of [decisions.{}]", decision.id.value)),
    )
}
