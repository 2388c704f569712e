//! D02: a handover is called strategic, and the taker decides nothing.

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
    when: "`handover.kind` says strategic, and `authority` is tell or sell, or consult with nothing in `decides`.",
    why: "Labour moved and the decisions stayed. Whoever took it hears that it is theirs, finds that it is not, and \
          believes the next handover less.",
    mend: "Give authority along: consult with decisions of their own in `decides`, or agree and above. Or call it an \
           assignment, which is nothing to be ashamed of.",
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
        Some(Authority::Consult) if contract.decides.is_empty() => ("is asked, and decides nothing", DECIDE),
        _ => return Vec::new(),
    };
    let name = site.config.name_of(taker);
    vec![
        Draft::on(rule, case, at, kind.span)
            .people(case.owner())
            .says_of(case, |it| format!("{it} is called strategic, yet {name} {may}"))
            .help(help.replace("{taker}", name)),
    ]
}

const RAISE: &str = "raise `authority` to \"agree\" or above, or to \"consult\" with what {taker} decides alone in \
                     `decides`; or set `kind = \"assignment\"`";
const DECIDE: &str = "name what {taker} decides alone in `decides`, or raise `authority` to \"agree\" or above; or set \
                      `kind = \"assignment\"`";
