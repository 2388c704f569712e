//! A10: somebody may decide, and the note does not say what.

use crate::audit::case::{Case, Delegation};
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Handover;

pub(crate) static RULE: Rule = Rule {
    id: "A10",
    name: "undefined-decision-rights",
    severity: Severity::Warning,
    when: "Work was handed over with authority advise or above, and `decides` is empty.",
    why: "Without a list, both sides guess which decisions are meant. Careful people ask about everything. Bold people \
          learn too late that a decision was not theirs.",
    fix: "List in `decides` what they decide without asking, in a few words each. Talk about everything else.",
    source: Source::Autonomy,
    practices: &[Practice::DecisionRights],
    bad: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"",
    good: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"\ndecides = [\"choice of teachers\", \"course dates\"]",
    quality: Some(quality),
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Delegation::HandedOver { taker, .. }) = (case.autonomous_contract(), case.delegation) else {
        return Vec::new();
    };
    let (Some(authority), false) = (&contract.authority, has_decisions(contract)) else { return Vec::new() };
    let name = site.config.name_of(taker);
    vec![
        Draft::on(rule, case, at, authority.span)
            .people(case.owner())
            .says_of(case, |it| format!("{name} has authority in {it}, but `decides` is empty"))
            .help(format!("add `decides` to [handover]: what {name} decides without asking")),
    ]
}

fn has_decisions(contract: &Handover) -> bool {
    !contract.decides.is_empty()
}

fn quality(_: &Site<'_>, case: &Case<'_>) -> Checks {
    case.autonomous_contract().map_or(Checks::NONE, |contract| Checks::all([has_decisions(contract)]))
}
