//! D01: a leader does work that needs no leader.

use std::collections::BTreeMap;

use super::no_contract;
use crate::audit::case::{Case, Delegation, Part};
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Yield};
use crate::audit::rules::never::{
    asset_approval, daily_face, distribution_decision, draft_review, own_line, repetitive_execution, tool_tinkering,
};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Expertise, Grade, Role, Work};
use crate::text::words::{list, list_some};

pub(crate) static RULE: Rule = Rule {
    id: "D01",
    name: "hand-this-over",
    severity: Severity::Info,
    when: "A leader does work that needs no leader's expertise. Either it takes time and is not of high value, or a \
           member wants to learn it. Work takes time if it recurs or needs an hour a week. Direction is excluded. \
           Judgment is excluded unless its value is low or a member wants to learn it.",
    why: "Nobody questions work that goes well. But each hour on it is missing for work that only a leader can do.",
    fix: "Name a `delegate`, preferably somebody who would learn from it, and add a [handover]. If only a leader can \
           do it, set `expertise = \"leader\"`.",
    source: Source::Handover,
    practices: &[Practice::FindWhatToHandOver, Practice::GrowSomebody],
    bad: "title = \"Parcel lists\"\nowner = \"nora\"\nexpertise = \"general\"\ncadence = \"weekly\"\nhours = 2",
    good: "title = \"Parcel lists\"\nowner = \"nora\"\ndelegate = \"milo\"\nexpertise = \"general\"\ncadence = \"weekly\"\nhours = 2\n[handover]\nwhy = \"Milo sees the parcels\"\nsuccess = [\"No parcel waits overnight\"]\ncheck_in = \"weekly\"",
    configure: Some("`interests` of members under [people] say what each member wants to learn."),
    yields_to: &[
        Yield::Entirely(&repetitive_execution::RULE),
        Yield::Entirely(&asset_approval::RULE),
        Yield::Entirely(&draft_review::RULE),
        Yield::Entirely(&distribution_decision::RULE),
        Yield::Entirely(&tool_tinkering::RULE),
        Yield::Entirely(&daily_face::RULE),
        Yield::Entirely(&own_line::RULE),
        Yield::OnNote(&no_contract::RULE),
    ],
    marks: &[Mark::Reclaimable],
    check: Check::Note(check),
    ..Rule::BLANK
};

/// Hours a week from which work takes time even if it does not recur.
const MIN_HOURS: f64 = 1.0;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(leader) = case.leader else { return Vec::new() };
    let is_exempt = !case.is_live
        || case.is_hands_on
        || case.matches_partner
        || matches!(case.delegation, Delegation::HandedUp { .. });
    let Some(expertise) = why_no_leader(case).filter(|_| !is_exempt && !case.is_direction()) else {
        return Vec::new();
    };
    let learners = learners(site, case);
    let is_low = case.has_value(Grade::Low);
    let is_judgment = case.work.as_ref().is_some_and(|work| work.value == Work::Judgment);
    let time = time_reasons(case);
    if learners.is_empty() && (time.is_empty() || (is_judgment && !is_low)) {
        return Vec::new();
    }
    let low = is_low.then(|| "has low value".to_owned());
    let reasons: Vec<String> = [expertise.to_owned()].into_iter().chain(time).chain(low).collect();
    let grows = learners_in_words(site, &learners);
    let name = site.config.name_of(leader);
    let span = case.expertise().map(|found| found.span).or_else(|| case.work.as_ref().map(|work| work.span));
    vec![
        Draft::on(rule, case, at, span.unwrap_or(case.title_span()))
            .concerns(leader, case, [Part::Doing])
            .depends_on(case.work.as_ref().filter(|_| case.expertise().is_none()))
            .depends_on(case.cadence.as_ref().filter(|_| learners.is_empty() && !has_declared_time(case)))
            .says_of(case, |it| format!("{name} does {it}: it {}{grows}", list(&reasons)))
            .help(help(site, &learners))
            .advice(|it| format!("Hand over {it}")),
    ]
}

/// Why the work needs no leader: what follows "it". None if it may need one.
fn why_no_leader(case: &Case<'_>) -> Option<&'static str> {
    match case.expertise().map(|expertise| expertise.value) {
        Some(Expertise::General) => Some("needs no special expertise"),
        Some(Expertise::Specialist) => Some("needs a specialist, not a leader"),
        Some(Expertise::Leader) => None,
        None => case.is_execution().then_some("is execution"),
    }
}

/// What shows that the work takes time: what follows "it". Empty if its value is high.
fn time_reasons(case: &Case<'_>) -> Vec<String> {
    if case.has_value(Grade::High) {
        return Vec::new();
    }
    let cadence = case.cadence.as_ref().map(|cadence| cadence.value);
    let recurs = cadence.filter(|cadence| cadence.is_recurring()).map(|cadence| format!("recurs {cadence}"));
    let long = case.hours().filter(|hours| *hours >= MIN_HOURS);
    recurs.into_iter().chain(long.map(|hours| format!("takes {}", case.hours_in_words(hours)))).collect()
}

/// Whether the declared hours alone show that it takes time.
fn has_declared_time(case: &Case<'_>) -> bool {
    case.declared_hours().is_some_and(|hours| hours >= MIN_HOURS)
}

/// Members who want to learn skills that the work needs, with those skills.
fn learners<'s>(site: &'s Site<'_>, case: &'s Case<'_>) -> BTreeMap<&'s str, Vec<&'s str>> {
    let mut learners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, person) in site.config.people.iter().filter(|(_, person)| person.role == Role::Member) {
        for skill in case.skills().iter().filter(|skill| person.is_interested_in(skill)) {
            learners.entry(id).or_default().push(&skill.value);
        }
    }
    learners
}

/// "; Femke and Bram want to learn layout".
fn learners_in_words(site: &Site<'_>, learners: &BTreeMap<&str, Vec<&str>>) -> String {
    const NAMED: usize = 3;
    let mut by_skills: BTreeMap<&[&str], Vec<&str>> = BTreeMap::new();
    for (id, skills) in learners {
        by_skills.entry(skills).or_default().push(site.config.name_of(id));
    }
    let who = by_skills.iter().map(|(skills, names)| {
        let want = if names.len() == 1 { "wants" } else { "want" };
        format!("; {} {want} to learn {}", list_some(names, NAMED), list(skills))
    });
    who.collect()
}

fn help(site: &Site<'_>, learners: &BTreeMap<&str, Vec<&str>>) -> String {
    const NAMED: usize = 3;
    let ids: Vec<&str> = learners.keys().copied().collect();
    match ids[..] {
        [] => "name who does it from now on as `delegate`, and add a [handover] with `why`, `success` and `check_in`"
            .to_owned(),
        [only] => {
            format!("set `delegate = \"{only}\"`, and add a [handover] with the skills that {} learns as `grows`", {
                site.config.name_of(only)
            })
        }
        _ => {
            let names: Vec<&str> = ids.iter().map(|id| site.config.name_of(id)).collect();
            format!("ask {} who wants it, and name that person as `delegate`", list_some(&names, NAMED))
        }
    }
}
