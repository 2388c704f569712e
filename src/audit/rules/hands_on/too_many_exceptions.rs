//! X06: being hands-on has become a leader's rule.

use crate::audit::exception::Exception;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::decimal;

pub(crate) static RULE: Rule = Rule {
    id: "X06",
    name: "too-many-exceptions",
    severity: Severity::Warning,
    when: "A leader is hands-on in two or more live notes, and they are more of the live notes this leader does than the \
           limit allows. One finding for each such leader; every [hands_on] counts, whole or not.",
    why: "Each exception has its reason, and together they are a job. Nobody is in the details of many things and awake \
          for the rest; and the team reads it as distrust, whatever was meant.",
    mend: "Keep the one that truly needs the leader. Hand the others to their successors, the oldest first.",
    source: Source::HandsOn,
    practices: &[Practice::Rarely, Practice::PriceOfStaying],
    bad: "title = \"One of two or more out of few\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"new\"]\nuntil = 2026-12-12\nsuccessor = \"milo\"",
    good: "title = \"One of two or more out of few\"\nowner = \"nora\"\ndelegate = \"milo\"",
    configure: Some("`max_exception_share` under [audit], a share from 0 to 1; 0.20 if absent."),
    marks: &[Mark::NeedsManyNotes],
    check: Check::Site(check),
    ..Rule::BLANK
};

const FEWEST: usize = 2;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    site.config.leaders().filter_map(|(leader, _)| check_leader(rule, site, leader)).collect()
}

fn check_leader(rule: &'static Rule, site: &Site<'_>, leader: &str) -> Option<Draft> {
    let person = site.config.person(leader)?;
    let limit = site.config.audit.max_exception_share;
    let does = site.live_of(leader).filter(|(_, case)| case.leader == Some(leader));
    let done: Vec<usize> = does.map(|(at, _)| at).collect();
    let exceptions: Vec<usize> = done.iter().copied().filter(|at| Exception::of(&site.cases[*at]).is_some()).collect();
    let share = share(exceptions.len(), done.len());
    if exceptions.len() < FEWEST || share <= limit {
        return None;
    }
    Some(
        Draft::on_entry(rule, site, leader, person.id.span)
            .people([leader])
            .says(format!(
                "{} does {} live notes and is hands-on in {} of them, {} %, where the limit is {} %: {}",
                person.name,
                done.len(),
                exceptions.len(),
                decimal(share * 100.0),
                decimal(limit * 100.0),
                site.named(&exceptions)
            ))
            .help(help(site, &exceptions))
            .notes(exceptions),
    )
}

fn help(site: &Site<'_>, exceptions: &[usize]) -> String {
    let since = |at: &usize| Exception::of(&site.cases[*at])?.table.since.as_ref().map(|since| since.value);
    let oldest = exceptions.iter().filter_map(|at| Some((since(at)?, *at))).min();
    let Some((_, oldest)) = oldest else {
        return "keep the one that truly needs a leader, and hand the others to their successors".to_owned();
    };
    let successor = Exception::of(&site.cases[oldest]).and_then(|exception| exception.successor());
    let to = successor.map_or_else(String::new, |successor| format!(", to {}", site.config.name_of(successor)));
    format!("keep the one that truly needs a leader, and hand over the oldest first: {}{to}", site.named(&[oldest]))
}

/// As near as a float comes, as is the limit; so a share at the limit is not above it.
fn share(part: usize, whole: usize) -> f64 {
    // Counts of notes are far below what a float holds exactly.
    #[allow(clippy::cast_precision_loss)]
    let share = part as f64 / whole.max(1) as f64;
    share
}
