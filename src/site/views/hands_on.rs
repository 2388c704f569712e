//! The register of exceptions: where leaders are in the details on purpose, and what only somebody can clear away.

mod roadblocks;

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Links, Page, Ref, SiteModel, View};
use crate::audit::Case;
use crate::model::{HandsOn, Partner, Reason};
use crate::report::Report;
use crate::site::lists::{LISTED, ROWS, Scope};
use crate::text::words::{count, day, days_between, days_long, in_days, list};
use roadblocks::{Roadblock, roadblocks};

/// The view of `hands-on.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct HandsOnPage {
    intro: Vec<String>,
    /// What ends first comes first; open ends last.
    exceptions: Vec<Exception>,
    /// Those after them.
    rest_exceptions: Option<Ref>,
    /// Where a leader talks to somebody of their own level outside.
    partners: Vec<PartnerLine>,
    /// Oldest first.
    roadblocks: Vec<Roadblock>,
    /// Those after them.
    rest_roadblocks: Option<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Exception {
    note: Ref,
    leader: Ref,
    hours: Option<String>,
    /// "the stakes are high and it is new".
    reasons: Option<String>,
    since: Option<String>,
    until: Option<String>,
    /// "12 days left", "ends today", "ended 5 days ago".
    left: String,
    /// Whether the end has passed, is near, or is not said.
    is_pressing: bool,
    successor: Option<Ref>,
    /// Why it does not count as an exception, if it does not.
    why_not: Option<String>,
    /// Whether the successor has no framework to go by.
    lacks_framework: bool,
    /// Whom the leader talks to outside, where their levels match.
    partner: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct PartnerLine {
    note: Ref,
    leader: Ref,
    /// "Retail group (level: director)".
    partner: String,
}

impl View for HandsOnPage {
    fn title(&self) -> String {
        "Hands-on".to_owned()
    }
}

/// Days within which an end is near.
const SOON: i32 = 14;

pub(crate) fn hands_on(model: &SiteModel<'_>) -> HandsOnPage {
    let report = model.report;
    let links = model.links(&Page::HandsOn);
    let mut found = exceptions(report);
    found.sort_by_key(|(at, _, table)| (table.until.is_none(), table.until.as_ref().map(|until| until.value), *at));
    let (roadblocks, rest_roadblocks) = roadblocks(report, &links);
    HandsOnPage {
        intro: intro(report, &found),
        rest_exceptions: links.rest(&Scope::HandsOn, found.len().saturating_sub(LISTED)),
        exceptions: found
            .iter()
            .take(LISTED)
            .filter_map(|(at, case, table)| exception(report, &links, *at, case, table))
            .collect(),
        partners: partners(report, &links),
        roadblocks,
        rest_roadblocks,
    }
}

/// A note, the case of it, and its `[hands_on]`.
type Found<'r> = (usize, &'r Case<'r>, &'r HandsOn);

fn exceptions<'r>(report: &'r Report<'_>) -> Vec<Found<'r>> {
    report
        .audit
        .site
        .live()
        .filter(|(_, case)| case.leader.is_some())
        .filter_map(|(at, case)| Some((at, case, &**case.note.hands_on.as_deref()?)))
        .collect()
}

fn intro(report: &Report<'_>, found: &[Found<'_>]) -> Vec<String> {
    if found.is_empty() {
        return vec!["No leader is in the details on purpose.".to_owned()];
    }
    let today = report.audit.site.today;
    let counting = found.iter().filter(|(_, case, _)| case.is_hands_on).count();
    let leaders: BTreeSet<&str> = found.iter().filter_map(|(_, case, _)| case.leader).collect();
    let who = match leaders.first() {
        Some(only) if leaders.len() == 1 => format!("{} is", report.config().name_of(only)),
        _ => format!("{} leaders are", leaders.len()),
    };
    let mut intro = vec![format!("{who} in the details of {} on purpose.", count(found.len(), "note", "notes"))];
    intro.push(match (found.len(), counting) {
        (1, 1) => "It counts as an exception: it has a reason, an end and a successor.".to_owned(),
        (1, 0) => "It does not count as an exception; below is why.".to_owned(),
        (all, counting) if all == counting => {
            "All of them count as exceptions: each has a reason, an end and a successor.".to_owned()
        }
        (_, 0) => "None of them counts as an exception; below is why.".to_owned(),
        (all, counting) => {
            let count = if counting == 1 { "counts as an exception" } else { "count as exceptions" };
            let lack = if all - counting == 1 { "one lacks" } else { "ones lack" };
            format!("{counting} of them {count}; what the other {lack} stands below.")
        }
    });
    let next = found.iter().filter(|(_, case, _)| case.is_hands_on).find_map(|(_, _, table)| table.until.as_ref());
    intro.extend(
        next.map(|until| {
            format!("The next end is {}, {}.", day(until.value), in_days(days_between(today, until.value)))
        }),
    );
    intro
}

fn exception(report: &Report<'_>, links: &Links<'_>, at: usize, case: &Case<'_>, table: &HandsOn) -> Option<Exception> {
    let today = report.audit.site.today;
    let until = table.until.as_ref().map(|until| until.value);
    let reasons: Vec<&str> = table.reasons.iter().map(|reason| in_words(reason.value)).collect();
    Some(Exception {
        note: links.note(at),
        leader: links.person(case.leader?),
        hours: case.hours().map(|hours| case.hours_in_words(hours)),
        reasons: (!reasons.is_empty()).then(|| list(&reasons)),
        since: table.since.as_ref().map(|since| day(since.value)),
        until: until.map(day),
        left: left(until, today),
        is_pressing: until.is_none_or(|until| days_between(today, until) <= SOON),
        successor: table.successor.as_ref().map(|successor| links.person(successor)),
        why_not: case.hands_on_flaw(today),
        lacks_framework: !case.has_framework(report.notes()),
        partner: case.note.partner.as_deref().filter(|_| case.matches_partner).map(|partner| partner_in_words(partner)),
    })
}

/// The time to an end; the day that is named is the last good one.
pub(super) fn left(until: Option<Date>, today: Date) -> String {
    let Some(until) = until else { return "no end".to_owned() };
    match days_between(today, until) {
        0 => "ends today".to_owned(),
        days @ 1.. => format!("{} left", days_long(days)),
        days => format!("ended {} ago", days_long(days)),
    }
}

/// Why a leader is in the details, as the end of a sentence.
fn in_words(reason: Reason) -> &'static str {
    match reason {
        Reason::Urgent => "it is urgent",
        Reason::HighStakes => "the stakes are high",
        Reason::New => "it is new",
        Reason::BuyIn => "others have to be won for it",
        Reason::DetailsAreTheVision => "the details are the vision",
        Reason::Roadblock => "something has to be cleared away from above",
        Reason::SeniorityMatch => "the other side sends somebody of that level",
    }
}

fn partner_in_words(partner: &Partner) -> String {
    let name = partner.name.as_ref().map_or("somebody outside", |name| &name.value);
    partner.level.as_ref().map_or_else(|| name.to_owned(), |level| format!("{name} (level: {})", level.value))
}

/// Notes without `[hands_on]` where a leader speaks to their own level.
fn partners(report: &Report<'_>, links: &Links<'_>) -> Vec<PartnerLine> {
    report
        .audit
        .site
        .live()
        .filter(|(_, case)| case.matches_partner && case.note.hands_on.is_none())
        .filter_map(|(at, case)| {
            Some(PartnerLine {
                note: links.note(at),
                leader: links.person(case.leader?),
                partner: partner_in_words(case.note.partner.as_ref()?),
            })
        })
        .take(ROWS - 2 * LISTED)
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_named_day_is_the_last_good_one() {
        let today = date(2026, 11, 21);
        assert_eq!(left(Some(today), today), "ends today");
        assert_eq!(left(Some(date(2026, 11, 22)), today), "1 day left");
        assert_eq!(left(Some(date(2026, 11, 20)), today), "ended 1 day ago");
        assert_eq!(left(Some(date(2026, 12, 31)), today), "40 days left");
        assert_eq!(left(None, today), "no end");
    }
}
