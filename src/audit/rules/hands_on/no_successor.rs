//! X05: a leader is hands-on without a successor.

use crate::audit::case::Case;
use crate::audit::engine::draft::renew_in;
use crate::audit::exception::Exception;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Role;

pub(crate) static RULE: Rule = Rule {
    id: "X05",
    name: "no-successor",
    severity: Severity::Warning,
    when: "A leader is hands-on in live work, and [hands_on] names no `successor`, or names the leader.",
    why: "A successor learns most while the leader is still there. A successor chosen on the last day starts from \
          nothing, and the leader has to stay.",
    fix: "Name somebody you trust as `successor` on the first day, and let them work with you.",
    source: Source::HandsOn,
    practices: &[Practice::TrustedSuccessor],
    bad: "title = \"The opening night\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"high-stakes\"]\nuntil = 2026-12-12",
    good: "title = \"The opening night\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"high-stakes\"]\nuntil = 2026-12-12\nsuccessor = \"milo\"",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(exception) = Exception::of(case).filter(|exception| exception.successor().is_none()) else {
        return Vec::new();
    };
    let name = site.config.name_of(exception.leader);
    let named = exception.table.successor.as_ref();
    let draft = Draft::on(rule, case, at, named.map_or(exception.table.span, |named| named.span))
        .people(case.owner_or_doer())
        .says_of(case, |it| match named {
            Some(_) => format!("{name} is hands-on in {it} and is also its `successor`"),
            None => format!("{name} is hands-on in {it} without a `successor`"),
        });
    vec![match candidate(case, exception.leader, site) {
        Some(Candidate { id, because }) => draft
            .help(format!(
                "name somebody you trust as `successor` in [hands_on], for example {}, who {because}",
                site.config.name_of(id)
            ))
            .paste(renew_in("hands_on", &format!("successor = \"{id}\""))),
        None if is_alone(exception.leader, site) => {
            draft.help("nobody else in site.toml could take over: add somebody, or hire")
        }
        None => draft.help("name somebody you trust as `successor` in [hands_on]"),
    }]
}

struct Candidate<'a> {
    id: &'a str,
    because: &'static str,
}

/// Somebody who could take over: a member or vendor who owns it or helps, or else a member with all its skills.
fn candidate<'a>(case: &Case<'a>, leader: &str, site: &Site<'a>) -> Option<Candidate<'a>> {
    let can_take = |id: &str| id != leader && site.config.role(id).is_some_and(Role::is_helper);
    let owns = case.owner().filter(|owner| can_take(owner)).map(|id| Candidate { id, because: "owns it" });
    let helps = || {
        let mut helpers = case.contributors().iter().map(|helper| helper.value.as_str());
        helpers.find(|helper| can_take(helper)).map(|id| Candidate { id, because: "already helps with it" })
    };
    let skills = case.skills();
    let is_able = || {
        let mut members = site.config.people.iter().filter(|(_, person)| person.role == Role::Member);
        let able = members.find(|(_, person)| skills.iter().all(|skill| person.has_skill(skill)));
        able.filter(|_| !skills.is_empty()).map(|(id, _)| Candidate { id, because: "has the skills for it" })
    };
    owns.or_else(helps).or_else(is_able)
}

/// Whether site.toml has nobody else. A system cannot be a successor.
fn is_alone(leader: &str, site: &Site<'_>) -> bool {
    !site.config.people.iter().any(|(id, person)| id != leader && person.role != Role::System)
}
