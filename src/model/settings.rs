//! The settings of a site, as site.toml gives them.
//!
//! `input` reads them. Unknown keys do not end the run: they are kept as problems and become findings.

mod base_url;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Allow, At, Authority, Cadence, Impact, Level, Note, Problem, Role, Span};

pub(crate) use base_url::{BaseUrl, may_hold_password};

/// Everything site.toml says.
#[derive(Debug)]
pub(crate) struct Config {
    /// The file's name below the site's root, and its text.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) title: String,
    pub(crate) base_url: Option<BaseUrl>,
    pub(crate) language: String,
    pub(crate) description: Option<String>,
    pub(crate) content: String,
    pub(crate) out: String,
    pub(crate) people: BTreeMap<String, Person>,
    pub(crate) north_star: Option<NorthStar>,
    pub(crate) anchors: BTreeMap<String, Anchor>,
    pub(crate) decisions: BTreeMap<String, Decision>,
    pub(crate) never: BTreeMap<String, NeverLine>,
    pub(crate) audit: AuditSettings,
    pub(crate) extra: serde_json::Value,
    /// Unknown keys, sorted by place.
    pub(crate) problems: Vec<Problem>,
}

/// Someone notes can name.
#[derive(Debug)]
pub(crate) struct Person {
    /// The id, where the file gives it.
    pub(crate) id: At<String>,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) title: Option<String>,
    pub(crate) level: Option<Level>,
    /// Hours a week.
    pub(crate) capacity: Option<f64>,
    /// Where it says so.
    pub(crate) capacity_span: Option<Span>,
    pub(crate) skills: Vec<String>,
    pub(crate) interests: Vec<String>,
    /// Keys that are not known.
    pub(crate) unknown: Vec<Span>,
}

/// The one direction everything points to.
#[derive(Debug)]
pub(crate) struct NorthStar {
    pub(crate) title: String,
    pub(crate) why: Option<String>,
}

/// A strategic anchor: a number and a date, the path left open.
#[derive(Debug)]
pub(crate) struct Anchor {
    /// The id, where the file gives it.
    pub(crate) id: At<String>,
    pub(crate) title: At<String>,
    pub(crate) owner: Option<At<String>>,
    pub(crate) objective: Option<At<String>>,
    pub(crate) due: Option<At<Date>>,
    pub(crate) metric: Option<At<String>>,
    pub(crate) target: Option<At<f64>>,
    pub(crate) key_results: Vec<KeyResult>,
}

/// A measured step towards an objective.
#[derive(Debug)]
pub(crate) struct KeyResult {
    pub(crate) metric: Option<At<String>>,
    pub(crate) baseline: Option<At<f64>>,
    pub(crate) target: Option<At<f64>>,
    pub(crate) current: Option<At<f64>>,
    pub(crate) as_of: Option<At<Date>>,
}

/// Who decides what.
#[derive(Debug)]
pub(crate) struct Decision {
    /// The id, where the file gives it.
    pub(crate) id: At<String>,
    pub(crate) title: String,
    pub(crate) frequency: Option<At<Cadence>>,
    pub(crate) impact: Option<At<Impact>>,
    pub(crate) by: Vec<At<String>>,
    pub(crate) authority: Option<At<Authority>>,
    pub(crate) limits: Option<String>,
    /// Keys that are not known.
    pub(crate) unknown: Vec<Span>,
}

/// A line of the never list: one built in that is extended, or one of your own.
#[derive(Debug)]
pub(crate) struct NeverLine {
    pub(crate) id: At<String>,
    pub(crate) title: Option<String>,
    pub(crate) instead: Option<String>,
    pub(crate) phrases: Vec<At<String>>,
}

/// `[audit]`.
#[derive(Debug)]
pub(crate) struct AuditSettings {
    pub(crate) max_leader_dependence: f64,
    pub(crate) max_exception_share: f64,
    pub(crate) stale_after_days: i64,
    pub(crate) today: Option<Date>,
    /// Severity words by rule id or name, as written; the audit knows the rules.
    pub(crate) severity: Vec<(At<String>, String)>,
    pub(crate) allows: Vec<SubjectAllow>,
}

/// `[[audit.allow]]`: a finding about a person, anchor, decision or the whole site accepted.
#[derive(Debug)]
pub(crate) struct SubjectAllow {
    pub(crate) allow: Allow,
    /// Absent: the site as a whole.
    pub(crate) subject: Option<At<String>>,
    /// Keys that are not known.
    pub(crate) unknown: Vec<Span>,
}

impl Person {
    /// Whether they have a skill, however it is capitalised.
    pub(crate) fn has_skill(&self, skill: &str) -> bool {
        self.skills.iter().any(|known| known.eq_ignore_ascii_case(skill))
    }

    /// Whether they would like to learn it.
    pub(crate) fn is_interested_in(&self, skill: &str) -> bool {
        self.interests.iter().any(|known| known.eq_ignore_ascii_case(skill))
    }
}

impl Anchor {
    /// Whether it says how far is far enough: itself, or in a key result.
    pub(crate) fn has_target(&self) -> bool {
        self.target.is_some() || self.key_results.iter().any(|result| result.target.is_some())
    }
}

impl Decision {
    /// Who makes it, where one person does so alone.
    pub(crate) fn only_holder(&self) -> Option<&At<String>> {
        self.by.first().filter(|first| self.by.iter().all(|by| by.value == first.value))
    }
}

impl Config {
    /// Leaves people out, with all that says something about them: what they answer for stays, but not that they do; a
    /// decision they have a part in goes, for without them it would seem to be made by others. What is wrong with an
    /// entry goes with it.
    pub(crate) fn hide(&mut self, is_hidden: impl Fn(&str) -> bool) {
        let people = self.people.extract_if(.., |id, _| is_hidden(id));
        let mut unknown: Vec<Span> = people.flat_map(|(_, person)| person.unknown).collect();
        for anchor in self.anchors.values_mut() {
            anchor.owner.take_if(|owner| is_hidden(owner));
        }
        let decisions = self.decisions.extract_if(.., |_, decision| decision.by.iter().any(|by| is_hidden(by)));
        let mut gone = BTreeSet::new();
        for (id, decision) in decisions {
            gone.insert(id);
            unknown.extend(decision.unknown);
        }
        let is_gone = |subject: &At<String>| is_hidden(subject) || gone.contains(&subject.value);
        let allows = self.audit.allows.extract_if(.., |allow| allow.subject.as_ref().is_some_and(is_gone));
        unknown.extend(allows.flat_map(|allow| allow.unknown));
        self.problems.retain(|problem| !unknown.contains(&problem.location.span));
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

    /// The address of a rule's page, where the site has one.
    pub(crate) fn rule_address(&self, code: &str) -> Option<String> {
        self.base_url.as_ref().map(|base| base.join(&format!("rules/{code}.html")))
    }

    /// How people call them; those not in `[people]` go by their id.
    pub(crate) fn name_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.person(id).map_or(id, |person| &person.name)
    }

    /// The leaders, sorted by id.
    pub(crate) fn leaders(&self) -> impl Iterator<Item = (&str, &Person)> {
        self.people.iter().filter(|(_, person)| person.role == Role::Leader).map(|(id, person)| (id.as_str(), person))
    }

    /// Whether there is anybody to hand work to.
    pub(crate) fn has_helpers(&self) -> bool {
        self.people.values().any(|person| person.role.is_helper())
    }
}
