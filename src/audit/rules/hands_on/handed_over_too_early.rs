//! X09: new work with high stakes was handed over without a mentor.

use crate::audit::case::{Case, Delegation};
use crate::audit::engine::draft::renew_in;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Support, Word as _};

pub(crate) static RULE: Rule = Rule {
    id: "X09",
    name: "handed-over-too-early",
    severity: Severity::Info,
    when: "New work with high stakes was handed over without a [hands_on] and without mentoring in `handover.support`. \
           A [hands_on] that has ended also counts.",
    why: "Nobody here knows yet how to do it, and a failure would cost a lot. A leader should do it first, or help \
          until it has worked once.",
    fix: "Add mentoring to `support`. Or let a leader do it first, with a reason and an end, and name the delegate as \
           `successor`.",
    source: Source::HandsOn,
    practices: &[Practice::HighStakesAndNew],
    bad: "title = \"Selling in a second country\"\nowner = \"nora\"\ndelegate = \"milo\"\nstakes = \"high\"\nnovelty = \"new\"\n[handover]\nsupport = [\"one-on-one\"]",
    good: "title = \"Selling in a second country\"\nowner = \"nora\"\ndelegate = \"milo\"\nstakes = \"high\"\nnovelty = \"new\"\n[handover]\nsupport = [\"one-on-one\", \"mentoring\"]",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(new) = case.new_with_high_stakes() else { return Vec::new() };
    let Delegation::HandedOver { giver, taker } = case.delegation else { return Vec::new() };
    let support = support(case);
    if case.hands_on_table().is_some() || support.contains(&Support::Mentoring) {
        return Vec::new();
    }
    let taker = site.config.name_of(taker);
    let lines: Vec<String> =
        support.into_iter().chain([Support::Mentoring]).map(|kind| format!("\"{}\"", kind.word())).collect();
    let line = format!("support = [{}]", lines.join(", "));
    let first = if site.config.is_leader(giver) {
        format!(
            "; or let {} do it until it has worked once, with a [hands_on] and {taker} as `successor`",
            site.config.name_of(giver)
        )
    } else {
        String::new()
    };
    vec![
        Draft::on(rule, case, at, new)
            .people(case.owner_or_doer())
            .says_of(case, |it| format!("{it} is new and has high stakes, and {taker} does it without a mentor"))
            .help(format!("set `{line}` in [handover]{first}"))
            .paste(match case.contract() {
                Some(_) => renew_in("handover", &line),
                None => format!("[handover]\n{line}"),
            }),
    ]
}

fn support(case: &Case<'_>) -> Vec<Support> {
    case.contract().into_iter().flat_map(|handover| &handover.support).map(|support| support.value).collect()
}
