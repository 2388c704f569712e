//! A11: a leader alone makes a frequent minor decision.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Cadence, Decision, Impact};

pub(crate) static RULE: Rule = Rule {
    id: "A11",
    name: "decision-held-too-high",
    severity: Severity::Warning,
    when: "A leader alone makes a minor decision that comes up weekly or more often. The decision is in [decisions] of \
           site.toml.",
    why: "Small decisions wait too long for a leader. The people who know most about them learn not to decide.",
    fix: "Give the decision to the person who sees its results first. Write down the `limits` within which they \
           decide.",
    source: Source::Autonomy,
    practices: &[Practice::DecisionRights],
    bad: "[decisions.window]\ntitle = \"What stands in the shop window\"\nfrequency = \"weekly\"\nimpact = \"minor\"\nby = [\"nora\"]",
    good: "[decisions.window]\ntitle = \"What stands in the shop window\"\nfrequency = \"weekly\"\nimpact = \"minor\"\nby = [\"milo\"]\nlimits = \"Nothing that is sold out\"",
    marks: &[Mark::ExamplesAreSettings],
    check: Check::Site(check),
    ..Rule::BLANK
};

const MAX_INTERVAL_DAYS: i32 = 7;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    site.config.decisions.values().filter_map(|decision| check_decision(rule, site, decision)).collect()
}

fn check_decision(rule: &'static Rule, site: &Site<'_>, decision: &Decision) -> Option<Draft> {
    let impact = decision.impact.as_ref()?.value;
    let frequency = decision.frequency.as_ref()?.value;
    let leader = decision.only_holder().filter(|holder| site.config.is_leader(holder))?;
    if impact != Impact::Minor || frequency.days().is_none_or(|days| days > MAX_INTERVAL_DAYS) {
        return None;
    }
    let often = if frequency == Cadence::Daily { "every day" } else { "every week" };
    Some(
        Draft::on_entry(rule, site, &decision.id, leader.span)
            .people([leader.value.as_str()])
            .says(format!(
                "“{}” is a minor decision that {} alone makes {often}",
                decision.title,
                site.config.name_of(leader)
            ))
            .help(format!(
                "set `by` of [decisions.{}] to the person closest to the work, and add `limits`",
                decision.id.value
            )),
    )
}
