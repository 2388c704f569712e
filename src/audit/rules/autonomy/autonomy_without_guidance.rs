//! A07: somebody may decide, and is left alone with it.

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
    when: "Work was handed over with authority advise or above, and no `support` is named.",
    why: "Freedom without anybody to think aloud with feels like being left alone. A fixed half hour costs little, and \
          whoever took the work need not wait for a problem to have a reason to talk.",
    mend: "Agree on one form of help and write it down as `support`: one-on-one, pitch, brainstorm or mentoring.",
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
            .says_of(case, |it| format!("{taker} decides in {it}, and nothing says how {giver} helps"))
            .help(format!("add `support` to [handover]: {}", Support::choices())),
    ]
}
