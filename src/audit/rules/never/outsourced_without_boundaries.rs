//! N10: a vendor is accountable, or has work without written limits.

use crate::audit::case::Delegation;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Yield};
use crate::audit::rules::handover::no_contract;
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Role, Work};

pub(crate) static RULE: Rule = Rule {
    id: "N10",
    name: "outsourced-without-boundaries",
    severity: Severity::Warning,
    when: "The owner is a vendor, or a vendor took over judgment or direction without written limits. Written limits \
           are `authority`, `decides` and `guardrails`.",
    why: "Outsourcing moves labour, not responsibility. A vendor without limits asks about everything, or makes \
          decisions that belong to the team.",
    fix: "Make somebody from the team the `owner` and the vendor the `delegate`. Write down what the vendor decides \
           and within which limits.",
    source: Source::NeverList,
    practices: &[Practice::BoundaryOfResponsibility],
    bad: "title = \"Product films\"\nowner = \"studio\"",
    good: "title = \"Product films\"\nowner = \"milo\"\ndelegate = \"studio\"\n[handover]\nauthority = \"agree\"\ndecides = [\"camera and light\"]\nguardrails = [\"two days of shooting\"]",
    yields_to: &[Yield::OnNote(&no_contract::RULE)],
    marks: &[Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    if !case.is_live {
        return Vec::new();
    }
    let is_vendor = |id: &str| site.config.role(id) == Some(Role::Vendor);
    if let Some(owner) = case.declared_owner().filter(|owner| is_vendor(owner)) {
        let name = site.config.name_of(owner);
        return vec![
            Draft::on(rule, case, at, owner.span)
                .people([owner.value.as_str()])
                .says_of(case, |it| format!("the owner of {it} is {name}, a vendor"))
                .help(match case.delegate() {
                    Some(_) => "make somebody from the team the `owner`".to_owned(),
                    None => format!("make somebody from the team the `owner` and \"{}\" the `delegate`", owner.value),
                }),
        ];
    }
    let (Delegation::HandedOver { taker, .. }, Some(handover), Some(work)) =
        (case.delegation, case.contract(), &case.work)
    else {
        return Vec::new();
    };
    let is_unbounded = handover.authority.is_none() && handover.decides.is_empty() && handover.guardrails.is_empty();
    if !is_vendor(taker) || work.value == Work::Execution || !is_unbounded {
        return Vec::new();
    }
    let name = site.config.name_of(taker);
    vec![
        Draft::on(rule, case, at, handover.span)
            .people([taker])
            .says_of(case, |it| format!("{name}, a vendor, took over {} in {it} without written limits", work.value))
            .help("add `authority`, `decides` and `guardrails` to [handover]: what the vendor decides, and within which limits"),
    ]
}
