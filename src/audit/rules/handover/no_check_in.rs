//! D06: a handover has no check-in.

use crate::audit::case::Case;
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "D06",
    name: "no-check-in",
    severity: Severity::Warning,
    when: "A [handover] has no `check_in`.",
    why: "Without a fixed time to talk, every question is an interruption, for both people.",
    fix: "Agree on an interval and write it as `check_in`. Start with weekly. Choose a longer interval once the work \
           runs well.",
    source: Source::Handover,
    practices: &[Practice::SupportAndFeedback],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nwhy = \"Milo knows every customer who comes\"",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nwhy = \"Milo knows every customer who comes\"\ncheck_in = \"biweekly\"",
    quality: Some(quality),
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Some((giver, taker)), Some(false)) = (case.contract(), case.parties(), has_check_in(case))
    else {
        return Vec::new();
    };
    let (giver, taker) = (site.config.name_of(giver), site.config.name_of(taker));
    vec![
        Draft::on(rule, case, at, contract.span)
            .people(case.owner())
            .says_of(case, |it| format!("{giver} and {taker} have not agreed on check-ins for {it}"))
            .help(format!(
                "add `check_in = \"{}\"` to [handover], or another interval that you both keep",
                case.suggested_check_in()
            )),
    ]
}

fn quality(_: &Site<'_>, case: &Case<'_>) -> Checks {
    has_check_in(case).map_or(Checks::NONE, |has| Checks::all([has]))
}

/// Whether the contract has a check-in. None without a contract.
fn has_check_in(case: &Case<'_>) -> Option<bool> {
    case.contract().map(|contract| contract.check_in.is_some())
}
