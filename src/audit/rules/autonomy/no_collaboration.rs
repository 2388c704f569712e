//! A15: most strategic work is done by people on their own.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "A15",
    name: "no-collaboration",
    severity: Severity::Info,
    when: "There are three or more strategic handovers, and more than half of them name no `contributors`. One finding for \
           the whole site.",
    why: "Large work done by one person each makes islands. What two of them would have settled in a minute comes back to \
          the leader as the only bridge.",
    mend: "Name in `contributors` who each of them works with already; where there is nobody, bring somebody in.",
    source: Source::Autonomy,
    practices: &[Practice::Collaboration],
    bad: "title = \"One of three or more strategic handovers\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkind = \"strategic\"",
    good: "title = \"One of three or more strategic handovers\"\nowner = \"nora\"\ndelegate = \"milo\"\ncontributors = [\"studio\"]\n[handover]\nkind = \"strategic\"",
    marks: &[Mark::NeedsManyNotes],
    check: Check::Site(check),
    ..Rule::BLANK
};

const FEWEST: usize = 3;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let strategic = || site.cases.iter().enumerate().filter(|(_, case)| case.strategic_contract().is_some());
    let all = strategic().count();
    let alone: Vec<usize> =
        strategic().filter(|(_, case)| case.note.contributors.is_empty()).map(|(at, _)| at).collect();
    if all < FEWEST || alone.len() * 2 <= all {
        return Vec::new();
    }
    vec![
        Draft::new(rule, Subject::Site, None)
            .says(format!("{} of {all} strategic handovers name no contributors: {}", alone.len(), site.named(&alone)))
            .help("name in `contributors` of each who works on it too; where that is nobody, ask whom it touches")
            .notes(alone),
    ]
}
