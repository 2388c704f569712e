//! N06: a leader is the daily or weekly face.

use crate::audit::case::{Case, Part};
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Area, Cadence, Config};

pub(crate) static RULE: Rule = Rule {
    id: "N06",
    name: "daily-face",
    severity: Severity::Error,
    when: "A leader does work in the area visibility: every day it is an error, every week a warning.",
    why: "Attention that hangs on one person ends with that person's energy, holiday or illness. What was meant as a \
          signature becomes a shift to be worked.",
    mend: "Rotate faces: customers, the team, partners. Keep the few moments that need the leader, such as a launch or \
           a talk each quarter.",
    source: Source::NeverList,
    practices: &[Practice::DailyFace],
    bad: "title = \"Morning clip from the workshop\"\nowner = \"nora\"\narea = \"visibility\"\ncadence = \"daily\"",
    good: "title = \"Morning clip from the workshop\"\nowner = \"nora\"\ndelegate = \"milo\"\narea = \"visibility\"\ncadence = \"daily\"",
    configure: Some("`phrases` under [never.daily-face] adds words it is recognised by."),
    line: Some("Being the daily face"),
    missing_fact: Some(missing_fact),
    marks: &[Mark::Reclaimable, Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(leader), Some(area), Some(cadence)) = (case.leader, &case.area, &case.cadence) else {
        return Vec::new();
    };
    let severity = match cadence.value {
        Cadence::Daily => Severity::Error,
        Cadence::Weekly => Severity::Warning,
        _ => return Vec::new(),
    };
    if area.value != Area::Visibility || !case.is_live || case.is_hands_on {
        return Vec::new();
    }
    let name = site.config.name_of(leader);
    vec![
        Draft::on(rule, case, at, area.span)
            .severity(severity)
            .concerns(leader, case, [Part::Doing])
            .rests_on(Some(area))
            .rests_on(Some(cadence))
            .says_of(case, |it| format!("{name} is the {} face of {it}", cadence.value))
            .help("rotate faces: name who takes most days as `delegate`, and keep a date a quarter for the leader")
            .advice(|it| format!("Step out of {it} most days; let other faces carry it")),
    ]
}

fn missing_fact(case: &Case<'_>, _: &Config) -> Option<&'static str> {
    case.leader?;
    match &case.area {
        None => Some("area"),
        Some(area) if area.value == Area::Visibility && case.cadence.is_none() => Some("cadence"),
        Some(_) => None,
    }
}
