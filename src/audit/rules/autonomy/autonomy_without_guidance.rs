//! A07: somebody may decide, and no support is agreed.

use crate::audit::case::Delegation;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Support, Word};

pub(crate) static RULE: Rule = Rule {
    id: "A07",
    name: "autonomy-without-guidance",
    severity: Severity::Info,
    when: "Work was handed over with authority advise or above, and `support` is empty.",
    why: "People who decide alone need somebody to discuss ideas with. A fixed half hour costs little. It lets them \
          talk before there is a problem.",
    fix: "Agree on one form of help and write it as `support`: one-on-one, pitch, brainstorm or mentoring.",
    source: Source::Autonomy,
    practices: &[Practice::GuidedAutonomy],
    bad: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"delegate\"",
    good: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"delegate\"\nsupport = [\"one-on-one\"]",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Delegation::HandedOver { giver, taker }) = (case.autonomous_contract(), case.delegation)
    else {
        return Vec::new();
    };
    if !contract.support.is_empty() {
        return Vec::new();
    }
    let (giver, taker) = (site.config.name_of(giver), site.config.name_of(taker));
    vec![
        Draft::on(rule, case, at, contract.span)
            .people(case.owner())
            .says_of(case, |it| format!("{taker} decides in {it} without agreed support from {giver}"))
            .help(format!("add `support` to [handover]: {}", Support::choices())),
    ]
}
