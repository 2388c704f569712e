//! What all pages are made from: the report, the plan, the agenda, and what pages need to link to each other.
//!
//! Takes a [`Report`]; gives a [`SiteModel`]. The paths of all pages are decided here, from their rows in the table.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::lists::{Lists, numbered};
use super::pages::{Page, page_table};
use super::paths::Calendar;
use super::recommendations::{NoteGroup, changes};
use crate::agenda::Agenda;
use crate::audit::{Finding, RuleRef, Source, all_rules};
use crate::model::{Audience, Note, Role, Target, page_path, safe_segment};
use crate::plan::Plan;
use crate::report::Report;

/// A report with what all pages need to link to each other.
pub(crate) struct SiteModel<'a> {
    pub(crate) report: &'a Report<'a>,
    pub(crate) plan: Plan,
    pub(crate) agenda: Agenda,
    /// The notes that link to a note, by places among all notes.
    pub(super) backlinks: BTreeMap<usize, BTreeSet<usize>>,
    /// Everybody's page, by id.
    pub(crate) owners: BTreeMap<String, String>,
    /// What links call each note: its title, with as much of its id as tells it from others of that title.
    pub(super) note_names: Vec<String>,
    /// Where each note's page lies below the site's root.
    pub(super) note_paths: Vec<String>,
    /// Every rule that has a page, own lines included.
    pub(super) rules: Vec<RuleRef>,
    pub(super) lists: Lists,
    /// What is to be let go of in notes without anybody new, most hours first.
    pub(super) changes: Vec<NoteGroup<'a>>,
    /// Files with problems, those that gave no note first.
    pub(super) problems: Vec<ProblemFile<'a>>,
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
            note_names: names,
            note_paths: report.notes().iter().map(|note| page_path(&note.id)).collect(),
            rules: all_rules(config).collect(),
            lists,
        }
    }

    /// Whether somebody can be met: a system cannot, and of whoever is not in site.toml too little is known.
    pub(super) fn has_brief(&self, id: &str) -> bool {
        self.report.config().role(id).is_some_and(|role| role != Role::System)
    }

    /// The address of a file, where the site has one and search engines may know it.
    pub(super) fn public_address(&self, path: &str) -> Option<String> {
        let base = self.report.config().site.base_url.as_ref();
        base.filter(|_| self.report.notes().audience == Audience::Public).map(|base| base.join(path))
    }

    /// The one address of a page, of all it may be reached by; a page that is not there has none.
    pub(crate) fn canonical(&self, page: &Page) -> Option<String> {
        self.public_address(&self.path(page)).filter(|_| *page != Page::NotFound)
    }

    /// Every calendar: one for all, and one beside each person's page.
    pub(super) fn calendars(&self) -> Vec<Calendar> {
        let people = self.owners.keys().cloned().map(Calendar::Person);
        std::iter::once(Calendar::Everybody).chain(people).collect()
    }

    /// Where a calendar lies below the site's root.
    pub(crate) fn calendar_path(&self, calendar: &Calendar) -> String {
        let page = match calendar {
            Calendar::Everybody => Page::Agenda,
            Calendar::Person(id) => Page::Owner(id.clone()),
        };
        self.path(&page).replace(".html", ".ics")
    }
}

macro_rules! page_paths {
    ($($(#[$doc:meta])* mod $module:ident: $page:ident $(($($of:ident: $type:ty),+))? {
        template: $template:expr,
        view: $view:ty = |$_view:pat_param| $make:expr,
        path: |$model:pat_param| $path:expr,
        pages: |$_pages:pat_param| $pages:expr,
        menu: $menu:expr,
    })+) => {
        impl SiteModel<'_> {
            /// Where a page lies below the site's root.
            #[allow(unused_variables, reason = "not every path needs all that tells pages of its kind apart")]
            pub(crate) fn path(&self, page: &Page) -> String {
                match page {
                    $(Page::$page $(($($of),+))? => {
                        let $model = self;
                        $path
                    })+
                }
            }
        }
    };
}
page_table!(page_paths);

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

/// A file by its path, with the findings that something in it cannot be used.
pub(super) type ProblemFile<'a> = (&'a str, Vec<&'a Finding>);

/// Findings that something cannot be used as it is, by file: files that gave no note first.
pub(super) fn problem_files<'a>(report: &'a Report<'_>) -> Vec<ProblemFile<'a>> {
    let mut files: BTreeMap<(bool, &str), Vec<&Finding>> = BTreeMap::new();
    let broken =
        |finding: &&Finding| finding.rule.definition().source == Source::NoteFormat && finding.accepted.is_none();
    for finding in report.audit.findings.iter().filter(broken) {
        if let Some(location) = &finding.location {
            let is_read = !report.notes().is_unreadable(&location.path);
            files.entry((is_read, &location.path)).or_default().push(finding);
        }
    }
    files.into_iter().map(|((_, path), findings)| (path, findings)).collect()
}

impl std::fmt::Debug for SiteModel<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SiteModel").field("plan", &self.plan).finish_non_exhaustive()
    }
}
