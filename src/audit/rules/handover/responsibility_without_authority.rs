//! D03: responsibility was given, and nothing says with which authority.

use crate::audit::case::Case;
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Handover, Kind};

pub(crate) static RULE: Rule = Rule {
    id: "D03",
    name: "responsibility-without-authority",
    severity: Severity::Error,
    when: "`handover.kind` says strategic, and no `authority` is written down.",
    why: "Whoever answers for a result has to know how far they may go for it. Where nobody says, they either ask each \
          time, and nothing was handed over, or guess, and are blamed.",
    mend: "Add `authority` to [handover]: at \"agree\" both decide together, at \"advise\" you are heard first, at \
           \"delegate\" they decide and you need not even know.",
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
            .says_of(case, |it| format!("{name} answers for {it}, but no `authority` is written down"))
            .help(format!(
                "add `authority` to [handover]: from \"advise\" on {name} decides, at \"agree\" you both do; \"tell\" or \
                 \"sell\" would make it an assignment"
            )),
    ]
}

fn quality(_: &Site<'_>, case: &Case<'_>) -> Checks {
    declared_strategic(case).map_or(Checks::NONE, |contract| Checks::all([has_authority(contract)]))
}

fn declared_strategic<'a>(case: &Case<'a>) -> Option<&'a Handover> {
    case.contract().filter(|contract| contract.kind.as_ref().is_some_and(|kind| kind.value == Kind::Strategic))
}

fn has_authority(contract: &Handover) -> bool {
    contract.authority.is_some()
}
