//! D16: a strategic handover has no resources.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "D16",
    name: "no-resources",
    severity: Severity::Info,
    when: "A strategic handover has no `resources`.",
    why: "Somebody who must ask for every hour and every euro decides little, even with high authority.",
    fix: "List in `resources` what they can use without asking: money, hours, people, rooms, guides, access.",
    source: Source::Handover,
    practices: &[Practice::ClearExpectations],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"\nresources = [\"6,000 euros\", \"the studio for a week\"]",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Some((_, taker))) = (case.strategic_contract(), case.parties()) else { return Vec::new() };
    if !contract.resources.is_empty() {
        return Vec::new();
    }
    let name = site.config.name_of(taker);
    vec![
        Draft::on(rule, case, at, contract.span)
            .people(case.owner())
            .says_of(case, |it| format!("{it} does not say which money, time or people {name} can use"))
            .help(format!("add `resources` to [handover]: what {name} can use without asking")),
    ]
}
