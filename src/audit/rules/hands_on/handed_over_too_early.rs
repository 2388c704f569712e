//! X09: new work where much is at stake was handed over without anybody who has gone first or goes along.

use crate::audit::case::{Case, Delegation};
use crate::audit::engine::draft::renew_in;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Grade, Novelty, Support, Word as _};

pub(crate) static RULE: Rule = Rule {
    id: "X09",
    name: "handed-over-too-early",
    severity: Severity::Info,
    when: "High stakes, new, and handed over, with no [hands_on] and no mentoring in `handover.support`. A [hands_on] that \
           is over may stay as a record of who went first.",
    why: "Nobody here knows yet how it is done, and a failure would cost a lot. That is the moment for a leader to go \
          first, or to go along, until it has worked once.",
    mend: "Add mentoring to `support`, or let a leader do it at first, with a reason, an end and the taker as successor.",
    source: Source::HandsOn,
    practices: &[Practice::HighStakesAndNew],
    bad: "title = \"Selling in a second country\"\nowner = \"nora\"\ndelegate = \"milo\"\nstakes = \"high\"\nnovelty = \"new\"\n[handover]\nsupport = [\"one-on-one\"]",
    good: "title = \"Selling in a second country\"\nowner = \"nora\"\ndelegate = \"milo\"\nstakes = \"high\"\nnovelty = \"new\"\n[handover]\nsupport = [\"one-on-one\", \"mentoring\"]",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let note = case.note;
    let is_high = note.stakes.as_ref().is_some_and(|stakes| stakes.value == Grade::High);
    let Some(novelty) = note.novelty.as_ref().filter(|novelty| is_high && novelty.value == Novelty::New) else {
        return Vec::new();
    };
    let Delegation::HandedOver { giver, taker } = case.delegation else { return Vec::new() };
    let support = support(case);
    if note.hands_on.is_some() || support.contains(&Support::Mentoring) {
        return Vec::new();
    }
    let taker = site.config.name_of(taker);
    let lines: Vec<String> =
        support.into_iter().chain([Support::Mentoring]).map(|kind| format!("\"{}\"", kind.word())).collect();
    let line = format!("support = [{}]", lines.join(", "));
    let first = if site.config.is_leader(giver) {
        format!(
            "; or let {} do it until it has worked once, with a [hands_on] that has {taker} as `successor`",
            site.config.name_of(giver)
        )
    } else {
        String::new()
    };
    vec![
        Draft::on(rule, case, at, novelty.span)
            .people(case.owner_or_doer())
            .says_of(case, |it| format!("{it} is new and much is at stake, and {taker} does it without a mentor"))
            .help(format!("write `{line}` under [handover]{first}"))
            .paste(match case.contract() {
                Some(_) => renew_in("handover", &line),
                None => format!("[handover]\n{line}"),
            }),
    ]
}

fn support(case: &Case<'_>) -> Vec<Support> {
    case.note.handover.iter().flat_map(|handover| &handover.support).map(|support| support.value).collect()
}
