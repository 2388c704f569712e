//! X04: a leader's hands-on time ends within two weeks.

use crate::audit::case::Case;
use crate::audit::exception::Exception;
use crate::audit::method::Practice;
use crate::audit::metrics::load;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::{decimal, list};

pub(crate) static RULE: Rule = Rule {
    id: "X04",
    name: "hands-on-ending",
    severity: Severity::Info,
    when: "A leader's last hands-on day in live work is today or within 14 days. The finding lists what the successor \
           still needs: a framework in force, free hours, an agreed authority. Free hours are judged only if \
           `capacity` is known.",
    why: "Two weeks are enough to write a guide, free some hours and agree on authority. One evening is not enough, \
          and then the leader stays.",
    fix: "Settle what the finding lists. Then let the successor do the work once while the leader is still there.",
    source: Source::HandsOn,
    practices: &[Practice::TrustedSuccessor],
    bad: "title = \"The opening night\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"high-stakes\"]\nuntil = 2026-12-05\nsuccessor = \"milo\"",
    good: "title = \"The opening night\"\nowner = \"nora\"\ndelegate = \"milo\"\nframework = \"https://example.com/opening-nights\"\n[handover]\nauthority = \"advise\"",
    marks: &[Mark::DependsOnDate],
    check: Check::Note(check),
    ..Rule::BLANK
};

const NOTICE_DAYS: i32 = 14;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(exception) = Exception::of(case) else { return Vec::new() };
    let Some(until) = exception.table.until.as_ref() else { return Vec::new() };
    let days = -site.days_since(until.value);
    if !(0..=NOTICE_DAYS).contains(&days) {
        return Vec::new();
    }
    let name = site.config.name_of(exception.leader);
    let ends = match days {
        0 => "ends today".to_owned(),
        1 => format!("ends tomorrow, on {}", until.value),
        days => format!("ends in {days} days, on {}", until.value),
    };
    let lacks = lacks(case, &exception, site);
    let whats: Vec<&str> = lacks.iter().map(|lack| lack.what).collect();
    let whose = exception.successor().map_or("the work", |successor| site.config.name_of(successor));
    let still = match &whats[..] {
        [] => format!("{whose} has a framework, an agreed authority and, as far as known, free hours"),
        whats => format!("{whose} still needs {}", list(whats)),
    };
    let mut steps: Vec<String> = lacks.into_iter().map(|lack| lack.step).collect();
    if steps.is_empty() {
        let hand_over = exception.hand_over_help(case, site.config);
        steps.push(format!("after that day, {hand_over}; then add `why`, `success` and `check_in` to [handover]"));
    }
    let draft = Draft::on(rule, case, at, until.span)
        .people(case.owner_or_doer())
        .says_of(case, |it| format!("{name}'s hands-on time in {it} {ends}; {still}"))
        .help(steps.join("; "));
    vec![match exception.delegate_line(case).filter(|_| whats.is_empty()) {
        Some(line) => draft.paste(line),
        None => draft,
    }]
}

/// Something that is missing before the leader can leave.
struct Lack {
    what: &'static str,
    step: String,
}

fn lacks(case: &Case<'_>, exception: &Exception<'_>, site: &Site<'_>) -> Vec<Lack> {
    let successor = exception.successor();
    let nobody = successor
        .is_none()
        .then(|| Lack { what: "a successor", step: "name the `successor` in [hands_on] first".to_owned() });
    let framework = (!case.has_framework(site.notes))
        .then(|| Lack { what: "a framework in force", step: framework_step(case, site) });
    let hours = successor.and_then(|successor| missing_hours(case, successor, site));
    let has_authority = case.authority().is_some();
    let authority =
        (!has_authority).then(|| Lack { what: "an agreed authority", step: authority_step(case, exception, site) });
    nobody.into_iter().chain(framework).chain(hours).chain(authority).collect()
}

fn framework_step(case: &Case<'_>, site: &Site<'_>) -> String {
    let named = case.framework().and_then(|framework| site.notes.by_id(framework));
    match (named, case.framework()) {
        (Some(note), _) => {
            format!(
                "“{}”, the `framework` here, is {}: set its `status` to \"active\", or name another",
                note.title.value, note.status
            )
        }
        (None, Some(_)) => "write the guide that `framework` names; it does not exist yet".to_owned(),
        (None, None) => "write what you have learnt as a guide, and name it as `framework`".to_owned(),
    }
}

fn authority_step(case: &Case<'_>, exception: &Exception<'_>, site: &Site<'_>) -> String {
    let whom = exception.successor().map_or("the successor", |successor| site.config.name_of(successor));
    let from = match case.handover_table() {
        None => format!(", with `from = \"{}\"`", exception.leader),
        Some(_) => String::new(),
    };
    format!("agree on what {whom} decides, and write it into [handover] as `authority`{from}")
}

/// What is missing if the successor's week is too full for this work.
fn missing_hours(case: &Case<'_>, successor: &str, site: &Site<'_>) -> Option<Lack> {
    let capacity = site.config.person(successor)?.capacity()?;
    let load = load::hours_of_person(site, successor);
    // Work without hours counts as 0.
    let over = load + case.hours().unwrap_or_default() - capacity;
    let name = site.config.name_of(successor);
    load::is_overload(over).then(|| Lack {
        what: "free hours for it",
        step: format!(
            "take {} h a week off {name}, who already has {} h of work and a capacity of {} h",
            decimal(over.max(LEAST)),
            decimal(load),
            decimal(capacity)
        ),
    })
}

/// The smallest number that one decimal can show.
const LEAST: f64 = 0.1;
