//! D15: a member gave work to a leader.

use crate::audit::case::Delegation;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "D15",
    name: "handed-up",
    severity: Severity::Info,
    when: "A member's live work was given to a leader. The leader is its `delegate`, or owns it and got it from a \
           member.",
    why: "This ends a handover although nobody decided to end it. Often only a decision or a budget was missing, and \
          the whole task moved with it.",
    fix: "Ask what was missing, provide it, and give the work back. If only a leader can remove an obstacle, add a \
           [roadblock] and leave the work where it was.",
    source: Source::Handover,
    practices: &[Practice::LessOverload],
    bad: "title = \"Terms with the hall\"\nowner = \"milo\"\ndelegate = \"nora\"",
    good: "title = \"Terms with the hall\"\nowner = \"milo\"\n[roadblock]\nwhat = \"The hall wants a signature of the management\"\nby = \"nora\"",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Delegation::HandedUp { giver }, Some(leader)) = (case.delegation, case.leader) else { return Vec::new() };
    let from = case.handover_table().and_then(|handover| handover.from.as_ref());
    let key = case.delegate().or(from).map_or(case.title_span(), |key| key.span);
    let (member, leader) = (site.config.name_of(giver), site.config.name_of(leader));
    let back = match case.delegate() {
        Some(_) => "remove `delegate`".to_owned(),
        None => format!("make {member} the `owner` again"),
    };
    vec![
        Draft::on(rule, case, at, key)
            .people(case.owner())
            .says_of(case, |it| format!("{member} gave {it} to {leader}, a leader"))
            .help(format!("give {member} what was missing, and {back}; if only {leader} can remove an obstacle, also add a [roadblock]")),
    ]
}
