//! X06: a leader is hands-on too often.

use crate::audit::exception::Exception;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::{count, decimal};

pub(crate) static RULE: Rule = Rule {
    id: "X06",
    name: "too-many-exceptions",
    severity: Severity::Warning,
    when: "A leader is hands-on in two or more live notes, and their share is above the limit. The share is taken of \
           all live notes that the leader does. Every [hands_on] counts, complete or not. There is one finding for \
           each such leader.",
    why: "Each exception has a reason, but many exceptions fill a leader's week. The team sees them as distrust.",
    fix: "Keep the one that needs the leader most. Hand the others to their successors, the oldest first.",
    source: Source::HandsOn,
    practices: &[Practice::Rarely, Practice::PriceOfStaying],
    bad: "title = \"One of two or more out of few\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"new\"]\nuntil = 2026-12-12\nsuccessor = \"milo\"",
    good: "title = \"One of two or more out of few\"\nowner = \"nora\"\ndelegate = \"milo\"",
    configure: Some("`max_exception_share` under [audit], a share from 0 to 1. The default is 0.20."),
    marks: &[Mark::NeedsManyNotes],
    check: Check::Site(check),
    ..Rule::BLANK
};

const MIN_EXCEPTIONS: usize = 2;

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
    if exceptions.len() < MIN_EXCEPTIONS || share <= limit {
        return None;
    }
    Some(
        Draft::on_entry(rule, site, leader, person.id.span)
            .people([leader])
            .says(format!(
                "{} is hands-on in {} of {} ({} %); the limit is {} %: {}",
                person.name(),
                exceptions.len(),
                count(done.len(), "live note", "live notes"),
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
        return "keep the one that needs a leader most, and hand the others to their successors".to_owned();
    };
    let successor = Exception::of(&site.cases[oldest]).and_then(|exception| exception.successor());
    let to = successor.map_or_else(String::new, |successor| format!(", to {}", site.config.name_of(successor)));
    format!("keep the one that needs a leader most, and hand over the oldest first: {}{to}", site.named(&[oldest]))
}

/// A float like the limit, so that a share at the limit is not above it.
fn share(part: usize, whole: usize) -> f64 {
    // A float holds counts of notes exactly.
    #[allow(clippy::cast_precision_loss)]
    let share = part as f64 / whole.max(1) as f64;
    share
}
