//! The delegation board: what is handed over and who decides what, by the seven levels of delegation.

use schemars::JsonSchema;
use serde::Serialize;

use super::pictures::{Bars, levels_picture};
use super::{Links, Page, Ref, SiteModel, View};
use crate::audit::Delegation;
use crate::model::{Authority, Decision, Word as _};
use crate::report::Report;
use crate::site::lists::{LISTED, Scope};
use crate::text::words::{agree, count, list};

/// The view of `board.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct BoardView {
    intro: Vec<String>,
    /// Whether any note is handed over.
    has_handovers: bool,
    /// Whether the board is empty.
    is_empty: bool,
    /// Whether one of the seven levels is empty.
    has_unused: bool,
    /// What has no level, the seven levels from the least freedom to the most, and what leaders keep.
    levels: Vec<LevelView>,
    /// How much is at each level that is used.
    picture: Option<Bars>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct LevelView {
    /// Its id in the page: one of the seven words, `unsaid` or `kept`.
    id: &'static str,
    title: String,
    /// 1 to 7; none for what has no level.
    number: Option<usize>,
    /// "the leader decides", "both decide", "the taker decides".
    decides: Option<&'static str>,
    /// What the level means.
    means: &'static str,
    count: usize,
    /// The first few.
    items: Vec<Item>,
    /// More of them, for readers to unfold.
    rest: Vec<Item>,
    /// A link to the others.
    more: Option<Ref>,
}

/// A note or a decision on the board.
#[derive(Debug, JsonSchema, Serialize)]
struct Item {
    what: Ref,
    is_decision: bool,
    /// Who took it, or who decides.
    holders: Vec<Ref>,
    /// Who gave it.
    from: Option<Ref>,
    /// What they decide alone, or their limits.
    terms: Option<String>,
}

impl View for BoardView {
    fn title(&self) -> String {
        "Delegation board".to_owned()
    }
}

/// A level shows this many without unfolding.
const FEW: usize = 12;

/// The column of the board that something is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Level(Authority),
    /// Handed over without a level.
    Unsaid,
    /// A decision that leaders hold and have not handed over.
    Kept,
}

pub(crate) fn board(model: &SiteModel<'_>) -> BoardView {
    let report = model.report;
    let links = model.links(&Page::Board);
    let mut found = notes(report);
    let has_handovers = !found.is_empty();
    found.extend(decisions(report));
    let levels = Authority::ALL.iter().copied().map(Column::Level);
    let columns = std::iter::once(Column::Unsaid).chain(levels).chain([Column::Kept]);
    let levels = columns.map(|column| level(report, &links, column, &found));
    let levels: Vec<LevelView> = levels.filter(|level| level.number.is_some() || level.count > 0).collect();
    let counted: Vec<(Ref, usize, usize)> =
        levels.iter().filter(|level| level.count > 0).map(|level| counted(level, &found)).collect();
    BoardView {
        picture: levels_picture(&counted),
        intro: intro(&found),
        has_handovers,
        is_empty: found.is_empty(),
        has_unused: levels.iter().any(|level| level.count == 0),
        levels,
    }
}

/// A level with the number of its notes and of its decisions.
fn counted(level: &LevelView, found: &[(Column, Found<'_>)]) -> (Ref, usize, usize) {
    let here = found.iter().filter(|(column, _)| explained(*column).0 == level.id);
    let decisions = here.filter(|(_, found)| matches!(found, Found::Decision(_))).count();
    let number = level.number.map_or_else(String::new, |number| format!("{number} "));
    let decides = level.decides.map_or_else(String::new, |decides| format!(": {decides}"));
    let name = Ref { text: format!("{number}{}{decides}", level.title), href: Some(format!("#{}", level.id)) };
    (name, level.count - decisions, decisions)
}

/// Something on the board, before it is shown.
enum Found<'r> {
    Note { at: usize, giver: &'r str, taker: &'r str },
    Decision(&'r Decision),
}

fn notes<'r>(report: &'r Report<'_>) -> Vec<(Column, Found<'r>)> {
    let cases = report.audit.site.cases.iter().enumerate();
    cases
        .filter_map(|(at, case)| match case.delegation {
            Delegation::HandedOver { giver, taker } => {
                let column = case.authority().map_or(Column::Unsaid, Column::Level);
                Some((column, Found::Note { at, giver, taker }))
            }
            _ => None,
        })
        .collect()
}

fn decisions<'r>(report: &'r Report<'_>) -> impl Iterator<Item = (Column, Found<'r>)> {
    let config = report.config();
    config.decisions.values().map(move |decision| {
        let is_kept = !decision.by.is_empty() && decision.by.iter().all(|by| config.is_leader(by));
        let column = match &decision.authority {
            Some(level) => Column::Level(level.value),
            None if is_kept => Column::Kept,
            None => Column::Unsaid,
        };
        (column, Found::Decision(decision))
    })
}

fn intro(found: &[(Column, Found<'_>)]) -> Vec<String> {
    let is_note = |found: &Found<'_>| matches!(found, Found::Note { .. });
    let notes = found.iter().filter(|(_, found)| is_note(found)).count();
    let decisions = found.len() - notes;
    let unsaid = found.iter().filter(|(column, found)| *column == Column::Unsaid && is_note(found)).count();
    let registered = count(decisions, "decision", "decisions");
    let mut intro = vec![match (notes, decisions) {
        (0, 0) => "Nothing is handed over yet, and no decision is registered.".to_owned(),
        (0, _) => format!("No note is handed over yet. The register has {registered}."),
        (_, 0) => format!("{} handed over.", count(notes, "note is", "notes are")),
        _ => format!("{} handed over. The register has {registered}.", count(notes, "note is", "notes are")),
    }];
    if unsaid > 0 {
        intro.push(match (notes, unsaid) {
            (1, _) => "It does not say how much the taker may decide.".to_owned(),
            (all, unsaid) if all == unsaid => "None of them says how much the taker may decide.".to_owned(),
            _ => format!("{unsaid} of them {} not say how much the taker may decide.", agree(unsaid, "does", "do")),
        });
    }
    intro
}

fn level(report: &Report<'_>, links: &Links<'_>, column: Column, found: &[(Column, Found<'_>)]) -> LevelView {
    let here: Vec<&Found<'_>> = found.iter().filter(|(other, _)| *other == column).map(|(_, found)| found).collect();
    let mut items = here.iter().take(LISTED).map(|found| item(report, links, found));
    let number = Authority::ALL.iter().position(|level| column == Column::Level(*level)).map(|at| at + 1);
    let (id, title, decides, means) = explained(column);
    let scope = match column {
        Column::Level(level) => Scope::Level(Some(level)),
        Column::Unsaid | Column::Kept => Scope::Level(None),
    };
    LevelView {
        id,
        title: title.to_owned(),
        number,
        decides,
        means,
        count: here.len(),
        items: items.by_ref().take(FEW).collect(),
        rest: items.collect(),
        more: links.rest(&scope, here.len().saturating_sub(LISTED)),
    }
}

/// Id, title, who decides, and what that means in practice.
fn explained(column: Column) -> (&'static str, &'static str, Option<&'static str>, &'static str) {
    const LEADER: Option<&str> = Some("the leader decides");
    const BOTH: Option<&str> = Some("both decide");
    const TAKER: Option<&str> = Some("the taker decides");
    let level = match column {
        Column::Level(level) => level,
        Column::Unsaid => {
            let means = "Handed over without a level. Agree on a level and write it as `authority`.";
            return ("unsaid", "No level yet", None, means);
        }
        Column::Kept => {
            let means = "Decisions in the register that leaders make and have not handed over.";
            return ("kept", "Kept by leaders", Some("leaders decide"), means);
        }
    };
    let (decides, means) = match level {
        Authority::Tell => (LEADER, "The leader decides, and the taker carries it out."),
        Authority::Sell => (LEADER, "The leader decides, gives the reasons and persuades the taker."),
        Authority::Consult => (LEADER, "The leader hears the taker first, and then decides."),
        Authority::Agree => (BOTH, "They decide together. Nothing goes ahead until both have agreed."),
        Authority::Advise => (TAKER, "The taker hears what the leader thinks, and then decides."),
        Authority::Inquire => (TAKER, "The taker decides, and tells the leader afterwards why."),
        Authority::Delegate => (TAKER, "The taker decides, and nobody has to be told."),
    };
    let title = match level {
        Authority::Tell => "Tell",
        Authority::Sell => "Sell",
        Authority::Consult => "Consult",
        Authority::Agree => "Agree",
        Authority::Advise => "Advise",
        Authority::Inquire => "Inquire",
        Authority::Delegate => "Delegate",
    };
    (level.word(), title, decides, means)
}

/// Who has the last word at a level of delegation.
pub(super) fn who_decides(level: Authority) -> &'static str {
    explained(Column::Level(level)).2.unwrap_or_default()
}

fn item(report: &Report<'_>, links: &Links<'_>, found: &Found<'_>) -> Item {
    match found {
        Found::Note { at, giver, taker } => {
            let decides = report.note(*at).handover.iter().flat_map(|contract| &contract.decides);
            let decides: Vec<String> = decides.map(|what| report.config().decision_title(what)).collect();
            Item {
                what: links.note(*at),
                is_decision: false,
                holders: vec![links.person(taker)],
                from: Some(links.person(giver)),
                terms: (!decides.is_empty()).then(|| format!("decides alone: {}", list(&decides))),
            }
        }
        Found::Decision(decision) => {
            let frequency = decision.frequency.as_ref().map(|frequency| frequency.word().to_owned());
            let impact = decision.impact.as_ref().map(|impact| impact.word().to_owned());
            let terms: Vec<String> = impact.into_iter().chain(frequency).chain(decision.limits.clone()).collect();
            Item {
                what: Ref::plain(decision.title.clone()),
                is_decision: true,
                holders: decision.by.iter().map(|by| links.person(by)).collect(),
                from: None,
                terms: (!terms.is_empty()).then(|| terms.join(" · ")),
            }
        }
    }
}
