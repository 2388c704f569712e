//! A11: a small decision that comes up all the time and waits for a leader.

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
    when: "A minor decision of the register comes up weekly or more often, and a leader alone makes it.",
    why: "Small things that wait for the top wait longer than they are worth, and the people who know most about them learn \
          not to decide.",
    mend: "Give the decision to whoever sees its results first, and write down the `limits` inside which it is theirs.",
    source: Source::Autonomy,
    practices: &[Practice::DecisionRights],
    bad: "[decisions.window]\ntitle = \"What stands in the shop window\"\nfrequency = \"weekly\"\nimpact = \"minor\"\nby = [\"nora\"]",
    good: "[decisions.window]\ntitle = \"What stands in the shop window\"\nfrequency = \"weekly\"\nimpact = \"minor\"\nby = [\"milo\"]\nlimits = \"Nothing that is sold out\"",
    marks: &[Mark::SeenInSettings],
    check: Check::Site(check),
    ..Rule::BLANK
};

const OFTEN: i32 = 7;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    site.config.decisions.values().filter_map(|decision| check_decision(rule, site, decision)).collect()
}

fn check_decision(rule: &'static Rule, site: &Site<'_>, decision: &Decision) -> Option<Draft> {
    let impact = decision.impact.as_ref()?.value;
    let frequency = decision.frequency.as_ref()?.value;
    let leader = decision.only_holder().filter(|holder| site.config.is_leader(holder))?;
    if impact != Impact::Minor || frequency.days().is_none_or(|days| days > OFTEN) {
        return None;
    }
    let often = if frequency == Cadence::Daily { "every day" } else { "every week" };
    Some(
        Draft::on_entry(rule, site, &decision.id, leader.span)
            .people([leader.value.as_str()])
            .says(format!(
                "“{}” is a minor decision, and {often} it waits for {} alone",
                decision.title,
                site.config.name_of(leader)
            ))
            .help(format!(
                "name who is closest to the work as `by` of [decisions.{}], and inside which `limits`",
                decision.id.value
            )),
    )
}
