//! N12: nobody who leads has a part in direction work.

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
    when: "Direction work where no leader is owner, doer, approver, contributor, in `shaped_by`, or owner of its anchor. \
           An error where a vendor or a system does it.",
    why: "What and why are the part of the work that leaders are there for. Let go of, they are decided by accident, or \
          by whoever is paid by the piece.",
    mend: "Bring a leader back in where it counts: as owner, as approver of the framework, or as somebody who shapes it.",
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
    let note = case.note;
    if !case.is_live || !case.is_direction() || site.config.leaders().next().is_none() {
        return Vec::new();
    }
    let Some(owner) = case.owner() else { return Vec::new() };
    let shapers = note.handover.iter().flat_map(|handover| &handover.shaped_by);
    let involved =
        note.owner.iter().chain(&note.delegate).chain(note.approver()).chain(&note.contributors).chain(shapers);
    let anchor_owner = site.config.anchor_of(note).and_then(|anchor| anchor.owner.as_ref());
    if involved.chain(anchor_owner).any(|person| site.config.is_leader(person)) {
        return Vec::new();
    }
    let is_outside = case
        .doer()
        .and_then(|doer| site.config.role(doer))
        .is_some_and(|role| matches!(role, Role::Vendor | Role::System));
    let doer = case.doer().unwrap_or(owner);
    let draft = Draft::on(rule, case, at, case.work.as_ref().map_or(note.title.span, |work| work.span))
        .people([owner])
        .says_of(case, |it| {
            format!("{it} is direction, and no leader has a part in it; {} does it", site.config.name_of(doer))
        })
        .help(
            "name a leader as `owner`, as `approval.by` of the framework, in `contributors` or in `handover.shaped_by`",
        );
    vec![if is_outside { draft.severity(Severity::Error) } else { draft }]
}
