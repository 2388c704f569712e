//! A06: a key result nobody has looked at for a quarter.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Anchor, At, KeyResult};
use crate::text::words::list_some;
use jiff::civil::Date;

pub(crate) static RULE: Rule = Rule {
    id: "A06",
    name: "stale-key-result",
    severity: Severity::Warning,
    when: "A key result's `as_of` is more than 92 days ago, and its anchor is open: it has no `due`, or that day has not \
           passed.",
    why: "A figure from last season steers nobody. It also tells everyone that the goal was meant for the day it was \
          written.",
    mend: "Look the figure up, write it as `current` with today's `as_of`, and give somebody the habit of doing so.",
    source: Source::Autonomy,
    practices: &[Practice::ObjectivesAndKeyResults, Practice::VisibleProgress],
    bad: "[anchors.full-house]\ntitle = \"Nine of ten seats taken\"\ndue = 2027-06-30\n[[anchors.full-house.key_results]]\nmetric = \"seats taken (%)\"\ntarget = 90\ncurrent = 64\nas_of = 2026-08-20",
    good: "[anchors.full-house]\ntitle = \"Nine of ten seats taken\"\ndue = 2027-06-30\n[[anchors.full-house.key_results]]\nmetric = \"seats taken (%)\"\ntarget = 90\ncurrent = 72\nas_of = 2026-11-20",
    marks: &[Mark::SeenInSettings, Mark::MovesWithTime],
    check: Check::Site(check),
    ..Rule::BLANK
};

/// The longest quarter.
const FRESH_DAYS: i32 = 92;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let is_open = |anchor: &&Anchor| anchor.due.as_ref().is_none_or(|due| due.value >= site.today);
    site.config.anchors.values().filter(is_open).filter_map(|anchor| check_anchor(rule, site, anchor)).collect()
}

fn check_anchor(rule: &'static Rule, site: &Site<'_>, anchor: &Anchor) -> Option<Draft> {
    let stale: Vec<(&KeyResult, &At<Date>)> =
        anchor.key_results.iter().filter_map(|result| Some((result, stale_day(site, result)?))).collect();
    let (_, first) = stale.first()?;
    Some(
        Draft::on_entry(rule, site, &anchor.id, first.span)
            .people(anchor.owner.as_ref().map(|owner| owner.as_str()))
            .says(message(site, anchor, &stale))
            .help(match stale.len() {
                1 => "look it up, and write `current` and `as_of` anew",
                _ => "look them up, and write `current` and `as_of` of each anew",
            }),
    )
}

fn stale_day<'r>(site: &Site<'_>, result: &'r KeyResult) -> Option<&'r At<Date>> {
    result.as_of.as_ref().filter(|as_of| site.days_since(as_of.value) > FRESH_DAYS)
}

fn message(site: &Site<'_>, anchor: &Anchor, stale: &[(&KeyResult, &At<Date>)]) -> String {
    let of = &anchor.title.value;
    let called = |result: &KeyResult| match &result.metric {
        Some(metric) => format!("“{}”", metric.value),
        None => "a key result".to_owned(),
    };
    if let [(result, as_of)] = stale {
        let days = site.days_since(as_of.value);
        return format!("{} of “{of}” was last updated on {}, {days} days ago", called(result), as_of.value);
    }
    let shown: Vec<String> =
        stale.iter().map(|(result, as_of)| format!("{} on {}", called(result), as_of.value)).collect();
    format!("{} key results of “{of}” were last updated long ago: {}", stale.len(), list_some(&shown, 3))
}
