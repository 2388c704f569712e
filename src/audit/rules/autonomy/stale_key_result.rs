//! A06: a key result has not been updated for a quarter.

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
    when: "A key result of an open anchor was last updated more than 92 days ago. `as_of` gives the day of the update. \
           An anchor is open if it has no `due`, or if that day has not passed.",
    why: "Nobody can act on an old figure. It also suggests that the goal is no longer in use.",
    fix: "Look up the figure. Write it as `current` with today's `as_of`, and name somebody who keeps it up to date.",
    source: Source::Autonomy,
    practices: &[Practice::ObjectivesAndKeyResults, Practice::VisibleProgress],
    bad: "[anchors.full-house]\ntitle = \"Nine of ten seats taken\"\ndue = 2027-06-30\n[[anchors.full-house.key_results]]\nmetric = \"seats taken (%)\"\ntarget = 90\ncurrent = 64\nas_of = 2026-08-20",
    good: "[anchors.full-house]\ntitle = \"Nine of ten seats taken\"\ndue = 2027-06-30\n[[anchors.full-house.key_results]]\nmetric = \"seats taken (%)\"\ntarget = 90\ncurrent = 72\nas_of = 2026-11-20",
    marks: &[Mark::ExamplesAreSettings, Mark::DependsOnDate],
    check: Check::Site(check),
    ..Rule::BLANK
};

/// The length of the longest quarter.
const MAX_AGE_DAYS: i32 = 92;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let is_open = |anchor: &&Anchor| anchor.due.as_ref().is_none_or(|due| due.value >= site.today);
    site.config.anchors.values().filter(is_open).filter_map(|anchor| check_anchor(rule, site, anchor)).collect()
}

fn check_anchor(rule: &'static Rule, site: &Site<'_>, anchor: &Anchor) -> Option<Draft> {
    let stale: Vec<(&KeyResult, &At<Date>)> =
        anchor.results().filter_map(|result| Some((result, stale_day(site, result)?))).collect();
    let (_, first) = stale.first()?;
    Some(
        Draft::on_entry(rule, site, &anchor.id, first.span)
            .people(anchor.owner.as_ref().map(|owner| owner.as_str()))
            .says(message(site, anchor, &stale))
            .help(match stale.len() {
                1 => "look up the figure, and update `current` and `as_of`",
                _ => "look up the figures, and update `current` and `as_of` of each",
            }),
    )
}

fn stale_day<'r>(site: &Site<'_>, result: &'r KeyResult) -> Option<&'r At<Date>> {
    result.as_of.as_ref().filter(|as_of| site.days_since(as_of.value) > MAX_AGE_DAYS)
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
    format!(
        "{} key results of “{of}” were last updated more than {MAX_AGE_DAYS} days ago: {}",
        stale.len(),
        list_some(&shown, 3)
    )
}
