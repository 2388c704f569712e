//! D10: a member or vendor has more work than hours.

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
    when: "A member or vendor has more hours of live work a week than their `capacity`. The hours include doing, \
           approving and reviewing. There is one finding for each such person.",
    why: "New work in a full week displaces other work, and nobody has chosen which. The handover then fails for lack \
          of time.",
    fix: "Before you hand over more, move some work to somebody with free hours, do it less often, or stop it. If \
           `capacity` or the hours are wrong, correct them.",
    source: Source::Handover,
    practices: &[Practice::RightPerson],
    bad: "title = \"One of several notes\"\nowner = \"nora\"\ndelegate = \"milo\"\nhours = 24     # together more than Milo's `capacity`",
    good: "title = \"One of several notes\"\nowner = \"nora\"\ndelegate = \"milo\"\nhours = 12     # together no more than Milo's `capacity`",
    configure: Some("`capacity` of people under [people], in hours a week. The rule skips people without `capacity`."),
    marks: &[Mark::NeedsManyNotes, Mark::DependsOnDate],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    overloads(site, |role| role != Role::Leader)
        .iter()
        .map(|overload| {
            overload.draft(rule, site).help(format!(
                "take {} a week off {}: move a note to somebody with free hours, do one less often, or stop one",
                overload.excess(),
                overload.name()
            ))
        })
        .collect()
}
