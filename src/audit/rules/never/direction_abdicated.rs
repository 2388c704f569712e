//! N12: no leader has a part in direction work.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Role;

pub(crate) static RULE: Rule = Rule {
    id: "N12",
    name: "direction-abdicated",
    severity: Severity::Warning,
    when: "No leader has a part in direction work. A part is owner, doer, approver, contributor, `shaped_by`, or owner \
           of the anchor. The finding is an error if a vendor or a system does the work.",
    why: "Leaders are there to decide what is done and why. If no leader takes part, chance decides, or the person who \
          is paid for the work.",
    fix: "Give a leader a part in it: as `owner`, as approver of the framework, or in `shaped_by`.",
    source: Source::NeverList,
    practices: &[Practice::WhatAndWhy],
    bad: "title = \"Which customers we want next year\"\nowner = \"milo\"\nwork = \"direction\"",
    good: "title = \"Which customers we want next year\"\nowner = \"nora\"\nwork = \"direction\"\ncontributors = [\"milo\"]",
    marks: &[Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    if !case.is_live || !case.is_direction() || site.config.leaders().next().is_none() {
        return Vec::new();
    }
    let Some(owner) = case.owner() else { return Vec::new() };
    let shapers = case.handover_table().into_iter().flat_map(|handover| &handover.shaped_by);
    let approver = case.approval().and_then(|approval| approval.by.as_ref());
    let doers = case.declared_owner().into_iter().chain(case.delegate()).chain(case.contributors());
    let involved = doers.chain(approver).chain(shapers);
    let anchor_owner = case.anchor(site.config).and_then(|anchor| anchor.owner.as_ref());
    if involved.chain(anchor_owner).any(|person| site.config.is_leader(person)) {
        return Vec::new();
    }
    let is_outside = case
        .doer()
        .and_then(|doer| site.config.role(doer))
        .is_some_and(|role| matches!(role, Role::Vendor | Role::System));
    let doer = case.doer().unwrap_or(owner);
    let draft = Draft::on(rule, case, at, case.work.as_ref().map_or(case.title_span(), |work| work.span))
        .people([owner])
        .says_of(case, |it| {
            format!("{it} is direction, and no leader has a part in it; {} does the work", site.config.name_of(doer))
        })
        .help(
            "name a leader as `owner`, as `approval.by` of the framework, in `contributors` or in `handover.shaped_by`",
        );
    vec![if is_outside { draft.severity(Severity::Error) } else { draft }]
}
