//! Lists of notes that are too long for other pages, in pages of at most 500 rows.
//!
//! Takes a report and the order of lists; gives the notes of each [`Scope`], and the paths of its pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{CATALOGUE, Case, HandoverQuality, MissingFact, RuleRef, is_on};
use crate::model::{Authority, safe_segment};
use crate::report::Report;

/// A page of a list shows at most this many rows.
pub(super) const ROWS: usize = 500;

/// Another page names at most this many notes of a scope. A scope with more notes has a list of its own.
pub(super) const LISTED: usize = 40;

/// Which notes a list shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    All,
    /// Those that name a person.
    Person(String),
    /// Those that serve an anchor.
    Anchor(String),
    /// Those without an anchor.
    Adrift,
    /// Those handed over at a level, or without one.
    Level(Option<Authority>),
    /// Those that leaders have handed over.
    HandedOver,
    /// Those that stop while leaders are away.
    Stopping,
    /// Those with a contract that counts for handover quality.
    Contracts,
    /// Those that a line of the never list skipped because they lack a fact.
    Skipped,
    /// Those with a leader in the details on purpose.
    HandsOn,
    /// Those with a roadblock.
    Roadblocks,
}

impl Scope {
    /// The path of its first page without the extension.
    fn stem(&self) -> String {
        match self {
            Self::All => "notes/index".to_owned(),
            Self::Person(id) => format!("owners/{}/notes", safe_segment(id, id)),
            Self::Anchor(id) => format!("anchors/{}/notes", safe_segment(id, id)),
            Self::Adrift => "anchors/adrift".to_owned(),
            Self::Level(level) => format!("board/{}", level.map_or("unsaid", crate::model::Word::word)),
            Self::HandedOver => "figures/handed-over".to_owned(),
            Self::Stopping => "figures/stopping".to_owned(),
            Self::Contracts => "figures/contracts".to_owned(),
            Self::Skipped => "figures/unjudged".to_owned(),
            Self::HandsOn => "figures/hands-on".to_owned(),
            Self::Roadblocks => "figures/roadblocks".to_owned(),
        }
    }

    /// The path of one of its pages below the site's root.
    pub(super) fn path(&self, at: usize) -> String {
        numbered(&self.stem(), at)
    }

    /// The title of its pages.
    pub(super) fn title(&self, report: &Report<'_>) -> String {
        let config = report.config();
        match self {
            Self::All => "Notes".to_owned(),
            Self::Person(id) => format!("Notes that name {}", config.name_of(id)),
            Self::Anchor(id) => match config.anchors.get(id) {
                Some(anchor) => format!("Notes for “{}”", anchor.title.value),
                None => format!("Notes for {id}"),
            },
            Self::Adrift => "Notes adrift".to_owned(),
            Self::Level(Some(level)) => format!("Handed over at the level “{level}”"),
            Self::Level(None) => "Handed over without a level".to_owned(),
            Self::HandedOver => "Handed over by leaders".to_owned(),
            Self::Stopping => "What stops when leaders are away".to_owned(),
            Self::Contracts => "Handovers with a contract".to_owned(),
            Self::Skipped => "Notes that some rules skipped".to_owned(),
            Self::HandsOn => "Hands-on on purpose".to_owned(),
            Self::Roadblocks => "Notes with a roadblock".to_owned(),
        }
    }
}

/// The notes of every scope that has a list.
pub(super) struct Lists(BTreeMap<Scope, List>);

/// The notes of a scope, in the order of lists.
struct List {
    notes: Vec<usize>,
    /// How many of them are live.
    live: usize,
}

impl Lists {
    /// `listed` are all notes in the order of lists.
    pub(super) fn new(report: &Report<'_>, listed: Vec<usize>) -> Self {
        let figures = &report.audit.figures;
        let mut lists: BTreeMap<Scope, Vec<usize>> = BTreeMap::new();
        for at in &listed {
            let case = report.case(*at);
            let aim = report
                .config()
                .anchor_of(case.note)
                .map_or(Scope::Adrift, |anchor| Scope::Anchor(anchor.id.value.clone()));
            let level = case.is_handed_over().then(|| Scope::Level(case.authority()));
            let is_live_and = |holds: bool, scope: Scope| (case.is_live && holds).then_some(scope);
            let hands_on = is_live_and(case.leader.is_some() && case.note.hands_on.is_some(), Scope::HandsOn);
            let blocked = is_live_and(case.note.roadblock.is_some(), Scope::Roadblocks);
            for scope in [aim].into_iter().chain(level).chain(hands_on).chain(blocked) {
                lists.entry(scope).or_default().push(*at);
            }
        }
        let mut places = vec![0; listed.len()];
        for (place, at) in listed.iter().enumerate() {
            places[*at] = place;
        }
        for person in report.notes().people() {
            let mut named: Vec<usize> = report.notes().mentioning(person).map(|(at, _)| at).collect();
            named.sort_by_key(|at| places[*at]);
            lists.insert(Scope::Person(person.to_owned()), named);
        }
        lists.insert(Scope::HandedOver, figures.freed.notes.iter().copied().collect());
        lists.insert(Scope::Stopping, figures.dependence.iter().flat_map(|found| found.stopping.clone()).collect());
        lists.insert(Scope::Contracts, figures.quality.as_ref().map_or_else(Vec::new, HandoverQuality::gaps_first));
        lists.retain(|_, notes| notes.len() > LISTED);
        // Other pages only count these notes, so they always have a list.
        let skipped = skipped_notes(report, |_| true).0;
        if !skipped.is_empty() {
            lists.insert(Scope::Skipped, skipped);
        }
        lists.insert(Scope::All, listed);
        let with_live = |(scope, notes): (Scope, Vec<usize>)| {
            let live = notes.iter().filter(|at| report.note(**at).status.is_live()).count();
            (scope, List { notes, live })
        };
        Self(lists.into_iter().map(with_live).collect())
    }

    /// Every page of every list.
    pub(super) fn pages(&self) -> impl Iterator<Item = (Scope, usize)> {
        let numbers = |(scope, list): (&Scope, &List)| {
            let scope = scope.clone();
            (0..page_count(list.notes.len())).map(move |at| (scope.clone(), at))
        };
        self.0.iter().flat_map(numbers)
    }

    /// The notes of a scope, in the order of lists.
    pub(super) fn notes(&self, scope: &Scope) -> &[usize] {
        self.0.get(scope).map_or(&[], |list| &list.notes)
    }

    /// How many of them are live.
    pub(super) fn live_count(&self, scope: &Scope) -> usize {
        self.0.get(scope).map_or(0, |list| list.live)
    }
}

/// How many pages a list of `rows` takes.
pub(super) fn page_count(rows: usize) -> usize {
    rows.div_ceil(ROWS).max(1)
}

/// The path of one of the pages of a long list, from 0.
pub(super) fn numbered(stem: &str, at: usize) -> String {
    if at == 0 { format!("{stem}.html") } else { format!("{stem}-{}.html", at + 1) }
}

/// Live notes that could cross a line. Direction and exceptions cannot.
pub(super) fn could_cross<'r>(report: &'r Report<'_>) -> impl Iterator<Item = (usize, &'r Case<'r>)> {
    report.audit.site.live().filter(|(_, case)| !case.is_hands_on && !case.is_direction())
}

/// Live notes that some line of the never list skipped, and the facts that they lack.
pub(super) fn skipped_notes(
    report: &Report<'_>,
    concerns: impl Fn(&Case<'_>) -> bool,
) -> (Vec<usize>, BTreeSet<&'static str>) {
    let missing_facts: Vec<MissingFact> = CATALOGUE
        .iter()
        .filter(|rule| is_on(report.config(), &RuleRef::BuiltIn(rule)))
        .filter_map(|rule| rule.missing_fact)
        .collect();
    let (mut notes, mut facts) = (Vec::new(), BTreeSet::new());
    for (at, case) in could_cross(report).filter(|(_, case)| concerns(case)) {
        let lacking: Vec<&str> = missing_facts.iter().filter_map(|missing| missing(case, report.config())).collect();
        notes.extend((!lacking.is_empty()).then_some(at));
        facts.extend(lacking);
    }
    (notes, facts)
}
