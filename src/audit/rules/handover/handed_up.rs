//! D15: work went from a member up to a leader.

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
    when: "A member's live work was given to a leader: a leader is its `delegate`, or owns it and has it from a member.",
    why: "Work that climbs back up is how a handover ends without anybody ending it. Mostly one thing was missing, a \
          decision or a budget, and the whole task went along with it.",
    mend: "Ask what was missing, give that, and give the work back. If only a leader can clear the way, write a \
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
    let note = case.note;
    let (Delegation::HandedUp { giver }, Some(leader)) = (case.delegation, case.leader) else { return Vec::new() };
    let from = note.handover.as_ref().and_then(|handover| handover.from.as_ref());
    let key = note.delegate.as_ref().or(from).map_or(note.title.span, |key| key.span);
    let (member, leader) = (site.config.name_of(giver), site.config.name_of(leader));
    let back = match &note.delegate {
        Some(_) => "take `delegate` out again".to_owned(),
        None => format!("make {member} the `owner` again"),
    };
    vec![
        Draft::on(rule, case, at, key)
            .people(case.owner())
            .says_of(case, |it| format!("{it} went up: {member} gave it to {leader}, who leads"))
            .help(format!("give {member} what was missing, and {back}; if only {leader} can clear the way, write a [roadblock] with them as `by` instead")),
    ]
}
