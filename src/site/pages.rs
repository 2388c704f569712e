//! The table of pages: one row a page.
//!
//! A page costs three places: its view in `views/`, its template in `templates/`, and its row here.
//!
//! The table is a macro, because two layers read it. Links need the path of every page, and views need links; rendering
//! needs the views. So each reader of the table takes from it what it needs: this file the [`Page`] and the menu,
//! `model.rs` the paths, `views.rs` the modules, `files.rs` the list of all pages, and `renderer.rs` the views.

use super::lists::Scope;
use crate::audit::RuleRef;

/// Calls the macro `$reader` with all rows. A row says
///
/// - `mod`: the file of its view below `views/`, and its name, with what tells pages of this kind from each other;
/// - `template`: the file in `templates/`;
/// - `view`: the type of the view, and how to make it;
/// - `path`: where it lies below the site's root;
/// - `pages`: every page of this kind;
/// - `menu`: its entry in the navigation, or the entry it belongs to.
///
/// The order of rows is the order of the navigation, and of the sitemap.
macro_rules! page_table {
    ($reader:ident) => {
        $reader! {
            mod index: Index {
                template: "index.html",
                view: index::IndexView = |model| index::index(model),
                path: |_| "index.html".to_owned(),
                pages: |_| [Page::Index],
                menu: Menu::Entry(Page::Index, "This week", "let go of, waiting, away, hours, score, start"),
            }
            mod never: Never {
                template: "never.html",
                view: never::NeverView = |model| never::never(model),
                path: |_| "never.html".to_owned(),
                pages: |_| [Page::Never],
                menu: Menu::Entry(Page::Never, "Never list", "what leaders should never do, lines, handout"),
            }
            /// One of its pages, from 0.
            mod plan: Plan(at: usize) {
                template: "plan.html",
                view: plan::PlanView = |model| plan::plan(model, *at),
                path: |_| numbered("plan", *at),
                pages: |model| (0..plan::plan_pages(model)).map(Page::Plan),
                menu: Menu::Entry(Page::Plan(0), "Plan", "handover plan, who could take what, hiring, before and after"),
            }
            /// One of its pages, from 0.
            mod owners: Owners(at: usize) {
                template: "owners.html",
                view: owners::OwnersView = |model| owners::owners(model, *at),
                path: |_| numbered("owners/index", *at),
                pages: |model| (0..page_count(model.owners.len())).map(Page::Owners),
                menu: Menu::Entry(Page::Owners(0), "People", "leaders, team, vendors, systems, capacity, load"),
            }
            mod board: Board {
                template: "board.html",
                view: board::BoardView = |model| board::board(model),
                path: |_| "board.html".to_owned(),
                pages: |_| [Page::Board],
                menu: Menu::Entry(
                    Page::Board,
                    "Board",
                    "who decides what, delegation board, seven levels, authority, decisions"
                ),
            }
            mod map: Map {
                template: "map.html",
                view: map::MapView = |model| map::map(model),
                path: |_| "map.html".to_owned(),
                pages: |_| [Page::Map],
                menu: Menu::Entry(
                    Page::Map,
                    "Map",
                    "where the work leads, North Star, anchors, goals, objectives, key results, adrift"
                ),
            }
            mod agenda: Agenda {
                template: "agenda.html",
                view: agenda::AgendaView = |model| agenda::agenda(model),
                path: |_| "agenda.html".to_owned(),
                pages: |_| [Page::Agenda],
                menu: Menu::Entry(Page::Agenda, "Agenda", "calendar, dates, check-ins, due, reviews"),
            }
            mod hands_on: HandsOn {
                template: "hands-on.html",
                view: hands_on::HandsOnPage = |model| hands_on::hands_on(model),
                path: |_| "hands-on.html".to_owned(),
                pages: |_| [Page::HandsOn],
                menu: Menu::Entry(Page::HandsOn, "Hands-on", "exceptions, roadblocks, partners"),
            }
            /// One of the pages of a list of notes, from 0.
            mod notes: Notes(scope: Scope, at: usize) {
                template: "notes.html",
                view: notes::NotesView = |model| notes::notes(model, scope, *at),
                path: |_| scope.path(*at),
                pages: |model| model.lists.pages().map(|(scope, at)| Page::Notes(scope, at)),
                menu: Menu::Entry(Page::Notes(Scope::All, 0), "Notes", ""),
            }
            mod rules: Rules {
                template: "rules.html",
                view: rules::RulesView = |model| rules::rules(model),
                path: |_| "rules/index.html".to_owned(),
                pages: |_| [Page::Rules],
                menu: Menu::Entry(Page::Rules, "Rules", "score, coverage, handover quality, method, practices, families"),
            }
            mod method: Method {
                template: "method.html",
                view: method::MethodView = |model| method::method(model),
                path: |_| "rules/method.html".to_owned(),
                pages: |_| [Page::Method],
                menu: Menu::Under(Page::Rules),
            }
            mod not_found: NotFound {
                template: "404.html",
                view: not_found::NotFoundView = |_| not_found::NotFoundView {},
                path: |_| "404.html".to_owned(),
                pages: |_| [Page::NotFound],
                menu: Menu::Outside,
            }
            /// Of a person, by id.
            mod owner: Owner(id: String) {
                template: "owner.html",
                view: owner::OwnerView = |model| owner::owner(model, id),
                path: |model| model.owners.get(id).cloned().unwrap_or_default(),
                pages: |model| model.owners.keys().cloned().map(Page::Owner),
                menu: Menu::Under(Page::Owners(0)),
            }
            /// Of a person, by id, to print.
            mod brief: Brief(id: String) {
                template: "brief.html",
                view: brief::BriefView = |model| brief::brief(model, id),
                path: |model| model.path(&Page::Owner(id.clone())).replacen("owners/", "briefs/", 1),
                pages: |model| model.owners.keys().filter(|id| model.has_brief(id)).cloned().map(Page::Brief),
                menu: Menu::Under(Page::Owners(0)),
            }
            /// By its place among all notes.
            mod note: Note(at: usize) {
                template: "note.html",
                view: note::NoteView = |model| note::NoteSource::new(model, *at),
                path: |model| model.note_paths[*at].clone(),
                pages: |model| (0..model.report.notes().len()).map(Page::Note),
                menu: Menu::Under(Page::Notes(Scope::All, 0)),
            }
            /// One of its pages, from 0.
            mod rule: Rule(rule: RuleRef, at: usize) {
                template: "rule.html",
                view: rule::RuleView = |model| rule::rule(model, rule, *at),
                path: |_| match *at {
                    0 => format!("rules/{}.html", rule.code()),
                    at => format!("rules/{}/findings-{}.html", rule.code(), at + 1),
                },
                pages: |model| model.rules.iter().flat_map(|rule| {
                    (0..rule::rule_pages(model, rule)).map(|at| Page::Rule(rule.clone(), at))
                }),
                menu: Menu::Under(Page::Rules),
            }
            /// One of its pages, from 0.
            mod problems: Problems(at: usize) {
                template: "problems.html",
                view: problems::ProblemsView = |model| problems::problems(model, *at),
                path: |_| numbered("problems", *at),
                pages: |model| (0..problems::problem_pages(model)).map(Page::Problems),
                menu: Menu::Outside,
            }
        }
    };
}
pub(super) use page_table;

/// Where a page stands in the navigation.
enum Menu {
    /// It has an entry: the page it leads to, its label, and what else people search it by.
    Entry(Page, &'static str, &'static str),
    /// It belongs to the entry that leads to this page.
    Under(Page),
    /// It belongs to no entry.
    Outside,
}

macro_rules! pages_and_menu {
    ($($(#[$doc:meta])* mod $module:ident: $page:ident $(($($of:ident: $type:ty),+))? {
        template: $template:expr,
        view: $view:ty = |$_view:pat_param| $make:expr,
        path: |$_path:pat_param| $path:expr,
        pages: |$_pages:pat_param| $pages:expr,
        menu: $menu:expr,
    })+) => {
        /// A page of the site.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(crate) enum Page {
            $($(#[$doc])* $page $(($($type),+))?,)+
        }

        impl Page {
            /// Where it stands in the navigation.
            fn menu(&self) -> Menu {
                match self {
                    $(Self::$page { .. } => $menu,)+
                }
            }
        }

        /// The entries of the navigation: where each leads, its label, and what else people search it by.
        pub(super) fn menu_entries() -> impl Iterator<Item = (Page, &'static str, &'static str)> {
            let entry = |menu| match menu {
                Menu::Entry(page, label, words) => Some((page, label, words)),
                Menu::Under(_) | Menu::Outside => None,
            };
            [$($menu),+].into_iter().filter_map(entry)
        }
    };
}
page_table!(pages_and_menu);

impl Page {
    /// The label of the entry in the navigation that the page belongs to.
    pub(super) fn menu_label(&self) -> Option<&'static str> {
        match self.menu() {
            Menu::Entry(_, label, _) => Some(label),
            Menu::Under(page) => page.menu_label(),
            Menu::Outside => None,
        }
    }
}
