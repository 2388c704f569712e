//! X08: the levels of the doer and the partner are far apart.

use crate::audit::case::Case;
use crate::audit::exception::delegate_help;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Config, Level, Role};

pub(crate) static RULE: Rule = Rule {
    id: "X08",
    name: "seniority-mismatch",
    severity: Severity::Info,
    when: "In live work with a partner, the doer is two or more levels above or below the partner. Both levels must be \
           known.",
    why: "Somebody far below the partner is not heard. Somebody far above makes a small matter look big. People at the \
          same level can agree directly.",
    fix: "Let somebody at about the partner's level do the work, or at least open the conversation.",
    source: Source::HandsOn,
    practices: &[Practice::MatchSeniority],
    bad: "title = \"Seeds for the garden schools\"\nowner = \"nora\"\n[partner]\nname = \"Garden schools\"\nlevel = \"manager\"",
    good: "title = \"Seeds for the garden schools\"\nowner = \"nora\"\ndelegate = \"milo\"\n[partner]\nname = \"Garden schools\"\nlevel = \"manager\"",
    check: Check::Note(check),
    ..Rule::BLANK
};

const MIN_DISTANCE: i8 = 2;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(doer), Some(partner)) = (case.doer().filter(|_| case.is_live), case.partner()) else {
        return Vec::new();
    };
    let ours = site.config.person(doer).and_then(|person| person.level);
    let (Some(ours), Some(theirs)) = (ours, &partner.level) else { return Vec::new() };
    let apart = distance(ours, theirs.value);
    if apart < MIN_DISTANCE {
        return Vec::new();
    }
    let name = site.config.name_of(doer);
    let them = partner.name.as_ref().map_or("the partner", |name| name.value.as_str());
    let near = somebody_near(case, doer, theirs.value, site.config).map_or_else(
        || "let somebody at about their level do it".to_owned(),
        |near| advice(case, &near, name, site.config),
    );
    vec![
        Draft::on(rule, case, at, theirs.span)
            .people(case.owner_or_doer())
            .says_of(case, |it| {
                format!("{name} ({ours}) meets {them} ({}) in {it}: {apart} levels apart", theirs.value)
            })
            .help(format!("{near}; if that is not the partner's level, correct `level` in [partner]")),
    ]
}

fn distance(one: Level, other: Level) -> i8 {
    (one as i8 - other as i8).abs()
}

/// Somebody at about the partner's level.
struct Near<'c> {
    id: &'c str,
    level: Level,
    role: Role,
}

/// The nearest level comes first, then a part in the work, then members before leaders. If the doer is above the
/// partner, members come before leaders at any level.
fn somebody_near<'c>(case: &Case<'_>, doer: &str, theirs: Level, config: &'c Config) -> Option<Near<'c>> {
    let has_part = |id: &str| case.owner() == Some(id) || case.contributors().iter().any(|helper| **helper == id);
    let is_below = config.person(doer).and_then(|person| person.level).is_some_and(|ours| ours < theirs);
    let people = config.people.iter().filter(|(id, _)| *id != doer);
    people
        .filter(|(_, person)| matches!(person.role, Role::Member | Role::Leader))
        .filter_map(|(id, person)| Some(Near { id, level: person.level?, role: person.role }))
        .filter(|near| distance(near.level, theirs) < MIN_DISTANCE)
        .min_by_key(|near| {
            let leads = near.role == Role::Leader;
            (leads && !is_below, distance(near.level, theirs), !has_part(near.id), leads, near.id)
        })
}

/// The help that names somebody. A leader takes over only for a time.
fn advice(case: &Case<'_>, near: &Near<'_>, doer: &str, config: &Config) -> String {
    let delegate = delegate_help(case, near.id);
    let hands_on = if near.role == Role::Leader && !case.doer().is_some_and(|doer| config.is_leader(doer)) {
        format!(", with a [hands_on] for seniority-match that has {doer} as `successor`")
    } else {
        String::new()
    };
    format!("{} ({}) could do it: {delegate}{hands_on}", config.name_of(near.id), near.level)
}
