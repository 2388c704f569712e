//! A04: somebody may decide, and no limits are written down.

use crate::audit::case::{Case, Delegation};
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Anchor, At, Handover};

pub(crate) static RULE: Rule = Rule {
    id: "A04",
    name: "no-guardrails",
    severity: Severity::Warning,
    when: "Work was handed over with authority advise or above and without limits. Limits are `guardrails`, `kpis`, or \
           an anchor with a target.",
    why: "People who know the limits act without asking. If there are none, the first surprise creates one, and \
          everybody asks again.",
    fix: "Write what must not happen as `guardrails`, or the figures you both watch as `kpis`, or both. Leave open \
           how the work is done within them.",
    source: Source::Autonomy,
    practices: &[Practice::Guardrails],
    bad: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"delegate\"",
    good: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"delegate\"\nguardrails = [\"No course below eight people\"]\nkpis = [\"seats taken\"]",
    quality: Some(quality),
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Delegation::HandedOver { taker, .. }) = (case.autonomous_contract(), case.delegation) else {
        return Vec::new();
    };
    if is_bounded(contract, case.anchor(site.config)) {
        return Vec::new();
    }
    let name = site.config.name_of(taker);
    let target = case
        .anchor(site.config)
        .map_or_else(String::new, |anchor| format!(", or give “{}” a `target` in site.toml", anchor.title.value));
    vec![
        Draft::on(rule, case, at, contract.span)
            .people(case.owner())
            .says_of(case, |it| format!("{name} decides in {it} without written limits"))
            .help(format!(
                "add `guardrails` (what must not happen) or `kpis` (the figures you both watch) to [handover]{target}"
            )),
    ]
}

fn is_bounded(contract: &Handover, anchor: Option<&Anchor>) -> bool {
    !contract.guardrails.is_empty() || !contract.kpis.is_empty() || anchor.is_some_and(Anchor::has_target)
}

fn quality(site: &Site<'_>, case: &Case<'_>) -> Checks {
    let check = |contract: &At<Handover>| Checks::all([is_bounded(contract, case.anchor(site.config))]);
    case.autonomous_contract().map_or(Checks::NONE, check)
}
