//! N02: a leader approves each asset.

use super::{automated_not_delegated, distribution_decision};
use crate::audit::case::{Case, Part};
use crate::audit::engine::draft::change_in;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Yield};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Config, NOT_SHOWN};

pub(crate) static RULE: Rule = Rule {
    id: "N02",
    name: "asset-approval",
    severity: Severity::Error,
    when: "A leader approves each asset of work that is not direction. If the work is done once, the severity is one \
           step lower.",
    why: "Every asset waits until the leader has time for it. The team learns to ask instead of deciding. The leader \
          makes the same decision again for each asset.",
    fix: "Approve the framework once instead of each asset. Set `approval.of = \"frameworks\"` and name the guide as \
           `framework`. Then look at outcomes.",
    source: Source::NeverList,
    practices: &[Practice::FrameworksNotAssets],
    bad: "title = \"Shop banners\"\nowner = \"milo\"\nwork = \"execution\"\n[approval]\nby = \"nora\"\nof = \"assets\"",
    good: "title = \"Shop banners\"\nowner = \"milo\"\nwork = \"execution\"\nframework = \"https://example.com/banner-guide\"\n[approval]\nby = \"nora\"\nof = \"frameworks\"",
    line: Some("Approve frameworks, not assets"),
    missing_fact: Some(missing_fact),
    yields_to: &[Yield::Always(&distribution_decision::RULE), Yield::Always(&automated_not_delegated::RULE)],
    marks: &[Mark::Reclaimable, Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(approver) = &case.asset_approver else { return Vec::new() };
    if !case.is_live || case.is_hands_on || case.is_direction() {
        return Vec::new();
    }
    let name = site.config.name_of(approver.value);
    let is_declared = approver.is_declared();
    let part = if is_declared { Part::Approving } else { Part::Doing };
    let is_hidden = |name: &str| site.notes.by_id(name).is_none() && site.notes.is_hidden(name);
    let guide = match case.framework() {
        Some(framework) if is_hidden(framework) => format!("approve {NOT_SHOWN} instead"),
        Some(framework) => format!("approve “{}” instead", framework.value),
        None => "write one guide for all assets, name it as `framework`, and approve that".to_owned(),
    };
    let help = if is_declared {
        format!("set `approval.of` to \"frameworks\", and {guide}")
    } else {
        format!("let the people who make the assets decide on them, and {guide}")
    };
    let draft = Draft::on(rule, case, at, approver.span)
        .concerns(approver.value, case, [part])
        .depends_on(Some(approver))
        .says_of(case, |it| format!("{name} approves each asset of {it}"))
        .help(help)
        .advice(|it| format!("Stop approving each asset of {it}; approve one guide for all assets"))
        .paste(if is_declared {
            change_in("approval", "of = \"frameworks\"")
        } else {
            "delegate = \"…\"       # who makes the assets and decides on them\nframework = \"…\"      # the guide they follow".to_owned()
        });
    vec![if case.is_once() { draft.severity(rule.severity.lowered()) } else { draft }]
}

fn missing_fact(case: &Case<'_>, config: &Config) -> Option<&'static str> {
    let approval = case.approval().filter(|approval| approval.of.is_none())?;
    approval.by.as_ref().filter(|by| config.is_leader(by)).map(|_| "approval.of")
}
