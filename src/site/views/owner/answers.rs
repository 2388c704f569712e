//! What a person answers for: decisions, anchors, exceptions, roadblocks.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Word as _;
use crate::report::Report;
use crate::site::lists::{LISTED, Scope};
use crate::site::views::hands_on::left;
use crate::site::views::map::figures_in_words;
use crate::site::views::{Links, Ref};
use crate::text::words::{day, decimal, list};

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct DecisionView {
    title: String,
    frequency: Option<&'static str>,
    /// "major" or "minor".
    impact: Option<&'static str>,
    /// One of the seven levels.
    authority: Option<&'static str>,
    /// Who decides along, if anybody.
    with: Vec<Ref>,
    limits: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct AnchorView {
    title: String,
    objective: Option<String>,
    due: Option<String>,
    results: Vec<ResultView>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ResultView {
    metric: String,
    /// "from 62 to 95, now 84", as far as it is known.
    progress: String,
    /// The day the figure is from.
    as_of: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct HandsOnView {
    note: Ref,
    reasons: String,
    since: Option<String>,
    until: Option<String>,
    /// "40 days left", "ended 5 days ago", "no end".
    left: String,
    successor: Option<Ref>,
    /// Why it does not count as an exception, if it does not.
    why_not: Option<String>,
}

pub(super) fn decisions(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<DecisionView> {
    let held = report.config().decisions.values().filter(|decision| decision.by.iter().any(|by| by.value == id));
    held.map(|decision| DecisionView {
        title: decision.title.clone(),
        frequency: decision.frequency.as_ref().map(|frequency| frequency.word()),
        impact: decision.impact.as_ref().map(|impact| impact.word()),
        authority: decision.authority.as_ref().map(|level| level.word()),
        with: decision.by.iter().filter(|by| by.value != id).map(|by| links.person(by)).collect(),
        limits: decision.limits.clone(),
    })
    .collect()
}

pub(super) fn anchors(report: &Report<'_>, id: &str) -> Vec<AnchorView> {
    let owned =
        report.config().anchors.values().filter(|anchor| anchor.owner.as_ref().is_some_and(|owner| owner.value == id));
    owned
        .map(|anchor| {
            let own = anchor.metric.as_ref().map(|metric| ResultView {
                metric: metric.value.clone(),
                progress: anchor
                    .target
                    .as_ref()
                    .map_or_else(String::new, |target| format!("to {}", decimal(target.value))),
                as_of: None,
            });
            let results = anchor.results().map(|result| ResultView {
                metric: result.metric.as_ref().map_or_else(String::new, |metric| metric.value.clone()),
                progress: figures_in_words(result),
                as_of: result.as_of.as_ref().map(|as_of| day(as_of.value)),
            });
            AnchorView {
                title: anchor.title.value.clone(),
                objective: anchor.objective.as_ref().map(|objective| objective.value.clone()),
                due: anchor.due.as_ref().map(|due| day(due.value)),
                results: own.into_iter().chain(results).collect(),
            }
        })
        .collect()
}

pub(super) fn hands_on(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<HandsOnView> {
    report
        .audit
        .site
        .live_of(id)
        .filter(|(_, case)| case.leader == Some(id))
        .filter_map(|(at, case)| {
            let table = case.note.hands_on.as_ref()?;
            let reasons: Vec<&str> = table.reasons.iter().map(|reason| reason.word()).collect();
            Some(HandsOnView {
                note: links.note(at),
                reasons: list(&reasons),
                since: table.since.as_ref().map(|since| day(since.value)),
                until: table.until.as_ref().map(|until| day(until.value)),
                left: left(table.until.as_ref().map(|until| until.value), report.audit.site.today),
                why_not: case.hands_on_flaw(report.audit.site.today),
                successor: table.successor.as_ref().map(|successor| links.person(successor)),
            })
        })
        .collect()
}

/// What only they can remove; where there is too much, the rest is one link.
pub(super) fn roadblocks(report: &Report<'_>, links: &Links<'_>, id: &str) -> Vec<Ref> {
    let found = report.audit.site.live_of(id).filter_map(|(at, case)| {
        let roadblock =
            case.note.roadblock.as_ref().filter(|found| found.by.as_ref().is_some_and(|by| by.value == id))?;
        let link = links.note(at);
        let what = roadblock.what.as_ref().map_or_else(|| link.text.clone(), |what| what.value.clone());
        Some(Ref { text: what, ..link })
    });
    let mut found: Vec<Ref> = found.collect();
    let rest = links.rest(&Scope::Roadblocks, found.len().saturating_sub(LISTED));
    found.truncate(LISTED);
    found.extend(rest);
    found
}
