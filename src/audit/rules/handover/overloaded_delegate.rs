//! D10: somebody who is no leader has more to do than hours to do it in.

use crate::audit::method::Practice;
use crate::audit::metrics::load::overloads;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Role;

pub(crate) static RULE: Rule = Rule {
    id: "D10",
    name: "overloaded-delegate",
    severity: Severity::Warning,
    when: "The hours a week of live notes that a member or vendor does, approves or reviews are above their `capacity`. \
           One finding for each such person.",
    why: "Work handed to a full week displaces other work, and nobody has chosen which. The next handover then fails for \
          a reason that has nothing to do with it.",
    mend: "Before you hand over more, take something away: to somebody with room, less often, or not at all. Or correct \
           `capacity` or the hours, if they are wrong.",
    source: Source::Handover,
    practices: &[Practice::RightPerson],
    bad: "title = \"One of several notes\"\nowner = \"nora\"\ndelegate = \"milo\"\nhours = 24     # together more than Milo's `capacity`",
    good: "title = \"One of several notes\"\nowner = \"nora\"\ndelegate = \"milo\"\nhours = 12     # together no more than Milo's `capacity`",
    configure: Some("`capacity` of people under [people], in hours a week; without it nothing is said."),
    marks: &[Mark::NeedsManyNotes, Mark::MovesWithTime],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    overloads(site, |role| role != Role::Leader)
        .iter()
        .map(|overload| {
            overload.draft(rule, site).help(format!(
                "take {} a week off {}: move a note to somebody with room, do one less often, or stop one",
                overload.excess(),
                overload.name()
            ))
        })
        .collect()
}
