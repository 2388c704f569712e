//! Roadblocks: what blocks the work, since when, and who removes it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::report::Report;
use crate::site::lists::{LISTED, Scope};
use crate::site::views::{Links, Ref};
use crate::text::words::{day, days_between, days_long};

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Roadblock {
    /// The description in the note, if it has one.
    what: Option<String>,
    note: Ref,
    since: Option<String>,
    /// "22 days".
    age: Option<String>,
    /// Who removes it; none if nobody is named.
    by: Option<Ref>,
}

/// The roadblocks of live notes, oldest first, and a link to the others.
pub(super) fn roadblocks(report: &Report<'_>, links: &Links<'_>) -> (Vec<Roadblock>, Option<Ref>) {
    let today = report.audit.site.today;
    let mut found: Vec<(usize, &crate::model::Roadblock)> =
        report.audit.site.live().filter_map(|(at, case)| Some((at, &**case.note.roadblock.as_deref()?))).collect();
    let since = |roadblock: &crate::model::Roadblock| roadblock.since.as_ref().map(|since| since.value);
    // Those of unknown age last.
    found.sort_by_key(|(at, roadblock)| (since(roadblock).is_none(), since(roadblock), *at));
    let rest = links.rest(&Scope::Roadblocks, found.len().saturating_sub(LISTED));
    let line = |(at, roadblock): (usize, &crate::model::Roadblock)| Roadblock {
        what: roadblock.what.as_ref().map(|what| what.value.clone()),
        note: links.note(at),
        since: since(roadblock).map(day),
        age: since(roadblock).map(|since| age(since, today)),
        by: roadblock.by.as_ref().map(|by| links.person(by)),
    };
    (found.into_iter().take(LISTED).map(line).collect(), rest)
}

fn age(since: Date, today: Date) -> String {
    match days_between(since, today) {
        ..=0 => "since today".to_owned(),
        days => days_long(days),
    }
}
