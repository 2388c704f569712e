//! D03: a strategic handover has no authority.

use crate::audit::case::Case;
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{At, Handover, Kind};

pub(crate) static RULE: Rule = Rule {
    id: "D03",
    name: "responsibility-without-authority",
    severity: Severity::Error,
    when: "`handover.kind` is strategic, and there is no `authority`.",
    why: "Somebody who answers for a result must know what they may decide. If they do not know, they ask each time, \
          or they guess and risk blame.",
    fix: "Add `authority` to [handover]. At agree you decide together. At advise you give advice and they decide. At \
           delegate they decide without you.",
    source: Source::Handover,
    practices: &[Practice::AuthorityWithResponsibility],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkind = \"strategic\"",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkind = \"strategic\"\nauthority = \"advise\"",
    quality: Some(quality),
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Some((_, taker))) = (declared_strategic(case), case.parties()) else { return Vec::new() };
    if has_authority(contract) {
        return Vec::new();
    }
    let name = site.config.name_of(taker);
    vec![
        Draft::on(rule, case, at, contract.span)
            .people(case.owner())
            .says_of(case, |it| format!("{name} is responsible for {it} without an `authority`"))
            .help(format!(
                "add `authority` to [handover]: from \"advise\" up {name} decides, at \"agree\" both of you; for less, set \
                 `kind = \"assignment\"`"
            )),
    ]
}

fn quality(_: &Site<'_>, case: &Case<'_>) -> Checks {
    declared_strategic(case).map_or(Checks::NONE, |contract| Checks::all([has_authority(contract)]))
}

fn declared_strategic<'a>(case: &Case<'a>) -> Option<&'a At<Handover>> {
    case.contract().filter(|contract| contract.kind.as_ref().is_some_and(|kind| kind.value == Kind::Strategic))
}

fn has_authority(contract: &Handover) -> bool {
    contract.authority.is_some()
}
