//! Load: the hours a week that live notes need of each person, compared with the person's capacity.
//!
//! Takes cases; gives sums for the figures, and the overloaded people for the rules.

use std::collections::BTreeMap;

use super::sum::Sum;
use crate::audit::case::{Case, Part};
use crate::audit::fact::Fact;
use crate::audit::rule::{Draft, Rule};
use crate::audit::site::Site;
use crate::model::{Person, Role};
use crate::text::words::{self, list_some};

/// Whether `excess`, the hours above a capacity, is more than a rounding error. A load equal to the capacity is no
/// overload.
pub(crate) fn is_overload(excess: f64) -> bool {
    const ROUNDING: f64 = 1e-9;
    excess > ROUNDING
}

/// Hours a week of each person who holds a part of a live note.
pub(in crate::audit) fn hours_by_person(site: &Site<'_>) -> BTreeMap<String, Sum> {
    let mut loads: BTreeMap<String, Sum> = BTreeMap::new();
    for (person, at, part) in parts_held_now(site) {
        loads.entry(person.to_owned()).or_default().add(at, site.cases[at].hours_of(part));
    }
    loads
}

/// Known hours a week of one person. Reads only the notes that mention them.
pub(in crate::audit) fn hours_of_person(site: &Site<'_>, person: &str) -> f64 {
    let now = site.live_of(person).map(|(_, case)| case).filter(|case| takes_time_now(case, site));
    now.flat_map(|case| case.holders().map(move |(holder, part)| (case, holder, part)))
        .filter(|(_, holder, part)| *holder == person && *part != Part::Deciding)
        .filter_map(|(case, _, part)| case.hours_of(part))
        .sum()
}

/// Hours a week of live work that was to be done once, by a day that has passed. They are not part of the load.
pub(crate) fn past_due(site: &Site<'_>, person: &str) -> f64 {
    let late = site
        .live_of(person)
        .map(|(_, case)| case)
        .filter(|case| case.is_once() && case.note.due.as_ref().is_some_and(|due| due.value < site.today));
    late.filter(|case| case.doer() == Some(person)).filter_map(Case::hours).sum()
}

/// A person whose load is above their capacity.
pub(in crate::audit) struct Overload<'s> {
    id: &'s str,
    person: &'s Person,
    capacity: f64,
    /// Hours a week, and the number of parts without hours.
    load: Sum,
    /// The notes of the load with their hours, most hours first.
    notes: Vec<(usize, f64)>,
    /// Notes with inferred hours, if there is no overload without them.
    inferred: Vec<usize>,
}

/// The overloads of people whose role `counts`, sorted by id. Systems have none.
pub(in crate::audit) fn overloads<'s>(site: &'s Site<'_>, counts: impl Fn(Role) -> bool) -> Vec<Overload<'s>> {
    let mut held: BTreeMap<&str, Vec<(usize, Part)>> = BTreeMap::new();
    for (person, at, part) in parts_held_now(site) {
        held.entry(person).or_default().push((at, part));
    }
    let overload = |(id, held): (&'s str, Vec<(usize, Part)>)| {
        let person = site.config.person(id).filter(|person| person.role != Role::System && counts(person.role))?;
        Overload::of(site, id, person, &held)
    };
    held.into_iter().filter_map(overload).collect()
}

impl<'s> Overload<'s> {
    fn of(site: &Site<'_>, id: &'s str, person: &'s Person, held: &[(usize, Part)]) -> Option<Self> {
        let capacity = person.capacity()?;
        let mut load = Sum::default();
        let mut by_note: BTreeMap<usize, f64> = BTreeMap::new();
        let mut certain = 0.0;
        for (at, part) in held {
            let case = &site.cases[*at];
            let measured = case.hours_of(*part);
            load.add(*at, measured);
            let hours = measured.unwrap_or_default();
            *by_note.entry(*at).or_default() += hours;
            certain += if *part == Part::Doing && has_inferred_hours(case) { 0.0 } else { hours };
        }
        if !is_overload(load.hours - capacity) {
            return None;
        }
        let mut notes: Vec<(usize, f64)> = by_note.into_iter().filter(|(_, hours)| *hours > 0.0).collect();
        notes.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let is_certain = is_overload(certain - capacity);
        let inferred = notes.iter().map(|(at, _)| *at);
        let inferred = inferred.filter(|at| !is_certain && has_inferred_hours(&site.cases[*at])).collect();
        Some(Self { id, person, capacity, load, notes, inferred })
    }

    /// The hours above capacity: "2.5 h".
    pub(in crate::audit) fn excess(&self) -> String {
        self.hours(self.load.hours - self.capacity)
    }

    /// Hours in words. They have two decimals if one decimal would hide the difference to the capacity.
    fn hours(&self, hours: f64) -> String {
        if self.load.hours - self.capacity > 0.1 {
            return words::hours(hours);
        }
        let text = format!("{hours:.2}");
        format!("{} h", text.trim_end_matches('0').trim_end_matches('.'))
    }

    pub(in crate::audit) fn name(&self) -> &'s str {
        self.person.name()
    }

    /// The draft without its help.
    pub(in crate::audit) fn draft(&self, rule: &'static Rule, site: &Site<'_>) -> Draft {
        const NAMED: usize = 4;
        let named: Vec<String> = self
            .notes
            .iter()
            .map(|(at, hours)| format!("“{}” ({})", site.cases[*at].note.title.value, self.hours(*hours)))
            .collect();
        let unknown = match self.load.unmeasured {
            0 => "",
            _ => " (notes without hours not counted)",
        };
        let span = self.person.capacity.as_ref().map_or(self.person.id.span, |capacity| capacity.span);
        let draft = Draft::on_entry(rule, site, self.id, span)
            .people([self.id])
            .says(format!(
                "{} has {} of work a week and a capacity of {}{unknown}: {}",
                self.person.name(),
                self.hours(self.load.hours),
                self.hours(self.capacity),
                list_some(&named, NAMED)
            ))
            .notes(self.notes.iter().map(|(at, _)| *at).collect());
        self.inferred.iter().fold(draft, |draft, at| draft.depends_on(site.cases[*at].cadence.as_ref()))
    }
}

/// Each person, note and part of the live work that takes time now. Deciding is left out, because notes have no hours for
/// it.
fn parts_held_now<'s>(site: &'s Site<'_>) -> impl Iterator<Item = (&'s str, usize, Part)> {
    let live = site.cases.iter().enumerate().filter(|(_, case)| case.is_live && takes_time_now(case, site));
    live.flat_map(|(at, case)| case.holders().map(move |(person, part)| (person, at, part)))
        .filter(|(.., part)| *part != Part::Deciding)
}

/// Work that is done once takes time from its start to its due day.
fn takes_time_now(case: &Case<'_>, site: &Site<'_>) -> bool {
    let has_started = case.note.started.as_ref().is_none_or(|started| started.value <= site.today);
    let is_over = case.note.due.as_ref().is_some_and(|due| due.value < site.today);
    !case.is_once() || (has_started && !is_over)
}

/// Whether its hours are computed from `each` and an inferred cadence.
fn has_inferred_hours(case: &Case<'_>) -> bool {
    case.note.hours.is_none() && case.cadence.as_ref().is_some_and(Fact::is_inferred)
}
