//! Lists of notes that are too long for the page that counts them, and their pages of at most 500 rows.
//!
//! Takes a report and the order of lists; gives the notes of each [`Scope`] and where its pages lie.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::never::unjudged_notes;
use super::{Book, Links, Page, Ref};
use crate::audit::HandoverQuality;
use crate::notes::{Authority, safe_segment};
use crate::report::Report;

/// A page of a list shows at most this many rows.
pub(super) const ROWS: usize = 500;

/// Another page names at most this many notes of a scope; where there are more, the scope has a list of its own.
pub(super) const LISTED: usize = 40;

/// Which notes a list shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    All,
    /// Those that name a person.
    Person(String),
    /// Those that serve an anchor.
    Anchor(String),
    /// Those that serve none.
    Adrift,
    /// Those handed over at a level; none where nobody has said which.
    Level(Option<Authority>),
    /// Those that leaders have handed over.
    HandedOver,
    /// Those that stop while leaders are away.
    Stopping,
    /// Those with a contract that handover quality looks at.
    Contracts,
    /// Those that a line of the never list cannot judge for want of a fact.
    Unjudged,
    /// Those in whose details a leader is on purpose.
    HandsOn,
    /// Those with something in their way.
    Roadblocks,
}

impl Scope {
    /// The folder of its pages, with the name of the first without its ending.
    fn stem(&self) -> String {
        match self {
            Self::All => "notes/index".to_owned(),
            Self::Person(id) => format!("owners/{}/notes", safe_segment(id, id)),
            Self::Anchor(id) => format!("anchors/{}/notes", safe_segment(id, id)),
            Self::Adrift => "anchors/adrift".to_owned(),
            Self::Level(level) => format!("board/{}", level.map_or("unsaid", crate::notes::Word::word)),
            Self::HandedOver => "figures/handed-over".to_owned(),
            Self::Stopping => "figures/stopping".to_owned(),
            Self::Contracts => "figures/contracts".to_owned(),
            Self::Unjudged => "figures/unjudged".to_owned(),
            Self::HandsOn => "figures/hands-on".to_owned(),
            Self::Roadblocks => "figures/roadblocks".to_owned(),
        }
    }

    /// Where one of its pages lies below the site's root.
    pub(super) fn path(&self, at: usize) -> String {
        if at == 0 { format!("{}.html", self.stem()) } else { format!("{}-{}.html", self.stem(), at + 1) }
    }

    /// What its pages are called.
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
            Self::Contracts => "Handovers, by what is agreed".to_owned(),
            Self::Unjudged => "Notes that cannot be judged in full".to_owned(),
            Self::HandsOn => "Hands-on on purpose".to_owned(),
            Self::Roadblocks => "Notes with a roadblock".to_owned(),
        }
    }
}

/// The notes of every scope that has a list.
pub(super) struct Lists(BTreeMap<Scope, Vec<usize>>);

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
        // A sentence counts these and has no room for one of them.
        let unjudged = unjudged_notes(report, |_| true).0;
        if !unjudged.is_empty() {
            lists.insert(Scope::Unjudged, unjudged);
        }
        lists.insert(Scope::All, listed);
        Self(lists)
    }

    pub(super) fn of(&self, scope: &Scope) -> &[usize] {
        self.0.get(scope).map_or(&[], Vec::as_slice)
    }

    /// Every page of every list.
    pub(super) fn pages(&self) -> impl Iterator<Item = Page> {
        let numbers = |(scope, notes): (&Scope, &Vec<usize>)| {
            let scope = scope.clone();
            (0..pages(notes.len())).map(move |at| Page::Notes(scope.clone(), at))
        };
        self.0.iter().flat_map(numbers)
    }
}

/// How many pages a list of `rows` takes.
pub(super) fn pages(rows: usize) -> usize {
    rows.div_ceil(ROWS).max(1)
}

impl Links<'_> {
    /// "12 more", where they are: on the scope's own list, or else among all notes. None where there are none.
    pub(super) fn rest(&self, scope: &Scope, more: usize) -> Option<Ref> {
        let has_list = !self.book.list(scope).is_empty();
        let scope = if has_list { scope.clone() } else { Scope::All };
        Ref::more(more, &self.to(&Page::Notes(scope, 0), ""))
    }
}

/// One of the pages of something long.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListPage {
    link: Ref,
    is_here: bool,
}

/// Of `number` pages, which `page` names, the one that is `here` marked; none where there is only one.
pub(super) fn paging(links: &Links<'_>, number: usize, here: usize, page: impl Fn(usize) -> Page) -> Vec<ListPage> {
    let one = |at| ListPage { link: links.to(&page(at), (at + 1).to_string()), is_here: at == here };
    (0..number).filter(|_| number > 1).map(one).collect()
}

impl Book<'_> {
    /// The notes of a scope, in the order of lists.
    pub(super) fn list(&self, scope: &Scope) -> &[usize] {
        self.lists.of(scope)
    }
}
