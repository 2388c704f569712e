//! N04: a leader makes day-to-day distribution decisions.

use super::automated_not_delegated;
use crate::audit::case::{Case, Part};
use crate::audit::engine::draft::change_in;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Yield};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Area, Config};

pub(crate) static RULE: Rule = Rule {
    id: "N04",
    name: "distribution-decision",
    severity: Severity::Error,
    when: "A leader does work in the area distribution, or approves its assets, every two weeks or more often. \
           Direction is excluded.",
    why: "The team reads every day which times and channels work. A leader who decides each slot decides later and \
          with less information.",
    fix: "Give the calendar to the person who reads the figures, and write down the limits. Add the decision to \
           [decisions] in site.toml with that person as `by`.",
    source: Source::NeverList,
    practices: &[Practice::DistributionDecisions],
    bad: "title = \"Slots for next week\"\nowner = \"nora\"\narea = \"distribution\"\ncadence = \"weekly\"",
    good: "title = \"Slots for next week\"\nowner = \"milo\"\narea = \"distribution\"\ncadence = \"weekly\"",
    configure: Some("`phrases` under [never.distribution-decision] adds words that identify this work."),
    line: Some("Day-to-day distribution decisions"),
    missing_fact: Some(missing_fact),
    yields_to: &[Yield::Always(&automated_not_delegated::RULE)],
    marks: &[Mark::Reclaimable, Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(area), Some(cadence)) = (&case.area, &case.cadence) else { return Vec::new() };
    let is_line = area.value == Area::Distribution && cadence.value.is_frequent();
    if !is_line || !case.is_live || case.is_hands_on || case.is_direction() {
        return Vec::new();
    }
    concerned(case)
        .into_iter()
        .map(|(leader, parts)| {
            let name = site.config.name_of(leader);
            let approves = parts.contains(&Part::Approving);
            let (span, deed) = if parts == [Part::Approving] {
                (case.asset_approver.as_ref().map_or(area.span, |fact| fact.span), "approves each asset of")
            } else {
                (area.span, "decides on")
            };
            let draft = Draft::on(rule, case, at, span)
                .concerns(leader, case, parts)
                .depends_on(Some(area))
                .depends_on(Some(cadence))
                .says_of(case, |it| format!("{name} {deed} {it}, a {} distribution decision", cadence.value))
                .help(if approves {
                    "write down limits within which the person who reads the figures decides, and approve the limits instead of each asset"
                } else {
                    "write down limits, and name the person who reads the figures as `owner` or `delegate`"
                })
                .advice(|it| format!("Hand over {it} to the people who read the figures"));
            if approves { draft.paste(change_in("approval", "of = \"frameworks\"")) } else { draft }
        })
        .collect()
}

/// Each leader who does it or approves its assets, once, with what they hold.
fn concerned<'a>(case: &Case<'a>) -> Vec<(&'a str, Vec<Part>)> {
    let approver = case.asset_approver.as_ref().filter(|fact| fact.is_declared()).map(|fact| fact.value);
    match (case.leader, approver) {
        (Some(doer), Some(approver)) if doer == approver => vec![(doer, vec![Part::Doing, Part::Approving])],
        (doer, approver) => {
            let doer = doer.map(|doer| (doer, vec![Part::Doing]));
            doer.into_iter().chain(approver.map(|approver| (approver, vec![Part::Approving]))).collect()
        }
    }
}

fn missing_fact(case: &Case<'_>, _: &Config) -> Option<&'static str> {
    case.leader?;
    match &case.area {
        None => Some("area"),
        Some(area) if area.value == Area::Distribution && case.cadence.is_none() => Some("cadence"),
        Some(_) => None,
    }
}
