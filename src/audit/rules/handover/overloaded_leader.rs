//! D11: a leader has more work than hours.

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
    when: "A leader has more hours of live work a week than their `capacity`. The hours include doing, approving and \
           reviewing. There is one finding for each such leader.",
    why: "An overloaded leader cuts planning first, because nobody complains about that at once. Everybody who waits \
          for the leader waits longer.",
    fix: "Hand over at least the hours above capacity. Start with work that needs no leader. Keep some hours free.",
    source: Source::Handover,
    practices: &[Practice::LessOverload],
    bad: "title = \"One of several notes\"\nowner = \"nora\"\nhours = 30     # together more than Nora's `capacity`",
    good: "title = \"One of several notes\"\nowner = \"nora\"\ndelegate = \"milo\"\nhours = 30     # not in Nora's week any more",
    configure: Some("`capacity` of people under [people], in hours a week. The rule skips people without `capacity`."),
    marks: &[Mark::NeedsHelpers, Mark::NeedsManyNotes, Mark::DependsOnDate],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    overloads(site, |role| role == Role::Leader)
        .iter()
        .map(|overload| {
            let (name, excess) = (overload.name(), overload.excess());
            overload.draft(rule, site).help(if site.config.has_helpers() {
                format!("hand over at least {excess} a week of work that needs no leader, or approve and review less")
            } else {
                format!(
                    "nobody in site.toml could take {excess} a week: {name} must stop something, do it less often, \
                     simplify it, or hire"
                )
            })
        })
        .collect()
}
