//! What a person was given and gave away: the authority, what the contract lacks, and the next check-in.

use schemars::JsonSchema;
use serde::Serialize;

use crate::audit::Case;
use crate::model::Word;
use crate::report::Report;
use crate::site::lists::{LISTED, Scope};
use crate::site::views::board::who_decides;
use crate::site::views::{Links, Ref, SiteModel};
use crate::text::words::{day, days_between, in_days};

/// A handover as one of the two people sees it.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(in crate::site::views) struct HandoverView {
    pub(in crate::site::views) note: Ref,
    /// "from" whom, or "to" whom.
    word: &'static str,
    other: Ref,
    /// One of the seven levels, if the contract names one.
    authority: Option<&'static str>,
    /// "the taker decides".
    means: Option<&'static str>,
    /// What the taker decides alone.
    decides: Vec<String>,
    /// "weekly; next on 25 November 2026, in 4 days".
    check_in: Option<String>,
    pub(in crate::site::views) is_overdue: bool,
    /// What the contract lacks, as sentences.
    pub(in crate::site::views) gaps: Vec<String>,
    /// "5 of 7": the checks of the contract that it passes.
    checks: Option<String>,
}

/// Handovers on one side of a person.
#[derive(Debug, JsonSchema, Serialize)]
pub(in crate::site::views) struct Handovers {
    /// Those with a contract.
    pub(in crate::site::views) agreed: Vec<HandoverView>,
    /// Those without a contract.
    without: Vec<Ref>,
    /// Those after them.
    rest: Option<Ref>,
    /// How many have a contract.
    #[serde(skip)]
    pub(in crate::site::views) all: usize,
}

/// What they were given.
pub(in crate::site::views) fn taken(model: &SiteModel<'_>, links: &Links<'_>, id: &str) -> Option<Handovers> {
    handovers(model, links, id, |giver, taker| (taker == id).then_some(("from", giver)))
}

/// What they gave away.
pub(in crate::site::views) fn given(model: &SiteModel<'_>, links: &Links<'_>, id: &str) -> Option<Handovers> {
    handovers(model, links, id, |giver, taker| (giver == id).then_some(("to", taker)))
}

/// None if there are no such handovers.
fn handovers<'b>(
    model: &'b SiteModel<'_>,
    links: &Links<'_>,
    id: &str,
    other: impl Fn(&'b str, &'b str) -> Option<(&'static str, &'b str)>,
) -> Option<Handovers> {
    const NAMED: usize = 20;
    let (mut agreed, mut without) = (Vec::new(), Vec::new());
    for (at, case) in model.report.audit.site.live_of(id) {
        let Some(other) = case.parties().and_then(|(giver, taker)| other(giver, taker)) else { continue };
        if case.contract().is_some() {
            agreed.push(handover(model, links, at, case, other));
        } else {
            without.push(links.note(at));
        }
    }
    let more = agreed.len().saturating_sub(LISTED) + without.len().saturating_sub(NAMED);
    let all = agreed.len();
    agreed.truncate(LISTED);
    without.truncate(NAMED);
    (!agreed.is_empty() || !without.is_empty()).then(|| {
        let rest = links.rest(&Scope::Person(id.to_owned()), more);
        Handovers { agreed, without, rest, all }
    })
}

fn handover(
    model: &SiteModel<'_>,
    links: &Links<'_>,
    at: usize,
    case: &Case<'_>,
    (word, other): (&'static str, &str),
) -> HandoverView {
    let report = model.report;
    let contract = case.contract();
    let authority = contract.and_then(|contract| contract.authority.as_ref()).map(|level| level.value);
    let (check_in, is_overdue) = check_in(model, at, case);
    let quality = report.audit.figures.quality.as_ref().and_then(|quality| quality.contracts.get(&at));
    HandoverView {
        note: links.note(at),
        word,
        other: links.person(other),
        authority: authority.map(Word::word),
        means: authority.map(who_decides),
        decides: contract
            .iter()
            .flat_map(|contract| &contract.decides)
            .map(|what| report.config().decision_title(what))
            .collect(),
        check_in,
        is_overdue,
        gaps: gaps(report, at),
        checks: quality
            .filter(|checks| checks.passed < checks.applicable)
            .map(|checks| format!("{} of {}", checks.passed, checks.applicable)),
    }
}

/// The cadence with the next date, and whether that date has passed.
fn check_in(model: &SiteModel<'_>, at: usize, case: &Case<'_>) -> (Option<String>, bool) {
    let Some(rhythm) = case.contract().and_then(|contract| contract.check_in.as_ref()) else { return (None, false) };
    let today = model.report.audit.site.today;
    match model.agenda.next_check_in(at) {
        None => (Some(rhythm.word().to_owned()), false),
        Some(date) if date < today => (Some(format!("{}; was due on {}", rhythm.word(), day(date))), true),
        Some(date) => {
            let when = in_days(days_between(today, date));
            (Some(format!("{}; next on {}, {when}", rhythm.word(), day(date))), false)
        }
    }
}

/// What the contract lacks, as the rules about the quality of contracts say.
fn gaps(report: &Report<'_>, at: usize) -> Vec<String> {
    let findings =
        report.of_note(at).filter(|finding| finding.accepted.is_none() && finding.rule.definition().quality.is_some());
    findings.map(|finding| report.sentence(finding, &finding.here)).collect()
}
