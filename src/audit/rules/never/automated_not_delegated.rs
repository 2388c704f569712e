//! N07: a system does the steps, and a leader still makes the decisions.

use std::collections::BTreeMap;

use crate::audit::case::{Case, Part};
use crate::audit::engine::draft::change_in;
use crate::audit::fact::Fact;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Config, Role};

pub(crate) static RULE: Rule = Rule {
    id: "N07",
    name: "automated-not-delegated",
    severity: Severity::Error,
    when: "A system does the steps, and a leader still makes its decisions or approves each asset. The rule covers \
           work every two weeks or more often, and work without a cadence.",
    why: "Automation removes steps. Delegation removes decisions. With automation alone the volume grows, and every \
          decision still goes to the leader.",
    fix: "Name somebody else in `automation.decisions_by`, or write down the rule that the system follows. Then check \
           the results from time to time.",
    source: Source::NeverList,
    practices: &[Practice::DelegateWhatIsAutomated],
    bad: "title = \"Evergreen posts\"\nowner = \"milo\"\ncadence = \"daily\"\n[automation]\nsystem = \"robot\"\ndecisions_by = \"nora\"",
    good: "title = \"Evergreen posts\"\nowner = \"milo\"\ncadence = \"daily\"\n[automation]\nsystem = \"robot\"\ndecisions_by = \"milo\"",
    line: Some("Automation without delegation"),
    missing_fact: Some(missing_fact),
    marks: &[Mark::Reclaimable, Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(automation) = case.automation() else { return Vec::new() };
    let is_frequent = case.cadence.as_ref().is_none_or(|cadence| cadence.value.is_frequent());
    if !case.is_live || !is_frequent {
        return Vec::new();
    }
    let mut concerned: BTreeMap<&str, Vec<Part>> = BTreeMap::new();
    if let Some(decider) = &case.decider {
        concerned.entry(decider.value).or_default().push(Part::Deciding);
    }
    if let Some(approver) = &case.asset_approver {
        // An inferred approval is the doer's, and part of doing.
        let part = if approver.is_declared() { Part::Approving } else { Part::Doing };
        concerned.entry(approver.value).or_default().push(part);
    }
    let system =
        automation.system.as_ref().filter(|system| site.config.role(system).is_none_or(|role| role == Role::System));
    let system = system.map_or("a system", |system| site.config.name_of(&system.value));
    let is_helper = |id: &&str| site.config.role(id).is_some_and(Role::is_helper);
    let helper = case.doer().into_iter().chain(case.owner()).find(is_helper);
    concerned
        .into_iter()
        .map(|(leader, parts)| {
            let name = site.config.name_of(leader);
            let (span, deed, key) = if parts.contains(&Part::Deciding) {
                (case.decider.as_ref().map(|fact| fact.span), "makes its decisions", "decisions_by")
            } else {
                (case.asset_approver.as_ref().map(|fact| fact.span), "approves each asset", "approval")
            };
            let approval = case.asset_approver.as_ref().filter(|_| key == "approval");
            let draft = Draft::on(rule, case, at, span.unwrap_or(automation.span))
                .concerns(leader, case, parts)
                .depends_on(approval)
                .says_of(case, |it| format!("{system} does the steps of {it}, but {name} still {deed}"))
                .help(match key {
                    "decisions_by" => {
                        "name somebody else in `automation.decisions_by`, and give them the rule that the system follows"
                    }
                    _ => "approve the rule that the system follows instead of each asset: set `approval.of = \"frameworks\"`",
                })
                .advice(|it| format!("Write down a rule for {it}, and hand over its other decisions"));
            match (key, helper) {
                ("decisions_by", Some(owner)) => {
                    draft.paste(change_in("automation", &format!("decisions_by = \"{owner}\"")))
                }
                ("approval", _) if approval.is_none_or(Fact::is_declared) => {
                    draft.paste(change_in("approval", "of = \"frameworks\""))
                }
                _ => draft,
            }
        })
        .collect()
}

fn missing_fact(case: &Case<'_>, _: &Config) -> Option<&'static str> {
    let automation = case.automation()?;
    automation.decisions_by.is_none().then_some("automation.decisions_by")
}
