//! Everybody on one page: who holds how much, and who could let go of something.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Book, Links, Page, Ref, View};
use crate::audit::is_too_much;
use crate::notes::{Role, Word as _};
use crate::report::{Counts, Report};
use crate::words::{count, decimal, hours, hours_of};

/// The view of `owners/index.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct OwnersView {
    lede: String,
    /// Leaders, members, vendors, systems, and those not in site.toml; none of them empty.
    groups: Vec<Group>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Group {
    title: &'static str,
    /// Whether anybody of them could let go of something.
    can_let_go: bool,
    people: Vec<PersonRow>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct PersonRow {
    person: Ref,
    title: Option<String>,
    /// Live notes they are accountable for, and live notes they do.
    owns: usize,
    does: usize,
    /// "34.4 of 32 h", or what is known of it.
    load: String,
    /// The hours in it, to sort by; none where nobody has measured them.
    load_hours: Option<String>,
    is_overloaded: bool,
    /// "28.4 h", or none where there is nothing to let go of.
    let_go: Option<String>,
    /// The hours in it, to sort by.
    let_go_hours: Option<String>,
    findings: usize,
}

impl View for OwnersView {
    const TEMPLATE: &'static str = "owners.html";

    fn title(&self) -> String {
        "People".to_owned()
    }
}

pub(crate) fn owners(book: &Book<'_>) -> OwnersView {
    let report = book.report;
    let links = book.links(&Page::Owners);
    let groups: Vec<Group> = [
        ("Leaders", Some(Role::Leader)),
        ("Team", Some(Role::Member)),
        ("Vendors", Some(Role::Vendor)),
        ("Systems", Some(Role::System)),
        ("Named in notes, not in site.toml", None),
    ]
    .into_iter()
    .map(|(title, role)| {
        let ids = book.owners.keys().filter(|id| report.config().role(id) == role);
        let people: Vec<PersonRow> = ids.map(|id| row(report, &links, id)).collect();
        Group { title, can_let_go: people.iter().any(|row| row.let_go.is_some()), people }
    })
    .filter(|group| !group.people.is_empty())
    .collect();
    let people: usize = groups.iter().map(|group| group.people.len()).sum();
    OwnersView { lede: format!("{}, each with a page of their own.", count(people, "person", "people")), groups }
}

fn row(report: &Report<'_>, links: &Links<'_>, id: &str) -> PersonRow {
    let live = || report.notes().mentioning(id).filter(|(_, note)| note.status.is_live());
    let person = report.config().person(id);
    let figures = &report.audit.figures;
    let reclaimable = figures.leader(id).map(|leader| &leader.reclaimable).filter(|sum| !sum.is_empty());
    let load = figures.loads.get(id).map_or(0.0, |sum| sum.hours);
    let capacity = person.and_then(|person| person.capacity);
    PersonRow {
        person: links.person(id),
        title: person.and_then(|person| person.title.clone()),
        owns: live().filter(|(at, _)| report.case(*at).owner() == Some(id)).count(),
        does: live().filter(|(at, _)| report.case(*at).doer() == Some(id)).count(),
        load: load_in_words(report, id),
        load_hours: (load > 0.0 || capacity.is_some()).then(|| decimal(load)),
        is_overloaded: capacity.is_some_and(|capacity| is_too_much(load - capacity)),
        let_go: reclaimable.map(|sum| {
            if sum.hours > 0.0 {
                format!("{} a week", hours(sum.hours))
            } else {
                count(sum.unmeasured, "part", "parts")
            }
        }),
        let_go_hours: reclaimable.map(|sum| decimal(sum.hours)),
        findings: Counts::of(report.of_person(id)).at_least(crate::audit::Severity::Warning),
    }
}

/// "34.4 of 32 h a week": what somebody holds against what they have.
pub(super) fn load_in_words(report: &Report<'_>, id: &str) -> String {
    let capacity = report.config().person(id).and_then(|person| person.capacity);
    let Some(sum) = report.audit.figures.loads.get(id) else {
        return capacity.map_or_else(|| "—".to_owned(), |capacity| hours_of(0.0, Some(capacity)));
    };
    if sum.hours > 0.0 { hours_of(sum.hours, capacity) } else { "not measured".to_owned() }
}

/// The word for somebody's role.
pub(super) fn role_in_words(report: &Report<'_>, id: &str) -> String {
    report.config().role(id).map_or_else(|| "not in site.toml".to_owned(), |role| role.word().to_owned())
}
