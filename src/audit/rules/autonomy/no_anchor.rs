//! A01: a strategic handover has no anchor.

use crate::audit::case::Case;
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{At, Config, Handover, Span};
use crate::text::words::list_some;

pub(crate) static RULE: Rule = Rule {
    id: "A01",
    name: "no-anchor",
    severity: Severity::Warning,
    when: "A strategic handover names no `anchor`.",
    why: "Somebody who chooses the path must know the goal. Without a goal they cannot tell a good idea from a detour, \
          so they ask the leader again.",
    fix: "Name the goal of this work as `anchor`. If no anchor in site.toml fits, add one, or make the work an \
           assignment.",
    source: Source::Autonomy,
    practices: &[Practice::StableAnchor, Practice::NorthStar],
    bad: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkind = \"strategic\"",
    good: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\nanchor = \"full-house\"\n[handover]\nkind = \"strategic\"",
    quality: Some(quality),
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(contract) = case.strategic_contract().filter(|_| !has_anchor(case)) else { return Vec::new() };
    vec![
        Draft::on(rule, case, at, strategic_key(contract))
            .people(case.owner())
            .says_of(case, |it| format!("{it} is a strategic handover without an `anchor`"))
            .help(help(site.config)),
    ]
}

/// Another rule checks that the anchor exists.
fn has_anchor(case: &Case<'_>) -> bool {
    case.names_anchor()
}

fn strategic_key(contract: &At<Handover>) -> Span {
    let kind = contract.kind.as_ref().map(|kind| kind.span);
    let authority = contract.authority.as_ref().map(|authority| authority.span);
    kind.or(authority).or(contract.decides.first().map(|decision| decision.span)).unwrap_or(contract.span)
}

fn help(config: &Config) -> String {
    const NAMED: usize = 4;
    let anchors: Vec<String> = config.anchors.keys().map(|id| format!("\"{id}\"")).collect();
    match anchors.as_slice() {
        [] => "add the goal to site.toml as [anchors.ID], with a number and a date, and name that ID as `anchor` above the \
               first table"
            .to_owned(),
        [only] => format!("add `anchor = {only}` above the first table if that is the goal; otherwise add the goal to site.toml first"),
        _ => format!("add `anchor` above the first table; site.toml has {}", list_some(&anchors, NAMED)),
    }
}

fn quality(_: &Site<'_>, case: &Case<'_>) -> Checks {
    case.strategic_contract().map_or(Checks::NONE, |_| Checks::all([has_anchor(case)]))
}
