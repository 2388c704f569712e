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
    when: "A leader does daily or weekly work in the area visibility. Daily work is an error, weekly work a warning.",
    why: "If one person gets all the attention, it stops when that person is tired, on holiday or ill. Regular \
          appearances also fill the leader's week.",
    fix: "Let others appear: customers, team members, partners. Keep the few occasions that need the leader, such as \
           a launch or a quarterly talk.",
    source: Source::NeverList,
    practices: &[Practice::DailyFace],
    bad: "title = \"Morning clip from the workshop\"\nowner = \"nora\"\narea = \"visibility\"\ncadence = \"daily\"",
    good: "title = \"Morning clip from the workshop\"\nowner = \"nora\"\ndelegate = \"milo\"\narea = \"visibility\"\ncadence = \"daily\"",
    configure: Some("`phrases` under [never.daily-face] adds words that identify this work."),
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
            .depends_on(Some(area))
            .depends_on(Some(cadence))
            .says_of(case, |it| format!("{name} is the {} face of {it}", cadence.value))
            .help("name who appears most of the time as `delegate`, and keep one occasion a quarter for the leader")
            .advice(|it| format!("Let others appear in {it} most of the time")),
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
