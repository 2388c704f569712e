//! The map: the North Star in the centre, anchors with their progress around it, live notes around their anchor, and
//! notes without an anchor at the edge; and the same as a list.
//!
//! Takes the site model; gives the view of `map.html`. `layout` decides where things are in the pictures.

mod intro;
mod label;
mod layout;
mod progress;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Links, Page, Ref, SiteModel, View};
use crate::model::{Anchor, KeyResult, Status};
use crate::report::Report;
use crate::site::lists::{LISTED, ROWS, Scope};
use crate::text::words::{self, day, decimal};
use layout::{Goal, Item, Picture, Sky, fair_share, narrow, wide};
use progress::{Progress, progress, result_in_words};

pub(super) use progress::figures_in_words;

/// The view of `map.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct MapView {
    intro: Vec<String>,
    /// The pictures in words, for readers who cannot see them.
    description: String,
    /// One for wide pages and one for phones, with the same content.
    #[schemars(length(min = 1))]
    pictures: Vec<Picture>,
    legend: Vec<Sign>,
    /// The North Star, if site.toml has one.
    north_star: Option<StarView>,
    /// Those due first come first.
    anchors: Vec<AnchorView>,
    adrift: Group,
}

/// A sign that occurs in the pictures, and its meaning.
#[derive(Debug, JsonSchema, Serialize)]
struct Sign {
    kind: SignKind,
    means: String,
    /// The picture it occurs in, if it is not in both.
    only: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
enum SignKind {
    Measured,
    Unmeasured,
    Note,
    Blocked,
    Adrift,
    Dots,
}

#[derive(Debug, JsonSchema, Serialize)]
struct StarView {
    title: String,
    why: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct AnchorView {
    /// Its id in the page.
    id: String,
    title: String,
    objective: Option<String>,
    owner: Option<Ref>,
    due: Option<String>,
    /// Its progress, in words.
    progress: String,
    results: Vec<ResultView>,
    group: Group,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ResultView {
    metric: String,
    /// Its progress, in words.
    progress: String,
    /// The date of the figure.
    as_of: Option<String>,
}

/// Notes that serve the same anchor, or none.
#[derive(Debug, JsonSchema, Serialize)]
struct Group {
    /// How many are live.
    number: usize,
    notes: Vec<NoteLine>,
    /// The live notes after those listed.
    rest: Option<Ref>,
    /// Proposed notes, which are in no picture.
    proposed: Vec<Ref>,
    rest_proposed: Option<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct NoteLine {
    note: Ref,
    is_blocked: bool,
    doer: Option<Ref>,
    /// Who is accountable, if that is somebody else.
    owner: Option<Ref>,
    hours: Option<String>,
    /// An anchor it names that site.toml does not have.
    unknown_anchor: Option<String>,
}

impl View for MapView {
    fn title(&self) -> String {
        "Map".to_owned()
    }
}

/// At most this many proposed notes of a group are named.
const PROPOSED: usize = 20;

/// The live and proposed notes of an anchor, by their places among all notes.
#[derive(Debug, Default)]
struct Members {
    live: Vec<usize>,
    proposed: Vec<usize>,
}

/// An anchor with its notes and its progress.
struct Aim<'a> {
    id: &'a str,
    anchor: &'a Anchor,
    members: Members,
    progress: Progress,
}

pub(crate) fn map(model: &SiteModel<'_>) -> MapView {
    let report = model.report;
    let config = report.config();
    let links = model.links(&Page::Map);
    let mut members = members(model);
    let adrift = members.remove(&None).unwrap_or_default();
    let aims = aims(model, members);
    let sizes: Vec<usize> = aims.iter().map(|aim| aim.members.live.len()).chain([adrift.live.len()]).collect();
    let most = fair_share(&sizes, ROWS).min(LISTED);
    let star = config.north_star.as_ref();
    let sky = Sky {
        star: star.map(|star| own(star.title.clone(), "north-star")),
        goals: aims.iter().map(|aim| goal(report, &links, aim)).collect(),
        adrift: items(report, &links, &adrift.live),
    };
    let pictures = vec![wide(&sky), narrow(&sky)];
    MapView {
        intro: intro::intro(report, &sky),
        description: intro::description(&sky),
        legend: legend(&sky, &pictures),
        pictures,
        north_star: star.map(|star| StarView { title: star.title.clone(), why: star.why.clone() }),
        anchors: aims.iter().map(|aim| anchor(report, &links, aim, most)).collect(),
        adrift: group(report, &links, &Scope::Adrift, &adrift, most),
    }
}

/// The anchors; those due first come first.
fn aims<'a>(model: &SiteModel<'a>, mut members: BTreeMap<Option<&'a str>, Members>) -> Vec<Aim<'a>> {
    let mut anchors: Vec<(&String, &Anchor)> = model.report.config().anchors.iter().collect();
    anchors.sort_by_key(|(id, anchor)| (anchor.due.is_none(), anchor.due.as_ref().map(|due| due.value), *id));
    let aim = |(id, anchor): (&'a String, &'a Anchor)| Aim {
        id,
        anchor,
        members: members.remove(&Some(id.as_str())).unwrap_or_default(),
        progress: progress(anchor),
    };
    anchors.into_iter().map(aim).collect()
}

fn anchor(report: &Report<'_>, links: &Links<'_>, aim: &Aim<'_>, most: usize) -> AnchorView {
    let anchor = aim.anchor;
    AnchorView {
        id: format!("anchor-{}", aim.id),
        title: anchor.title.value.clone(),
        objective: anchor.objective.as_ref().map(|objective| objective.value.clone()),
        owner: anchor.owner.as_ref().map(|owner| links.person(owner)),
        due: anchor.due.as_ref().map(|due| day(due.value)),
        progress: aim.progress.says.clone(),
        results: results(anchor),
        group: group(report, links, &Scope::Anchor(aim.id.to_owned()), &aim.members, most),
    }
}

/// Notes by the anchor that they serve, or none: most hours first, then in the order of lists.
fn members<'a>(model: &SiteModel<'a>) -> BTreeMap<Option<&'a str>, Members> {
    let report = model.report;
    let mut groups: BTreeMap<Option<&str>, Members> = BTreeMap::new();
    for at in model.lists.notes(&Scope::All).iter().copied() {
        let note = report.note(at);
        let members = groups.entry(report.config().anchor_of(note).map(|anchor| anchor.id.as_str())).or_default();
        match note.status {
            Status::Active | Status::Blocked => members.live.push(at),
            Status::Proposed => members.proposed.push(at),
            Status::Done | Status::Dropped => {}
        }
    }
    // Thousandths of an hour are enough to tell two notes apart.
    #[allow(clippy::cast_possible_truncation, reason = "at most 168 hours a week")]
    let thousandths = |at: &usize| (report.case(*at).hours().unwrap_or_default() * 1000.0) as i64;
    for members in groups.values_mut() {
        members.live.sort_by_key(|at| Reverse(thousandths(at)));
    }
    groups
}

fn goal(report: &Report<'_>, links: &Links<'_>, aim: &Aim<'_>) -> Goal {
    Goal {
        link: own(aim.anchor.title.value.clone(), &format!("anchor-{}", aim.id)),
        tip: format!("{}: {}", aim.anchor.title.value, aim.progress.says),
        share: aim.progress.share,
        items: items(report, links, &aim.members.live),
    }
}

fn items(report: &Report<'_>, links: &Links<'_>, notes: &[usize]) -> Vec<Item> {
    let is_blocked = |at: usize| report.note(at).status == Status::Blocked;
    notes.iter().map(|at| Item { link: links.note(*at), is_blocked: is_blocked(*at) }).collect()
}

/// A link to a place on this page.
fn own(text: String, id: &str) -> Ref {
    Ref { text, href: Some(format!("#{id}")) }
}

fn legend(sky: &Sky, pictures: &[Picture]) -> Vec<Sign> {
    let served = || sky.goals.iter().flat_map(|goal| &goal.items);
    let signs = [
        (
            sky.goals.iter().any(|goal| goal.share.is_some()),
            SignKind::Measured,
            "an anchor, and how far it has come",
            None,
        ),
        (
            sky.goals.iter().any(|goal| goal.share.is_none()),
            SignKind::Unmeasured,
            "an anchor that is not measured yet",
            None,
        ),
        (served().any(|item| !item.is_blocked), SignKind::Note, "a live note", None),
        (served().chain(&sky.adrift).any(|item| item.is_blocked), SignKind::Blocked, "blocked", Some("wide")),
        (!sky.adrift.is_empty(), SignKind::Adrift, "adrift: no anchor", Some("wide")),
    ];
    let occurring = signs.into_iter().filter(|(occurs, ..)| *occurs);
    let dots = pictures.iter().filter(|picture| picture.per_dot > 1).map(|picture| Sign {
        kind: SignKind::Dots,
        means: format!("a small dot: up to {} notes", picture.per_dot),
        only: Some(picture.id),
    });
    occurring.map(|(_, kind, means, only)| Sign { kind, means: means.to_owned(), only }).chain(dots).collect()
}

fn results(anchor: &Anchor) -> Vec<ResultView> {
    let own = anchor.metric.as_ref().map(|metric| ResultView {
        metric: metric.value.clone(),
        progress: match &anchor.target {
            Some(target) => format!("not measured yet (to {})", decimal(target.value)),
            None => "not measured yet".to_owned(),
        },
        as_of: None,
    });
    let result = |result: &KeyResult| ResultView {
        metric: result.metric.as_ref().map_or_else(|| "a key result".to_owned(), |metric| metric.value.clone()),
        progress: result_in_words(result),
        as_of: result.as_of.as_ref().map(|as_of| day(as_of.value)),
    };
    own.into_iter().chain(anchor.results().map(result)).collect()
}

fn group(report: &Report<'_>, links: &Links<'_>, scope: &Scope, members: &Members, most: usize) -> Group {
    let line = |at: &usize| {
        let case = report.case(*at);
        let doer = case.doer();
        let known = |anchor: &str| report.config().anchors.contains_key(anchor);
        NoteLine {
            note: links.note(*at),
            is_blocked: case.note.status == Status::Blocked,
            doer: doer.map(|doer| links.person(doer)),
            owner: case.owner().filter(|owner| Some(*owner) != doer).map(|owner| links.person(owner)),
            hours: case.hours().map(|hours| format!("{} a week", words::hours(hours))),
            unknown_anchor: case
                .note
                .anchor
                .as_ref()
                .map(|anchor| anchor.value.clone())
                .filter(|anchor| !known(anchor)),
        }
    };
    Group {
        number: members.live.len(),
        notes: members.live.iter().take(most).map(line).collect(),
        rest: links.rest(scope, members.live.len().saturating_sub(most)),
        proposed: members.proposed.iter().take(PROPOSED).map(|at| links.note(*at)).collect(),
        rest_proposed: links.rest(scope, members.proposed.len().saturating_sub(PROPOSED)),
    }
}
