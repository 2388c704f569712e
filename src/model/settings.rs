//! The settings of a site: site.toml, and questions about it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};

use super::fields::site::{Anchor, Decision, KeyResult, Person, Settings};
use super::note::Note;
use super::place::{At, Problem, Span};
use super::vocabulary::Role;

/// The settings, and the file they come from.
#[derive(Debug)]
pub(crate) struct Config {
    /// The file's name below the site's root, and its text.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) settings: Settings,
    /// Unknown keys, sorted by place. They become findings.
    pub(crate) problems: Vec<Problem>,
}

/// The tables of site.toml are read as fields of the settings: `config.people`.
impl Deref for Config {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.settings
    }
}

impl DerefMut for Config {
    fn deref_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }
}

impl Person {
    /// The name to show.
    pub(crate) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// Their working hours a week.
    pub(crate) fn capacity(&self) -> Option<f64> {
        self.capacity.as_ref().map(|capacity| capacity.value)
    }

    /// Whether they have a skill. Case is ignored.
    pub(crate) fn has_skill(&self, skill: &str) -> bool {
        self.skills.iter().any(|known| known.eq_ignore_ascii_case(skill))
    }

    /// Whether they would like to learn it.
    pub(crate) fn is_interested_in(&self, skill: &str) -> bool {
        self.interests.iter().any(|known| known.eq_ignore_ascii_case(skill))
    }
}

impl Anchor {
    pub(crate) fn results(&self) -> impl Iterator<Item = &KeyResult> {
        self.key_results.iter().map(|result| &result.value)
    }

    /// Whether it has a target, itself or in a key result.
    pub(crate) fn has_target(&self) -> bool {
        self.target.is_some() || self.results().any(|result| result.target.is_some())
    }
}

impl Decision {
    /// The person who makes it alone; none if there are several.
    pub(crate) fn only_holder(&self) -> Option<&At<String>> {
        self.by.first().filter(|first| self.by.iter().all(|by| by.value == first.value))
    }
}

impl Config {
    /// Removes people and everything about them. Their anchors stay, without the owner. Their decisions are removed,
    /// because they would seem to be made by others. Problems in a removed entry are removed too.
    pub(crate) fn hide(&mut self, is_hidden: impl Fn(&str) -> bool) {
        let people = self.people.extract_if(.., |id, _| is_hidden(id));
        let mut tables: BTreeSet<Span> = people.map(|(_, person)| person.id.span).collect();
        for anchor in self.anchors.values_mut() {
            anchor.owner.take_if(|owner| is_hidden(owner));
        }
        let decisions = self.decisions.extract_if(.., |_, decision| decision.by.iter().any(|by| is_hidden(by)));
        let decisions: BTreeMap<String, Decision> = decisions.collect();
        tables.extend(decisions.values().map(|decision| decision.id.span));
        let is_gone = |subject: &At<String>| is_hidden(subject) || decisions.contains_key(&subject.value);
        let allows = self.audit.allow.extract_if(.., |allow| allow.subject.as_ref().is_some_and(is_gone));
        tables.extend(allows.map(|allow| allow.span));
        self.problems.retain(|problem| !tables.contains(&problem.table));
    }

    /// The anchor a note serves, if there is one of that id.
    pub(crate) fn anchor_of(&self, note: &Note) -> Option<&Anchor> {
        self.anchors.get(&note.anchor.as_ref()?.value)
    }

    pub(crate) fn person(&self, id: &str) -> Option<&Person> {
        self.people.get(id)
    }

    pub(crate) fn role(&self, id: &str) -> Option<Role> {
        self.person(id).map(|person| person.role)
    }

    pub(crate) fn is_leader(&self, id: &str) -> bool {
        self.role(id) == Some(Role::Leader)
    }

    /// The address of a rule's page, if the site has an address.
    pub(crate) fn rule_address(&self, code: &str) -> Option<String> {
        self.site.base_url.as_ref().map(|base| base.join(&format!("rules/{code}.html")))
    }

    /// The name to show. For somebody who is not in `[people]`, the id.
    pub(crate) fn name_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.person(id).map_or(id, Person::name)
    }

    /// The title of a decision of the register; a decision in free words as it is.
    pub(crate) fn decision_title(&self, what: &str) -> String {
        self.decisions.get(what).map_or_else(|| what.to_owned(), |decision| decision.title.clone())
    }

    /// The leaders, sorted by id.
    pub(crate) fn leaders(&self) -> impl Iterator<Item = (&str, &Person)> {
        self.people.iter().filter(|(_, person)| person.role == Role::Leader).map(|(id, person)| (id.as_str(), person))
    }

    /// Whether there is anybody who could take work.
    pub(crate) fn has_helpers(&self) -> bool {
        self.people.values().any(|person| person.role.is_helper())
    }
}
