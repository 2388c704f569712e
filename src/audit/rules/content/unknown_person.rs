//! C05: a person is not in `[people]`.

use std::collections::BTreeMap;

use crate::audit::rule::{Check, Draft, Mark, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::is_id;
use crate::model::{At, Location};
use crate::text::suggest::did_you_mean;
use crate::text::words::count;

pub(crate) static RULE: Rule = Rule {
    id: "C05",
    name: "unknown-person",
    severity: Severity::Warning,
    when: "A note or site.toml names somebody who is not in [people]. There is one finding for each id, at its first \
           place. If [people] is empty, the rule reports nothing.",
    why: "An unknown person has no role. Rules about leaders and members skip them.",
    fix: "Correct the id, or add [people.ID] with a role to site.toml.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"mlio\"",
    good: "title = \"Shop banners\"\nowner = \"milo\"",
    marks: &[Mark::OnFirstNote],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let config = site.config;
    if config.people.is_empty() {
        return Vec::new();
    }
    let mut unknown: BTreeMap<String, (Draft, usize)> = BTreeMap::new();
    let mut check_known = |person: &str, draft: &dyn Fn() -> Draft| {
        if config.person(person).is_none() {
            let first = unknown.entry(person.to_owned());
            first.and_modify(|(_, more)| *more += 1).or_insert_with(|| (draft(), 0));
        }
    };
    for (at, case) in site.cases.iter().enumerate() {
        for person in case.note.people() {
            check_known(&person.value, &|| Draft::on(rule, case, at, person.span));
        }
    }
    for person in named_in_config(site) {
        let location = Location::new(&config.path, &config.text, person.span);
        check_known(&person.value, &|| Draft::new(rule, Subject::Config, Some(location.clone())));
    }
    unknown
        .into_iter()
        .map(|(person, (draft, more))| {
            let elsewhere = if more == 0 {
                String::new()
            } else {
                format!(", here and in {}", count(more, "more place", "more places"))
            };
            let called = config.people.values().find(|known| known.name().eq_ignore_ascii_case(&person));
            let near = match called {
                Some(known) => format!("did you mean `{}`?", known.id.value),
                None => did_you_mean(&person, config.people.keys().map(String::as_str)),
            };
            let near = if near.is_empty() { String::new() } else { format!("{near} Otherwise ") };
            draft.people([person.as_str()]).says(format!("“{person}” is not in [people]{elsewhere}")).help(format!(
                "{near}add [people.{}] with a name and a role to site.toml",
                if is_id(&person) { &person } else { "ID" }
            ))
        })
        .collect()
}

fn named_in_config<'s>(site: &'s Site<'_>) -> impl Iterator<Item = &'s At<String>> {
    let anchors = site.config.anchors.values().filter_map(|anchor| anchor.owner.as_ref());
    anchors.chain(site.config.decisions.values().flat_map(|decision| &decision.by))
}
