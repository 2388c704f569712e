//! A04: somebody may decide, and nothing says inside which limits.

use crate::audit::case::{Case, Delegation};
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Anchor, Handover};

pub(crate) static RULE: Rule = Rule {
    id: "A04",
    name: "no-guardrails",
    severity: Severity::Warning,
    when: "Work was handed over with authority advise or above, and it has no `guardrails`, no `kpis` and no anchor with a \
           target.",
    why: "A limit everybody knows lets people move without asking. Where there is none, the first surprise draws one \
          afterwards, and from then on everybody asks again.",
    mend: "Write down what must not happen as `guardrails`, the figures both of you watch as `kpis`, or both. How the work \
           is done inside them stays open.",
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
    if is_bounded(contract, site.config.anchor_of(case.note)) {
        return Vec::new();
    }
    let name = site.config.name_of(taker);
    let target = site
        .config
        .anchor_of(case.note)
        .map_or_else(String::new, |anchor| format!(", or give “{}” a `target` in site.toml", anchor.title.value));
    vec![
        Draft::on(rule, case, at, contract.span)
            .people(case.owner())
            .says_of(case, |it| format!("{name} decides in {it}, and nothing says inside which limits"))
            .help(format!(
                "add `guardrails` (what must not happen) or `kpis` (the figures you both watch) to [handover]{target}"
            )),
    ]
}

fn is_bounded(contract: &Handover, anchor: Option<&Anchor>) -> bool {
    !contract.guardrails.is_empty() || !contract.kpis.is_empty() || anchor.is_some_and(Anchor::has_target)
}

fn quality(site: &Site<'_>, case: &Case<'_>) -> Checks {
    let check = |contract| Checks::all([is_bounded(contract, site.config.anchor_of(case.note))]);
    case.autonomous_contract().map_or(Checks::NONE, check)
}
