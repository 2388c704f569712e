//! What each page of the site shows, as one typed view a template.
//!
//! Takes a [`Report`]; gives the list of pages with their paths, decided here once, and the view of each. Knows no disk
//! and no template syntax; the fields of every view are documented in `docs/src/templates.md`.

mod agenda;
mod board;
mod brief;
#[cfg(test)]
mod documented;
mod files;
mod frame;
mod hands_on;
mod index;
mod links;
mod lists;
mod map;
mod method;
mod never;
mod note;
mod notes;
mod owner;
mod owners;
mod pictures;
mod plan;
mod problems;
mod recommendations;
mod rule;
mod rules;
mod search;
mod shape;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::agenda::Agenda;
use crate::audit::{RuleRef, all_rules};
use crate::model::{Note, Role, Target, page_path, safe_segment};
use crate::plan::Plan;
use crate::report::Report;

pub(crate) use agenda::agenda;
pub(crate) use board::board;
pub(crate) use brief::brief;
pub(crate) use files::{Calendar, Data, FEED, File, copies};
pub(crate) use frame::{Around, Spot, View, framed};
pub(crate) use hands_on::hands_on;
pub(crate) use index::index;
pub(crate) use links::{Links, Ref, file_path, is_picture, is_shown};
use lists::Lists;
pub(crate) use lists::Scope;
pub(crate) use map::map;
pub(crate) use method::method;
pub(crate) use never::never;
pub(crate) use note::{FromElsewhere, note};
pub(crate) use notes::notes;
pub(crate) use owner::owner;
pub(crate) use owners::owners;
pub(crate) use plan::plan;
use plan::{changes, plan_pages};
use problems::{ProblemFile, problem_files, problem_pages};
pub(crate) use problems::{not_found, problems};
use recommendations::NoteGroup;
pub(crate) use rule::rule;
use rule::rule_pages;
pub(crate) use rules::rules;
pub(crate) use search::{SearchIndex, search_index};
pub(crate) use shape::{Plain, Shape};

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Index,
    Never,
    /// One of its pages, from 0.
    Plan(usize),
    /// One of its pages, from 0.
    Owners(usize),
    Owner(String),
    /// Of a person, to print.
    Brief(String),
    Board,
    Map,
    Agenda,
    HandsOn,
    /// One of the pages of a list of notes, from 0.
    Notes(Scope, usize),
    /// By its place among all notes.
    Note(usize),
    Rules,
    Method,
    /// One of its pages, from 0.
    Rule(RuleRef, usize),
    /// One of its pages, from 0.
    Problems(usize),
    NotFound,
}

/// Every template that is rendered, and what it sees: `page`, and on whole pages `frame`.
pub(crate) fn shapes() -> Vec<(&'static str, Shape)> {
    vec![
        ("bar.html", shape::of_alone::<frame::BarView>()),
        ("foot.html", shape::of_alone::<frame::FootView>()),
        shape::of::<index::IndexView>(),
        shape::of::<never::NeverView>(),
        shape::of::<plan::PlanView>(),
        shape::of::<owners::OwnersView>(),
        shape::of::<owner::OwnerView>(),
        shape::of::<brief::BriefView>(),
        shape::of::<board::BoardView>(),
        shape::of::<map::MapView>(),
        shape::of::<agenda::AgendaView>(),
        shape::of::<hands_on::HandsOnPage>(),
        shape::of::<notes::NotesView>(),
        shape::of::<note::NoteView>(),
        shape::of::<rules::RulesView>(),
        shape::of::<method::MethodView>(),
        shape::of::<rule::RuleView>(),
        shape::of::<problems::ProblemsView>(),
        shape::of::<problems::NotFoundView>(),
    ]
}

/// A report with what all pages need to link to each other.
pub(crate) struct SiteModel<'a> {
    pub(crate) report: &'a Report<'a>,
    pub(crate) plan: Plan,
    pub(crate) agenda: Agenda,
    /// The notes that link to a note, by places among all notes.
    backlinks: BTreeMap<usize, BTreeSet<usize>>,
    /// Everybody's page, by id.
    pub(crate) owners: BTreeMap<String, String>,
    /// What links call each note: its title, with as much of its id as tells it from others of that title.
    names: Vec<String>,
    /// Where each note's page lies below the site's root.
    paths: Vec<String>,
    /// Every rule that has a page, own lines included.
    rules: Vec<RuleRef>,
    lists: Lists,
    /// What is to be let go of in notes without anybody new, most hours first.
    changes: Vec<NoteGroup<'a>>,
    /// Files with problems, those that gave no note first.
    problems: Vec<ProblemFile<'a>>,
}

impl<'a> SiteModel<'a> {
    pub(crate) fn new(report: &'a Report<'a>) -> Self {
        let config = report.config();
        let mentioned = report.notes().people().map(str::to_owned);
        let owners = config
            .people
            .keys()
            .cloned()
            .chain(mentioned)
            .map(|id| {
                let path = format!("owners/{}.html", safe_segment(&id, &id));
                (id, path)
            })
            .collect();
        // What looks at all notes looks at the same time as the plan, which is the longest of them.
        let ((plan, agenda), ((backlinks, names), lists)) = rayon::join(
            || (Plan::of(report), Agenda::of(report)),
            || ((backlinks(report), names(report)), Lists::new(report, sorted(report))),
        );
        Self {
            report,
            changes: changes(report, &plan),
            problems: problem_files(report),
            plan,
            agenda,
            backlinks,
            owners,
            names,
            paths: report.notes().iter().map(|note| page_path(&note.id)).collect(),
            rules: all_rules(config).collect(),
            lists,
        }
    }

    /// Every page, in order of their paths' kinds.
    fn pages(&self) -> Vec<Page> {
        let mut pages = vec![
            Page::Index,
            Page::Never,
            Page::Board,
            Page::Map,
            Page::Agenda,
            Page::HandsOn,
            Page::Rules,
            Page::Method,
            Page::NotFound,
        ];
        pages.extend((0..lists::pages(self.owners.len())).map(Page::Owners));
        pages.extend(self.owners.keys().cloned().map(Page::Owner));
        pages.extend(self.owners.keys().filter(|id| self.has_brief(id)).cloned().map(Page::Brief));
        pages.extend(self.lists.pages());
        pages.extend((0..self.report.notes().len()).map(Page::Note));
        for rule in &self.rules {
            pages.extend((0..rule_pages(self, rule)).map(|at| Page::Rule(rule.clone(), at)));
        }
        pages.extend((0..plan_pages(self)).map(Page::Plan));
        pages.extend((0..problem_pages(self)).map(Page::Problems));
        pages
    }

    /// Whether somebody can be met: a system cannot, and of whoever is not in site.toml too little is known.
    fn has_brief(&self, id: &str) -> bool {
        self.report.config().role(id).is_some_and(|role| role != Role::System)
    }

    /// Where a page lies below the site's root.
    pub(crate) fn path(&self, page: &Page) -> String {
        match page {
            Page::Index => "index.html".to_owned(),
            Page::Never => "never.html".to_owned(),
            Page::Plan(0) => "plan.html".to_owned(),
            Page::Plan(at) => format!("plan-{}.html", at + 1),
            Page::Owners(0) => "owners/index.html".to_owned(),
            Page::Owners(at) => format!("owners/index-{}.html", at + 1),
            Page::Owner(id) => self.owners.get(id).cloned().unwrap_or_default(),
            Page::Board => "board.html".to_owned(),
            Page::Map => "map.html".to_owned(),
            Page::Agenda => "agenda.html".to_owned(),
            Page::HandsOn => "hands-on.html".to_owned(),
            Page::Brief(id) => self.path(&Page::Owner(id.clone())).replacen("owners/", "briefs/", 1),
            Page::Notes(scope, at) => scope.path(*at),
            Page::Note(at) => self.paths[*at].clone(),
            Page::Rules => "rules/index.html".to_owned(),
            Page::Method => "rules/method.html".to_owned(),
            Page::Rule(rule, 0) => format!("rules/{}.html", rule.code()),
            Page::Rule(rule, at) => format!("rules/{}/findings-{}.html", rule.code(), at + 1),
            Page::Problems(0) => "problems.html".to_owned(),
            Page::Problems(at) => format!("problems-{}.html", at + 1),
            Page::NotFound => "404.html".to_owned(),
        }
    }

    /// Links as seen from a page.
    pub(crate) fn links(&self, from: &Page) -> Links<'_> {
        Links::new(self, &self.path(from))
    }
}

/// All notes in the order of lists.
fn sorted(report: &Report<'_>) -> Vec<usize> {
    let mut listed: Vec<usize> = (0..report.notes().len()).collect();
    listed.sort_by_cached_key(|at| {
        let note = report.note(*at);
        (!note.status.is_live(), note.status, note.title.value.to_lowercase(), note.id.as_str())
    });
    listed
}

fn names(report: &Report<'_>) -> Vec<String> {
    fn title_and_folder(note: &Note) -> (&str, &str) {
        (&note.title.value, note.id.rsplit_once('/').map_or("", |(folder, _)| folder))
    }
    let mut alike: HashMap<&str, usize> = HashMap::new();
    let mut alike_here: HashMap<(&str, &str), usize> = HashMap::new();
    for here in report.notes().iter().map(title_and_folder) {
        *alike.entry(here.0).or_default() += 1;
        *alike_here.entry(here).or_default() += 1;
    }
    let name = |note: &Note| {
        let here @ (title, folder) = title_and_folder(note);
        match (alike[title], alike_here[&here]) {
            (1, _) => title.to_owned(),
            (_, 1) if !folder.is_empty() => format!("{title} ({folder})"),
            _ => format!("{title} ({})", note.id),
        }
    };
    report.notes().iter().map(name).collect()
}

fn backlinks(report: &Report<'_>) -> BTreeMap<usize, BTreeSet<usize>> {
    let notes = report.notes();
    let mut backlinks: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (from, case) in report.audit.site.cases.iter().enumerate() {
        for target in &case.targets {
            if let Target::Note { id, .. } = target
                && let Some(to) = notes.position(id).filter(|to| *to != from)
            {
                backlinks.entry(to).or_default().insert(from);
            }
        }
    }
    backlinks
}
