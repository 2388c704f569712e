//! Pictures as numbers: where bars start and end, for inline SVG, with the same data as a table.
//!
//! Takes figures; gives widths in a fixed coordinate space.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Links, Page, Ref};
use crate::audit::{Bucket, LeaderFigures};
use crate::report::Report;
use crate::words::{self, decimal, hours, list};

/// Hours a week by kind of work, a bar for each leader.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Bars {
    /// Tells this picture's parts from another's on the same page.
    id: String,
    /// What a reader who cannot see it is told.
    description: String,
    height: usize,
    rows: Vec<Row>,
    /// The kinds of work that occur, for the legend and the table's columns.
    kinds: Vec<Kind>,
    /// Whether any bar has a line for capacity.
    has_capacity: bool,
    /// Parts of notes without hours.
    unmeasured: usize,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Kind {
    key: &'static str,
    label: &'static str,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Row {
    person: Ref,
    /// Where the bar stands.
    y: usize,
    segments: Vec<Segment>,
    /// Where the capacity lies, if it is known.
    capacity_x: Option<f64>,
    capacity: Option<String>,
    /// "34.4 of 32 h".
    total: String,
    /// Hours by kind, in the order of `kinds`.
    cells: Vec<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Segment {
    key: &'static str,
    label: &'static str,
    hours: String,
    x: f64,
    width: f64,
}

/// Where bars may extend to, of the picture's 720 units.
const LEFT: f64 = 0.0;
const RIGHT: f64 = 720.0;
const ROW: usize = 62;

/// A bar for each of `leaders`; none where nobody has measured hours.
pub(crate) fn bars(report: &Report<'_>, leaders: &[&LeaderFigures], links: &Links<'_>) -> Option<Bars> {
    let measured: Vec<&LeaderFigures> = leaders.iter().copied().filter(|leader| leader.total().hours > 0.0).collect();
    let capacity = |leader: &LeaderFigures| report.config().person(&leader.id).and_then(|person| person.capacity);
    let longest = measured
        .iter()
        .map(|leader| leader.total().hours.max(capacity(leader).unwrap_or_default()))
        .fold(0.0, f64::max);
    if longest <= 0.0 {
        return None;
    }
    let scale = (RIGHT - LEFT) / longest;
    let kinds: Vec<Bucket> = Bucket::ALL
        .into_iter()
        .filter(|bucket| measured.iter().any(|leader| leader.hours.get(bucket).is_some_and(|sum| sum.hours > 0.0)))
        .collect();
    let hours_of = |leader: &LeaderFigures, bucket: Bucket| leader.hours.get(&bucket).map_or(0.0, |sum| sum.hours);
    let rows: Vec<Row> = measured
        .iter()
        .enumerate()
        .map(|(at, leader)| {
            let total = leader.total().hours;
            let mut x = LEFT;
            let segments = kinds.iter().map(|kind| {
                let hours_here = hours_of(leader, *kind);
                let segment = Segment {
                    key: kind.key(),
                    label: kind.label(),
                    hours: hours(hours_here),
                    x: round(x),
                    width: round(hours_here * scale),
                };
                x += hours_here * scale;
                segment
            });
            Row {
                segments: segments.filter(|segment| segment.width > 0.0).collect(),
                person: links.to(&Page::Owner(leader.id.clone()), report.config().name_of(&leader.id)),
                y: at * ROW + 26,
                capacity_x: capacity(leader).map(|capacity| round(LEFT + capacity * scale)),
                capacity: capacity(leader).map(decimal),
                total: words::hours_of(total, capacity(leader)),
                cells: kinds.iter().map(|kind| decimal(hours_of(leader, *kind))).collect(),
            }
        })
        .collect();
    let description: Vec<String> = rows
        .iter()
        .map(|row| {
            let parts: Vec<String> =
                row.segments.iter().map(|part| format!("{} {}", part.label.to_lowercase(), part.hours)).collect();
            format!("{}: {}, {}", row.person.text, row.total, list(&parts))
        })
        .collect();
    Some(Bars {
        id: measured.iter().map(|leader| leader.id.as_str()).collect::<Vec<_>>().join("-"),
        description: description.join(". "),
        height: rows.len() * ROW + 4,
        kinds: kinds.iter().map(|kind| Kind { key: kind.key(), label: kind.label() }).collect(),
        has_capacity: measured.iter().any(|leader| capacity(leader).is_some()),
        unmeasured: leaders.iter().map(|leader| leader.total().unmeasured).sum(),
        rows,
    })
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
