//! D11: a leader has more to do than hours to do it in.

use crate::audit::method::Practice;
use crate::audit::metrics::load::overloads;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Role;

pub(crate) static RULE: Rule = Rule {
    id: "D11",
    name: "overloaded-leader",
    severity: Severity::Warning,
    when: "The hours a week of live notes that a leader does, approves or reviews are above their `capacity`. One finding \
           for each such leader.",
    why: "A week that is too full is cut where nobody complains at once: at thinking ahead. What remains is what others \
          are waiting for, and they wait longer.",
    mend: "Hand over at least the hours that do not fit, starting with what needs no leader. A leader's week wants some \
           room left in it.",
    source: Source::Handover,
    practices: &[Practice::LessOverload],
    bad: "title = \"One of several notes\"\nowner = \"nora\"\nhours = 30     # together more than Nora's `capacity`",
    good: "title = \"One of several notes\"\nowner = \"nora\"\ndelegate = \"milo\"\nhours = 30     # not in Nora's week any more",
    configure: Some("`capacity` of people under [people], in hours a week; without it nothing is said."),
    marks: &[Mark::NeedsHelpers, Mark::NeedsManyNotes, Mark::MovesWithTime],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    overloads(site, |role| role == Role::Leader)
        .iter()
        .map(|overload| {
            let (name, excess) = (overload.name(), overload.excess());
            overload.draft(rule, site).help(if site.config.has_helpers() {
                format!("hand over {excess} a week or more of what needs no leader, or approve and review less of it")
            } else {
                format!(
                    "there is nobody in site.toml to hand {excess} a week to: {name} has to stop something, do it less \
                     often, simplify it, or hire"
                )
            })
        })
        .collect()
}
