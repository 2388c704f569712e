//! A08: goals were set without the person who has to reach them.

use crate::audit::case::Delegation;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::list_some;

pub(crate) static RULE: Rule = Rule {
    id: "A08",
    name: "goals-set-alone",
    severity: Severity::Info,
    when: "Strategic work was handed over, and the person who took it is not in `shaped_by`.",
    why: "People who help to set a goal know its reasons and its doubts, and they support it. A goal set by others \
          gets less support.",
    fix: "Go through `success` together and change what you disagree on. Then add them to `shaped_by`.",
    source: Source::Autonomy,
    practices: &[Practice::SharedOwnership],
    bad: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkind = \"strategic\"\nshaped_by = [\"nora\"]",
    good: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkind = \"strategic\"\nshaped_by = [\"nora\", \"milo\"]",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Delegation::HandedOver { taker, .. }) = (case.strategic_contract(), case.delegation) else {
        return Vec::new();
    };
    let shapers = &contract.shaped_by;
    if shapers.iter().any(|shaper| shaper.value == taker) {
        return Vec::new();
    }
    let name = site.config.name_of(taker);
    let others: Vec<&str> = shapers.iter().map(|shaper| site.config.name_of(shaper)).collect();
    vec![
        Draft::on(rule, case, at, shapers.first().map_or(contract.span, |shaper| shaper.span))
            .people(case.owner())
            .says_of(case, |it| match others.as_slice() {
                [] => format!("{it} does not say that {name} helped to set its goals"),
                _ => format!("{} set the goals of {it} without {name}", list_some(&others, 3)),
            })
            .help(format!("go through `success` with {name}, and add \"{taker}\" to `shaped_by` in [handover]")),
    ]
}
