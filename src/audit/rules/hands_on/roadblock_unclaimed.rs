//! X07: a roadblock has nobody who can remove it.

use crate::audit::case::Case;
use crate::audit::engine::draft::renew_in;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Config, Roadblock};

pub(crate) static RULE: Rule = Rule {
    id: "X07",
    name: "roadblock-unclaimed",
    severity: Severity::Warning,
    when: "Live work has a [roadblock] with nobody in `by`. Or the [roadblock] is more than 14 days old and `by` is no \
           leader. Somebody who is not in [people] is no leader. If [people] is empty, the age does not count.",
    why: "Some obstacles can be removed only by a leader. The work waits until a leader has been asked.",
    fix: "Name somebody who can remove the roadblock as `by`. After two weeks that is a leader. When the roadblock is \
           gone, remove the table.",
    source: Source::HandsOn,
    practices: &[Practice::RemoveRoadblocks],
    bad: "title = \"Stall on the station square\"\nowner = \"milo\"\n[roadblock]\nwhat = \"The city does not answer\"\nsince = 2026-11-18",
    good: "title = \"Stall on the station square\"\nowner = \"milo\"\n[roadblock]\nwhat = \"The city does not answer\"\nsince = 2026-11-18\nby = \"nora\"",
    marks: &[Mark::DependsOnDate],
    check: Check::Note(check),
    ..Rule::BLANK
};

const DAYS_WITHOUT_LEADER: i32 = 14;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(roadblock) = case.roadblock().filter(|_| case.is_live) else { return Vec::new() };
    let what = roadblock.what.as_ref().map_or_else(String::new, |what| format!(" (“{}”)", what.value));
    let leader = leader_to_ask(case, site.config);
    let draft = match &roadblock.by {
        None => Draft::on(rule, case, at, roadblock.span)
            .says_of(case, |it| format!("{it} has a roadblock{what} and nobody to remove it"))
            .help(help_to_ask(leader, site.config, "name somebody who can remove it as `by` in [roadblock]")),
        Some(by) => {
            let Some(days) = overdue(roadblock, by, site) else { return Vec::new() };
            let name = site.config.name_of(by);
            let is_none = if site.config.person(by).is_some() { "is no leader" } else { "is not in [people]" };
            let ask = help_to_ask(leader, site.config, "name a leader who can remove it as `by` in [roadblock]");
            Draft::on(rule, case, at, by.span)
                .says_of(case, |it| {
                    format!("{it} has had a roadblock{what} for {days} days, and {name} in `by` {is_none}")
                })
                .help(format!("{ask}; if the roadblock is gone, remove [roadblock]"))
        }
    };
    let draft = draft.people(case.owner_or_doer());
    vec![match leader {
        Some(leader) => draft.paste(renew_in("roadblock", &format!("by = \"{leader}\""))),
        None => draft,
    }]
}

fn help_to_ask(leader: Option<&str>, config: &Config, anybody: &str) -> String {
    match leader {
        Some(leader) => {
            format!(
                "ask {} to remove the roadblock, and set `by = \"{leader}\"` in [roadblock]",
                config.name_of(leader)
            )
        }
        None => anybody.to_owned(),
    }
}

/// How many days old the roadblock is, if that is too long and `by` is no leader.
fn overdue(roadblock: &Roadblock, by: &str, site: &Site<'_>) -> Option<i32> {
    let days = site.days_since(roadblock.since.as_ref()?.value);
    let is_known_not_to_lead = !site.config.people.is_empty() && !site.config.is_leader(by);
    (days > DAYS_WITHOUT_LEADER && is_known_not_to_lead).then_some(days)
}

/// The leader nearest to the work: who owns it, gave it, does it, owns its anchor, or the only one there is.
fn leader_to_ask<'c>(case: &Case<'c>, config: &'c Config) -> Option<&'c str> {
    let giver = case.handover_table().and_then(|table| table.from.as_ref());
    let anchor_owner = case.anchor(config).and_then(|anchor| anchor.owner.as_ref());
    let near = case.owner().into_iter().chain(giver.map(|at| at.value.as_str())).chain(case.leader);
    let mut leaders = config.leaders().map(|(id, _)| id);
    let only = leaders.next().filter(|_| leaders.next().is_none());
    near.chain(anchor_owner.map(|at| at.value.as_str())).find(|id| config.is_leader(id)).or(only)
}
