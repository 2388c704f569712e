//! D13: a strategic handover does not say what is learnt.

use crate::audit::case::Case;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Person;

pub(crate) static RULE: Rule = Rule {
    id: "D13",
    name: "no-growth",
    severity: Severity::Info,
    when: "A strategic handover has no `grows`. So the note does not say what the person who took the work learns.",
    why: "A strategic handover has two gains: free hours, and somebody who can do more than before. If no skill is \
          named, nobody supports the second gain.",
    fix: "Ask them what they want to learn, and write it as `grows`.",
    source: Source::Handover,
    practices: &[Practice::GrowSomebody],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"\ngrows = [\"keeping a budget\"]",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Some((_, taker))) = (case.strategic_contract(), case.parties()) else { return Vec::new() };
    if !contract.grows.is_empty() {
        return Vec::new();
    }
    let name = site.config.name_of(taker);
    let help = match site.config.person(taker).and_then(|person| to_learn(case, person)) {
        Some(skill) => {
            format!("ask {name} what they want to learn, and add it to [handover], for example `grows = [\"{skill}\"]`")
        }
        None => format!("ask {name} what they want to learn, and add it to [handover] as `grows`"),
    };
    vec![
        Draft::on(rule, case, at, contract.span)
            .people(case.owner())
            .says_of(case, |it| format!("{it} does not say what {name} learns from it"))
            .help(help),
    ]
}

/// A skill of the work that the taker wants to learn, or else does not have.
fn to_learn<'a>(case: &Case<'a>, taker: &Person) -> Option<&'a str> {
    let skills = || case.skills().iter().map(|skill| skill.value.as_str());
    let is_new = |skill: &&str| !taker.skills.is_empty() && !taker.has_skill(skill);
    skills().find(|skill| taker.is_interested_in(skill)).or_else(|| skills().find(is_new))
}
