//! Bar charts: where bars start and end in an inline SVG, and the same data as a table.
//!
//! Takes figures; gives widths in a fixed coordinate space.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Links, Page, Ref};
use crate::audit::{Figures, HourCategory, LeaderFigures, ScoreTerm};
use crate::report::Report;
use crate::text::words::{self, agree, count, decimal, hours, list, percent};

/// A bar chart: bars one below the other, each with parts.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Bars {
    /// The id of the chart in the page.
    id: String,
    title: &'static str,
    rows: Vec<Row>,
    /// What the rows are, for the table.
    rows_are: &'static str,
    /// The kinds of parts that occur, for the legend and the table's columns.
    kinds: Vec<Kind>,
    /// What the table's last column holds, if it has one.
    last: Option<&'static str>,
    /// Whether bars are parts of a whole that is drawn behind them.
    has_whole: bool,
    /// What the dashed line is, if any bar has one.
    line: Option<&'static str>,
    /// What is not drawn.
    left_out: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Kind {
    key: &'static str,
    label: &'static str,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Row {
    name: Ref,
    /// The bar in words, for readers who cannot see it.
    description: String,
    segments: Vec<Segment>,
    /// Where the dashed line stands.
    line_x: Option<f64>,
    /// What the whole bar says, such as "34.4 of 32 h".
    total: String,
    /// The parts in words, in the order of `kinds`.
    cells: Vec<String>,
    /// What stands in the table's last column.
    last: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Segment {
    key: &'static str,
    label: &'static str,
    /// How much it is, with its unit.
    says: String,
    x: f64,
    width: f64,
}

/// How wide a bar can be, in units of its own; pages stretch it.
const WIDTH: f64 = 720.0;

/// The hours of `leaders` by kind of work; none if no hours are known.
pub(crate) fn hours_picture(report: &Report<'_>, leaders: &[&LeaderFigures], links: &Links<'_>) -> Option<Bars> {
    let measured: Vec<&LeaderFigures> = leaders.iter().copied().filter(|leader| leader.total().hours > 0.0).collect();
    let capacity = |leader: &LeaderFigures| report.config().person(&leader.id).and_then(crate::model::Person::capacity);
    let reaches = |leader: &&LeaderFigures| leader.total().hours.max(capacity(leader).unwrap_or_default());
    let scale = WIDTH / measured.iter().map(reaches).reduce(f64::max)?;
    let hours_of =
        |leader: &LeaderFigures, category: HourCategory| leader.hours.get(&category).map_or(0.0, |sum| sum.hours);
    let occurs = |category: &HourCategory| measured.iter().any(|leader| hours_of(leader, *category) > 0.0);
    let categories: Vec<HourCategory> = HourCategory::ALL.into_iter().filter(occurs).collect();
    let kinds: Vec<Kind> =
        categories.iter().map(|category| Kind { key: category.key(), label: category.label() }).collect();
    let row = |leader: &&LeaderFigures| {
        let parts: Vec<f64> = categories.iter().map(|category| hours_of(leader, *category)).collect();
        let name = links.to(&Page::Owner(leader.id.clone()), report.config().name_of(&leader.id));
        let total = words::hours_of(leader.total().hours, capacity(leader));
        Row {
            line_x: capacity(leader).map(|capacity| round(capacity * scale)),
            last: Some(capacity(leader).map_or_else(|| "unknown".to_owned(), decimal)),
            ..Row::new(name, total, segments(&kinds, &parts, scale, hours), parts.into_iter().map(decimal).collect())
        }
    };
    let unmeasured: usize = leaders.iter().map(|leader| leader.total().unmeasured).sum();
    let picture = Bars::new("hours", "Hours a week by kind of work", measured.iter().map(row).collect(), kinds);
    Some(Bars {
        rows_are: "Leader",
        last: Some("Capacity"),
        line: measured.iter().any(|leader| capacity(leader).is_some()).then_some("capacity"),
        left_out: (unmeasured > 0).then(|| {
            let parts = count(unmeasured, "part of a note has", "parts of notes have");
            format!("{parts} no hours yet; the chart leaves {} out.", agree(unmeasured, "it", "them"))
        }),
        ..picture
    })
}

/// The parts of the score, and how much of each is reached; none if there is no score.
pub(crate) fn score_picture(figures: &Figures) -> Option<Bars> {
    let weights: f64 = figures.terms.iter().map(|term| term.weight).sum();
    let kinds = vec![Kind { key: "reached", label: "Reached" }];
    let row = |term: &ScoreTerm| {
        let value = percent(term.value);
        let reached = segments(&kinds, &[term.value], WIDTH, percent);
        Row {
            description: value.clone(),
            last: Some(percent(term.weight / weights)),
            ..Row::new(Ref::plain(term.name), value.clone(), reached, vec![value])
        }
    };
    let rows: Vec<Row> = figures.terms.iter().map(row).collect();
    (!rows.is_empty()).then(|| Bars {
        rows_are: "Part",
        last: Some("Weight"),
        has_whole: true,
        ..Bars::new("parts", "What the score is made of", rows, kinds)
    })
}

/// How many notes and decisions are at each level: its name, notes, decisions; none if there is no level.
pub(crate) fn levels_picture(levels: &[(Ref, usize, usize)]) -> Option<Bars> {
    let most = levels.iter().map(|(_, notes, decisions)| notes + decisions).max().filter(|most| *most > 0)?;
    // A few notes do not fill the width, so that short bars look short.
    let scale = (WIDTH / exact(most)).min(WIDTH / 12.0);
    let kinds = vec![Kind { key: "notes", label: "Notes" }, Kind { key: "decisions", label: "Decisions" }];
    let row = |(name, notes, decisions): &(Ref, usize, usize)| {
        let parts = [*notes, *decisions];
        let bar = segments(&kinds, &parts.map(exact), scale, |number| format!("{number:.0}"));
        Row::new(name.clone(), (notes + decisions).to_string(), bar, parts.map(|part| part.to_string()).to_vec())
    };
    let rows = levels.iter().map(row).collect();
    Some(Bars { rows_are: "Level", ..Bars::new("levels", "Notes and decisions by level of delegation", rows, kinds) })
}

impl Bars {
    fn new(id: &str, title: &'static str, rows: Vec<Row>, kinds: Vec<Kind>) -> Self {
        let id = format!("picture-{id}");
        Self { id, title, rows, rows_are: "", kinds, last: None, has_whole: false, line: None, left_out: None }
    }
}

impl Row {
    /// A bar that is described by its parts: "40.1 of 32 h: direction 5 h and execution 14.6 h".
    fn new(name: Ref, total: String, segments: Vec<Segment>, cells: Vec<String>) -> Self {
        let part = |part: &Segment| format!("{} {}", part.label.to_lowercase(), part.says);
        let parts: Vec<String> = segments.iter().map(part).collect();
        let description = if parts.is_empty() { total.clone() } else { format!("{total}: {}", list(&parts)) };
        Self { name, description, segments, line_x: None, total, cells, last: None }
    }
}

/// Parts one after the other, without empty ones.
fn segments(kinds: &[Kind], parts: &[f64], scale: f64, says: impl Fn(f64) -> String) -> Vec<Segment> {
    let mut x = 0.0;
    let mut segments = Vec::new();
    for (kind, part) in kinds.iter().zip(parts) {
        let width = part * scale;
        if round(width) > 0.0 {
            let segment =
                Segment { key: kind.key, label: kind.label, says: says(*part), x: round(x), width: round(width) };
            segments.push(segment);
        }
        x += width;
    }
    segments
}

/// Counts of notes are far below what a float holds exactly.
#[allow(clippy::cast_precision_loss)]
fn exact(number: usize) -> f64 {
    number as f64
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
