//! X04: being hands-on ends within two weeks; what the successor still lacks.

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
    when: "A leader's last day of being hands-on in live work is today or within 14 days. Says what the successor still \
           lacks: a framework in force, room in the week where `capacity` and the load tell, an agreed authority.",
    why: "Two weeks are enough to write a guide, to clear a week and to agree on who decides. The evening before is not, \
          and then the leader stays.",
    mend: "Settle what the finding lists, then let the successor do it once while the leader is still around.",
    source: Source::HandsOn,
    practices: &[Practice::TrustedSuccessor],
    bad: "title = \"The opening night\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"high-stakes\"]\nuntil = 2026-12-05\nsuccessor = \"milo\"",
    good: "title = \"The opening night\"\nowner = \"nora\"\ndelegate = \"milo\"\nframework = \"https://example.com/opening-nights\"\n[handover]\nauthority = \"advise\"",
    marks: &[Mark::MovesWithTime],
    check: Check::Note(check),
    ..Rule::BLANK
};

const NEAR: i32 = 14;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(exception) = Exception::of(case) else { return Vec::new() };
    let Some(until) = exception.table.until.as_ref() else { return Vec::new() };
    let days = -site.days_since(until.value);
    if !(0..=NEAR).contains(&days) {
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
    let whose = exception.successor().map_or("it", |successor| site.config.name_of(successor));
    let still = match &whats[..] {
        [] => format!("{whose} has a framework, an agreed authority and, as far as the notes tell, room in the week"),
        whats => format!("{whose} still lacks {}", list(whats)),
    };
    let mut steps: Vec<String> = lacks.into_iter().map(|lack| lack.step).collect();
    if steps.is_empty() {
        let hand_over = exception.hand_over(case, site.config);
        steps.push(format!(
            "when that day is over, {hand_over}; the [handover] then wants `why`, `success` and `check_in` too"
        ));
    }
    let draft = Draft::on(rule, case, at, until.span)
        .people(case.owner_or_doer())
        .says_of(case, |it| format!("{name}'s time in the details of {it} {ends}; {still}"))
        .help(steps.join("; "));
    vec![match exception.line(case).filter(|_| whats.is_empty()) {
        Some(line) => draft.paste(line),
        None => draft,
    }]
}

/// Something to settle before the leader leaves.
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
    let room = successor.and_then(|successor| room(case, successor, site));
    let has_authority = case.note.handover.as_ref().is_some_and(|handover| handover.authority.is_some());
    let authority =
        (!has_authority).then(|| Lack { what: "an agreed authority", step: authority_step(case, exception, site) });
    nobody.into_iter().chain(framework).chain(room).chain(authority).collect()
}

fn framework_step(case: &Case<'_>, site: &Site<'_>) -> String {
    let named = case.note.framework.as_ref().and_then(|framework| site.notes.by_id(framework));
    match (named, &case.note.framework) {
        (Some(note), _) => {
            format!("“{}”, the `framework` here, is {}: make it active, or name another", note.title.value, note.status)
        }
        (None, Some(_)) => "write the guide that `framework` names, for there is none so far".to_owned(),
        (None, None) => "write down what was learnt as a guide, and name it as `framework`".to_owned(),
    }
}

fn authority_step(case: &Case<'_>, exception: &Exception<'_>, site: &Site<'_>) -> String {
    let whom = exception.successor().map_or("the successor", |successor| site.config.name_of(successor));
    let from = match case.note.handover {
        None => format!(", with `from = \"{}\"`", exception.leader),
        Some(_) => String::new(),
    };
    format!("agree on how much {whom} decides, and write it into [handover] as `authority`{from}")
}

/// Whether the successor's week cannot hold this too.
fn room(case: &Case<'_>, successor: &str, site: &Site<'_>) -> Option<Lack> {
    let capacity = site.config.person(successor)?.capacity?;
    let load = load::of_person(site, successor);
    // What is not measured takes no room.
    let over = load + case.hours().unwrap_or_default() - capacity;
    let name = site.config.name_of(successor);
    load::is_too_much(over).then(|| Lack {
        what: "room for it in the week",
        step: format!(
            "take {} h a week off {name}, who has {} h of work already and a capacity of {}",
            decimal(over.max(LEAST)),
            decimal(load),
            decimal(capacity)
        ),
    })
}

/// The least that shows in one decimal.
const LEAST: f64 = 0.1;
