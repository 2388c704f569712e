//! Everybody on one page: who holds how much, and who could let go of something.

use schemars::JsonSchema;
use serde::Serialize;

use super::paging::{ListPage, paging};
use super::{Links, Page, Ref, SiteModel, View};
use crate::audit::is_overload;
use crate::model::{Role, Word as _};
use crate::report::{Counts, Report};
use crate::site::lists::{ROWS, page_count};
use crate::text::words::{count, decimal, hours, hours_of};

/// The view of `owners/index.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct OwnersView {
    intro: String,
    /// Leaders, members, vendors, systems, and those not in site.toml; none of them empty.
    groups: Vec<Group>,
    /// The pages of the list; empty where there is only one.
    pages: Vec<ListPage>,
    /// Which of them this is, from 1.
    number: usize,
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
    fn title(&self) -> String {
        if self.number == 1 { "People".to_owned() } else { format!("People, page {}", self.number) }
    }
}

/// The groups, in the order they are shown in.
const GROUPS: [(&str, Option<Role>); 5] = [
    ("Leaders", Some(Role::Leader)),
    ("Team", Some(Role::Member)),
    ("Vendors", Some(Role::Vendor)),
    ("Systems", Some(Role::System)),
    ("Named in notes, not in site.toml", None),
];

/// One of the pages of everybody, from 0.
pub(crate) fn owners(model: &SiteModel<'_>, at: usize) -> OwnersView {
    let report = model.report;
    let links = model.links(&Page::Owners(at));
    let of_role = |role: Option<Role>| model.owners.keys().filter(move |id| report.config().role(id) == role);
    let all: Vec<(&str, &String)> =
        GROUPS.into_iter().flat_map(|(title, role)| of_role(role).map(move |id| (title, id))).collect();
    let here = all.chunks(ROWS).nth(at).unwrap_or_default();
    let groups = here.chunk_by(|a, b| a.0 == b.0).map(|group| {
        let people: Vec<PersonRow> = group.iter().map(|(_, id)| row(report, &links, id)).collect();
        Group { title: group[0].0, can_let_go: people.iter().any(|row| row.let_go.is_some()), people }
    });
    OwnersView {
        intro: format!("{}, each with a page of their own.", count(all.len(), "person", "people")),
        groups: groups.collect(),
        pages: paging(&links, page_count(all.len()), at, Page::Owners),
        number: at + 1,
    }
}

fn row(report: &Report<'_>, links: &Links<'_>, id: &str) -> PersonRow {
    let live = || report.notes().mentioning(id).filter(|(_, note)| note.status.is_live());
    let person = report.config().person(id);
    let figures = &report.audit.figures;
    let reclaimable = figures.leader(id).map(|leader| &leader.reclaimable).filter(|sum| !sum.is_empty());
    let load = figures.loads.get(id).map_or(0.0, |sum| sum.hours);
    let capacity = person.and_then(crate::model::Person::capacity);
    PersonRow {
        person: links.person(id),
        title: person.and_then(|person| person.title.clone()),
        owns: live().filter(|(at, _)| report.case(*at).owner() == Some(id)).count(),
        does: live().filter(|(at, _)| report.case(*at).doer() == Some(id)).count(),
        load: load_in_words(report, id),
        load_hours: (load > 0.0 || capacity.is_some()).then(|| decimal(load)),
        is_overloaded: capacity.is_some_and(|capacity| is_overload(load - capacity)),
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
    let capacity = report.config().person(id).and_then(crate::model::Person::capacity);
    let Some(sum) = report.audit.figures.loads.get(id) else {
        return capacity.map_or_else(|| "—".to_owned(), |capacity| hours_of(0.0, Some(capacity)));
    };
    if sum.hours > 0.0 { hours_of(sum.hours, capacity) } else { "not measured".to_owned() }
}

/// The word for somebody's role.
pub(crate) fn role_in_words(report: &Report<'_>, id: &str) -> String {
    report.config().role(id).map_or_else(|| "not in site.toml".to_owned(), |role| role.word().to_owned())
}
