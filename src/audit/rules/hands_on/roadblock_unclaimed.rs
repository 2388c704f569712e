//! X07: something stands in the way, and nobody who could remove it has taken that on.

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
    when: "Live work has a [roadblock] with nobody in `by`; or one that is more than 14 days old, and `by` is no leader. \
           Somebody who is not in [people] is none; where [people] is empty, age alone says nothing.",
    why: "Some doors open from the top alone. While whoever does the work keeps knocking, the work waits, and nobody \
          who could open has been asked.",
    mend: "Name as `by` whoever can clear the way; after two weeks that is a leader. Once it is clear, take [roadblock] \
           out.",
    source: Source::HandsOn,
    practices: &[Practice::RemoveRoadblocks],
    bad: "title = \"Stall on the station square\"\nowner = \"milo\"\n[roadblock]\nwhat = \"The city does not answer\"\nsince = 2026-11-18",
    good: "title = \"Stall on the station square\"\nowner = \"milo\"\n[roadblock]\nwhat = \"The city does not answer\"\nsince = 2026-11-18\nby = \"nora\"",
    marks: &[Mark::MovesWithTime],
    check: Check::Note(check),
    ..Rule::BLANK
};

const PATIENCE: i32 = 14;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(roadblock) = case.note.roadblock.as_ref().filter(|_| case.is_live) else { return Vec::new() };
    let what = roadblock.what.as_ref().map_or_else(String::new, |what| format!(" (“{}”)", what.value));
    let leader = leader_to_ask(case, site.config);
    let draft = match &roadblock.by {
        None => Draft::on(rule, case, at, roadblock.span)
            .says_of(case, |it| format!("{it} is held up{what}, and nobody is named to clear the way"))
            .help(ask(leader, site.config, "name whoever can clear the way as `by` in [roadblock]")),
        Some(by) => {
            let Some(days) = overdue(roadblock, by, site) else { return Vec::new() };
            let name = site.config.name_of(by);
            let is_none =
                if site.config.person(by).is_some() { "is no leader" } else { "is not known as a leader here" };
            let ask = ask(leader, site.config, "name a leader who can as `by` in [roadblock]");
            Draft::on(rule, case, at, by.span)
                .says_of(case, |it| {
                    format!(
                        "{it} has been held up for {days} days{what}, and {name}, who is to clear the way, {is_none}"
                    )
                })
                .help(format!("{ask}; if the way is clear, take [roadblock] out"))
        }
    };
    let draft = draft.people(case.owner_or_doer());
    vec![match leader {
        Some(leader) => draft.paste(renew_in("roadblock", &format!("by = \"{leader}\""))),
        None => draft,
    }]
}

fn ask(leader: Option<&str>, config: &Config, anybody: &str) -> String {
    match leader {
        Some(leader) => {
            format!("ask {} to clear the way, and write `by = \"{leader}\"` in [roadblock]", config.name_of(leader))
        }
        None => anybody.to_owned(),
    }
}

/// For how many days somebody who does not lead has tried, where that is too long.
fn overdue(roadblock: &Roadblock, by: &str, site: &Site<'_>) -> Option<i32> {
    let days = site.days_since(roadblock.since.as_ref()?.value);
    let is_known_not_to_lead = !site.config.people.is_empty() && !site.config.is_leader(by);
    (days > PATIENCE && is_known_not_to_lead).then_some(days)
}

/// The leader nearest to the work: who owns it, gave it, does it, owns its anchor, or the only one there is.
fn leader_to_ask<'c>(case: &Case<'c>, config: &'c Config) -> Option<&'c str> {
    let giver = case.note.handover.as_ref().and_then(|table| table.from.as_ref());
    let anchor_owner = config.anchor_of(case.note).and_then(|anchor| anchor.owner.as_ref());
    let near = case.owner().into_iter().chain(giver.map(|at| at.value.as_str())).chain(case.leader);
    let mut leaders = config.leaders().map(|(id, _)| id);
    let only = leaders.next().filter(|_| leaders.next().is_none());
    near.chain(anchor_owner.map(|at| at.value.as_str())).find(|id| config.is_leader(id)).or(only)
}
