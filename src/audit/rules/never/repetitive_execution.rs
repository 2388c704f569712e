//! N01: a leader does recurring execution.

use super::{asset_approval, draft_review};
use crate::audit::case::{Case, Part};
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Yield};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Area, Config, Expertise, Role, Work};

pub(crate) static RULE: Rule = Rule {
    id: "N01",
    name: "repetitive-execution",
    severity: Severity::Error,
    when: "A leader does recurring execution. The severity is error in the area content and warning elsewhere. It is \
           info if the work needs a leader's expertise, or a specialist's skills that no member has. The areas \
           distribution, tooling and visibility have rules of their own.",
    why: "Each piece takes little time, so handing it over never seems worth the effort. Together the pieces take the \
          hours that a leader needs for direction. Output is then limited to one person's week.",
    fix: "Name a `delegate`. Name a `framework`, the guide that describes good work. If nobody has the skills yet, \
           write the guide first and name somebody who will learn it.",
    source: Source::NeverList,
    practices: &[Practice::RepetitiveExecution],
    bad: "title = \"Captions for the shop channel\"\nowner = \"nora\"\nwork = \"execution\"\narea = \"content\"\ncadence = \"daily\"",
    good: "title = \"Captions for the shop channel\"\nowner = \"nora\"\ndelegate = \"milo\"\nwork = \"execution\"\narea = \"content\"\ncadence = \"daily\"\nframework = \"https://example.com/voice-guide\"",
    configure: Some("`phrases` under [never.repetitive-execution] adds words that identify this work."),
    line: Some("Repetitive content execution"),
    missing_fact: Some(missing_fact),
    yields_to: &[Yield::WhenBothInferred(&asset_approval::RULE), Yield::WhenBothInferred(&draft_review::RULE)],
    marks: &[Mark::Reclaimable, Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(leader), Some(work)) = (case.leader, &case.work) else { return Vec::new() };
    let is_execution = work.value == Work::Execution;
    let is_exempt = !case.is_live || case.is_hands_on || case.matches_partner;
    if is_exempt || !is_execution || !case.is_recurring() || has_own_rule(case.area.as_ref().map(|a| &a.value)) {
        return Vec::new();
    }
    let is_content = case.area.as_ref().is_some_and(|area| area.value == Area::Content);
    let is_rare_skill = case.needs_leader() || no_member_has_the_skills(site, at);
    let name = site.config.name_of(leader);
    let kind = if is_content { "recurring content work" } else { "recurring execution" };
    let draft = Draft::on(rule, case, at, work.span)
        .concerns(leader, case, [Part::Doing])
        .depends_on(Some(work))
        .depends_on(case.cadence.as_ref());
    vec![if is_rare_skill {
        draft
            .severity(Severity::Info)
            .says_of(case, |it| format!("{name} does {it}: {kind} for which nobody else has the expertise yet"))
            .help("write the guide, name it as `framework`, and name who learns the work as `delegate`")
            .advice(|it| format!("Write down how you do {it}, and name who learns it"))
    } else {
        let draft = if is_content { draft.depends_on(case.area.as_ref()) } else { draft.severity(Severity::Warning) };
        draft
            .says_of(case, |it| format!("{name} does {it}: {kind}"))
            .help("name who does it from now on as `delegate`, and the guide they follow as `framework`")
            .advice(|it| format!("Hand over {it}"))
    }]
}

/// Other rules check distribution, tooling and visibility.
fn has_own_rule(area: Option<&Area>) -> bool {
    matches!(area, Some(Area::Distribution | Area::Tooling | Area::Visibility))
}

/// Whether it is a specialist's work and no member has its skills.
fn no_member_has_the_skills(site: &Site<'_>, at: usize) -> bool {
    let case = &site.cases[at];
    let is_specialist = case.expertise().is_some_and(|found| found.value == Expertise::Specialist);
    is_specialist
        && !case.skills().is_empty()
        && !site
            .config
            .people
            .values()
            .any(|person| person.role == Role::Member && case.skills().iter().all(|skill| person.has_skill(skill)))
}

fn missing_fact(case: &Case<'_>, _: &Config) -> Option<&'static str> {
    case.leader?;
    match &case.work {
        None => Some("work"),
        Some(work) if work.value == Work::Execution && case.cadence.is_none() => Some("cadence"),
        Some(_) => None,
    }
}
