//! D02: a handover is called strategic, and the new doer decides nothing.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Authority, Kind};

pub(crate) static RULE: Rule = Rule {
    id: "D02",
    name: "assignment-called-strategic",
    severity: Severity::Warning,
    when: "`handover.kind` is strategic, but the person who took the work decides nothing. The `authority` is tell or \
           sell, or it is consult and `decides` is empty.",
    why: "The labour moved, but the decisions stayed with the leader. The person who took the work notices this and \
          trusts the next handover less.",
    fix: "Raise `authority` to agree or above, or to consult with decisions in `decides`. Otherwise set `kind = \
           \"assignment\"`.",
    source: Source::Handover,
    practices: &[Practice::AssignmentOrStrategic, Practice::AuthorityWithResponsibility],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkind = \"strategic\"\nauthority = \"sell\"",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkind = \"strategic\"\nauthority = \"consult\"\ndecides = [\"what the stand shows\"]",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Some((_, taker))) = (case.contract(), case.parties()) else { return Vec::new() };
    let Some(kind) = contract.kind.as_ref().filter(|kind| kind.value == Kind::Strategic) else { return Vec::new() };
    let (may, help) = match contract.authority.as_ref().map(|authority| authority.value) {
        Some(Authority::Tell) => ("is only told what to do", RAISE),
        Some(Authority::Sell) => ("is only told what to do, with reasons", RAISE),
        Some(Authority::Consult) if contract.decides.is_empty() => ("is asked but decides nothing", DECIDE),
        _ => return Vec::new(),
    };
    let name = site.config.name_of(taker);
    vec![
        Draft::on(rule, case, at, kind.span)
            .people(case.owner())
            .says_of(case, |it| format!("{it} is called strategic, but {name} {may}"))
            .help(help.replace("{taker}", name)),
    ]
}

const RAISE: &str = "raise `authority` to \"agree\" or above, or to \"consult\" and list in `decides` what {taker} \
                     decides alone; or set `kind = \"assignment\"`";
const DECIDE: &str = "list in `decides` what {taker} decides alone, or raise `authority` to \"agree\" or above; or set \
                      `kind = \"assignment\"`";
