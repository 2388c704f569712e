//! X05: a leader is hands-on, and nobody else is named to take it from there.

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
    when: "A leader is hands-on in live work, and [hands_on] has no `successor`, or names the leader.",
    why: "Whoever will take over learns most while the leader is still there. Chosen on the last day, they start from \
          nothing, and the leader stays a little longer.",
    mend: "Name somebody you trust as `successor` on the first day, and let them work beside you.",
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
            Some(_) => format!("{name} is hands-on in {it}, and the successor named is {name} too"),
            None => format!("{name} is hands-on in {it}, and nobody is named to take it from there"),
        });
    vec![match candidate(case, exception.leader, site) {
        Some(Candidate { id, because }) => draft
            .help(format!(
                "name whom you trust with it as `successor` in [hands_on]; it could be {}, who {because}",
                site.config.name_of(id)
            ))
            .paste(renew_in("hands_on", &format!("successor = \"{id}\""))),
        None if is_alone(exception.leader, site) => {
            draft.help("there is nobody else in site.toml to take it over: add whoever could, or hire")
        }
        None => draft.help("name whom you trust with it as `successor` in [hands_on]"),
    }]
}

struct Candidate<'a> {
    id: &'a str,
    because: &'static str,
}

/// Who is at hand to take it: a member or vendor who owns it or helps already, else a member with all its skills.
fn candidate<'a>(case: &Case<'a>, leader: &str, site: &Site<'a>) -> Option<Candidate<'a>> {
    let can_take = |id: &str| id != leader && site.config.role(id).is_some_and(Role::is_helper);
    let owns = case.owner().filter(|owner| can_take(owner)).map(|id| Candidate { id, because: "owns it" });
    let helps = || {
        let mut helpers = case.note.contributors.iter().map(|helper| helper.value.as_str());
        helpers.find(|helper| can_take(helper)).map(|id| Candidate { id, because: "helps with it already" })
    };
    let skills = &case.note.skills;
    let is_able = || {
        let mut members = site.config.people.iter().filter(|(_, person)| person.role == Role::Member);
        let able = members.find(|(_, person)| skills.iter().all(|skill| person.has_skill(skill)));
        able.filter(|_| !skills.is_empty()).map(|(id, _)| Candidate { id, because: "has the skills it takes" })
    };
    owns.or_else(helps).or_else(is_able)
}

/// A system takes steps, but nothing over.
fn is_alone(leader: &str, site: &Site<'_>) -> bool {
    !site.config.people.iter().any(|(id, person)| id != leader && person.role != Role::System)
}
