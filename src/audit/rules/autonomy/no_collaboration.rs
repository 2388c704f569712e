//! A15: most strategic work is done by one person each.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "A15",
    name: "no-collaboration",
    severity: Severity::Info,
    when: "There are three or more strategic handovers, and more than half of them name no `contributors`. There is \
           one finding for the whole site.",
    why: "People who work alone do not share what they know. Questions that two of them could settle in a minute come \
          back to the leader.",
    fix: "Name in `contributors` who already works with them. If nobody does, ask somebody who is affected to join.",
    source: Source::Autonomy,
    practices: &[Practice::Collaboration],
    bad: "title = \"One of three or more strategic handovers\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkind = \"strategic\"",
    good: "title = \"One of three or more strategic handovers\"\nowner = \"nora\"\ndelegate = \"milo\"\ncontributors = [\"studio\"]\n[handover]\nkind = \"strategic\"",
    marks: &[Mark::NeedsManyNotes],
    check: Check::Site(check),
    ..Rule::BLANK
};

const MIN_HANDOVERS: usize = 3;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let strategic = || site.cases.iter().enumerate().filter(|(_, case)| case.strategic_contract().is_some());
    let all = strategic().count();
    let alone: Vec<usize> = strategic().filter(|(_, case)| case.contributors().is_empty()).map(|(at, _)| at).collect();
    if all < MIN_HANDOVERS || alone.len() * 2 <= all {
        return Vec::new();
    }
    vec![
        Draft::new(rule, Subject::Site, None)
            .says(format!("{} of {all} strategic handovers name no contributors: {}", alone.len(), site.named(&alone)))
            .help("name in `contributors` of each who works on it too; if nobody does, ask somebody who is affected to join")
            .notes(alone),
    ]
}
