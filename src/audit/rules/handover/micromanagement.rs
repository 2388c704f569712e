//! D08: somebody has authority, and the giver still controls each step.

use std::collections::BTreeSet;

use crate::audit::case::{Case, Part};
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule, Yield};
use crate::audit::rules::never::{asset_approval, automated_not_delegated, distribution_decision, draft_review};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{ApprovalOf, Cadence, ReviewOf, Span};
use crate::text::words::list;

pub(crate) static RULE: Rule = Rule {
    id: "D08",
    name: "micromanagement",
    severity: Severity::Warning,
    when: "The `authority` is advise or above, but the person who gave the work still controls each step. They check \
           in daily, approve the assets or review the drafts.",
    why: "The authority then exists only on paper. People stop deciding when somebody looks at each decision. The \
          giver's hours come back.",
    fix: "Check in weekly or less often. Approve frameworks, not assets. Review outcomes, not drafts. If it is too \
           early for that, lower `authority`.",
    source: Source::Handover,
    practices: &[Practice::SupportAndFeedback],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"\ncheck_in = \"daily\"",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"\ncheck_in = \"weekly\"",
    yields_to: &[
        Yield::OnPart(&asset_approval::RULE, Part::Approving),
        Yield::OnPart(&distribution_decision::RULE, Part::Approving),
        Yield::OnPart(&automated_not_delegated::RULE, Part::Approving),
        Yield::OnPart(&draft_review::RULE, Part::Reviewing),
    ],
    without_parts: Some(check_without),
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    check_without(rule, site, at, &BTreeSet::new())
}

/// The same without the parts of the note that other rules report.
fn check_without(rule: &'static Rule, site: &Site<'_>, at: usize, others: &BTreeSet<Part>) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Some((giver, taker))) = (case.autonomous_contract(), case.parties()) else {
        return Vec::new();
    };
    let name = site.config.name_of(taker);
    let mut grounds = grounds(case, giver, site.config.name_of(giver), name);
    grounds.retain(|ground| ground.part.is_none_or(|part| !others.contains(&part)));
    let (Some(first), Some(authority)) = (grounds.first(), &contract.authority) else { return Vec::new() };
    let deeds: Vec<&str> = grounds.iter().map(|ground| ground.deed.as_str()).collect();
    let fixes: Vec<&str> = grounds.iter().map(|ground| ground.fix).collect();
    let mut draft = Draft::on(rule, case, at, first.span)
        .people(case.owner())
        .says_of(case, |it| format!("{name} decides in {it} (authority \"{}\"), but {}", authority.value, list(&deeds)))
        .help(format!("{}; or lower `authority` if it is too early for that", list(&fixes)));
    draft.parts = grounds.iter().filter_map(|ground| ground.part).collect();
    // Approving and reviewing take the giver's hours. The finding is about the owner.
    if case.owner() == Some(giver) {
        draft.hours = case.hours_of_parts(&draft.parts);
    }
    vec![draft]
}

/// One way in which the giver controls the work.
struct Ground {
    part: Option<Part>,
    span: Span,
    deed: String,
    fix: &'static str,
}

/// Declared ones only: an inferred approver or reviewer is the doer.
fn grounds(case: &Case<'_>, giver: &str, name: &str, taker: &str) -> Vec<Ground> {
    let check_in = case.contract().and_then(|contract| contract.check_in.as_ref());
    let daily = check_in.filter(|check_in| check_in.value == Cadence::Daily).map(|check_in| Ground {
        part: None,
        span: check_in.span,
        deed: format!("{name} and {taker} check in daily"),
        fix: "set `check_in = \"weekly\"`",
    });
    let approval = case.approval().filter(|table| table.by.as_ref().is_some_and(|by| by.value == giver));
    let approval = approval.and_then(|table| table.of.as_ref()).filter(|of| of.value == ApprovalOf::Assets);
    let review = case.review().filter(|table| table.by.as_ref().is_some_and(|by| by.value == giver));
    let review = review.and_then(|table| table.of.as_ref()).filter(|of| of.value == ReviewOf::Drafts);
    let approving = approval.map(|of| Ground {
        part: Some(Part::Approving),
        span: of.span,
        deed: format!("{name} approves each asset"),
        fix: "set `approval.of` to \"frameworks\"",
    });
    let reviewing = review.map(|of| Ground {
        part: Some(Part::Reviewing),
        span: of.span,
        deed: format!("{name} reviews the drafts"),
        fix: "set `review.of` to \"outcomes\"",
    });
    daily.into_iter().chain(approving).chain(reviewing).collect()
}
