//! D09: the person who took the work has none of the skills for it.

use super::no_contract;
use crate::audit::case::Part;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule, Yield};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::list;

pub(crate) static RULE: Rule = Rule {
    id: "D09",
    name: "skill-gap",
    severity: Severity::Warning,
    when: "Somebody took over work and has none of the `skills` it needs. Their skills are known, and `grows` names \
           none of the needed skills.",
    why: "Somebody without any of the skills fails or has to ask at each step. If learning is the purpose, the note \
          must say so, and somebody must teach.",
    fix: "Add the skill they will learn to `grows`, and say who teaches it. Or give the work to somebody who has the \
           skills.",
    source: Source::Handover,
    practices: &[Practice::RightPerson],
    bad: "title = \"Terms with the hall\"\nowner = \"nora\"\ndelegate = \"milo\"\nskills = [\"negotiation\"]\n[handover]\ncheck_in = \"weekly\"",
    good: "title = \"Terms with the hall\"\nowner = \"nora\"\ndelegate = \"milo\"\nskills = [\"negotiation\"]\n[handover]\ncheck_in = \"weekly\"\ngrows = [\"negotiation\"]",
    configure: Some("`skills` of people under [people]. The rule skips people without `skills`."),
    yields_to: &[Yield::OnNote(&no_contract::RULE)],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let skills = case.skills();
    let (Some((_, taker)), Some(first)) = (case.parties(), skills.first()) else { return Vec::new() };
    let Some(person) = site.config.person(taker).filter(|person| !person.skills.is_empty()) else { return Vec::new() };
    let grows = case.contract().into_iter().flat_map(|contract| &contract.grows);
    let learns = |skill: &str| grows.clone().any(|grown| grown.eq_ignore_ascii_case(skill));
    if skills.iter().any(|skill| person.has_skill(skill) || learns(skill)) {
        return Vec::new();
    }
    let wanted: Vec<&str> = skills.iter().map(|skill| skill.value.as_str()).collect();
    let name = &person.name();
    let (lacks, which) = match wanted[..] {
        [only] => (format!("needs {only}, and {name} does not have this skill"), "the skill"),
        _ => (format!("needs {}, and {name} has none of these skills", list(&wanted)), "one of them"),
    };
    let others = who_can(site, &wanted);
    let instead = if others.is_empty() { String::new() } else { format!("; or give the work to {others}") };
    vec![
        Draft::on(rule, case, at, first.span)
            .concerns(taker, case, [Part::Doing])
            .says_of(case, |it| format!("{it} {lacks}"))
            .help(format!("add {which} to `grows` in [handover], and say who teaches {name}{instead}")),
    ]
}

/// The first few members and vendors with every one of the skills: "Femke or Bram".
fn who_can(site: &Site<'_>, skills: &[&str]) -> String {
    const NAMED: usize = 2;
    let helpers = site.config.people.values().filter(|person| person.role.is_helper());
    let can = helpers.filter(|person| skills.iter().all(|skill| person.has_skill(skill)));
    can.map(crate::model::Person::name).take(NAMED).collect::<Vec<_>>().join(" or ")
}
