//! The map for wide pages and for paper: anchors on an orbit around the star, notes with their titles outside it.
//!
//! Takes a [`Sky`]; gives a [`Picture`]. Anchors are on two sides, clockwise. Each has a fan of notes on its outer side,
//! as high as the titles need. More anchors show fewer titles each.

mod edge;
mod fan;
mod measures;

use super::{Arm, Goal, Orbit, Picture, Sky, centre, per_dot, round, shown, small};
use edge::{COLUMNS, edge};
use fan::Fan;
use measures::{CENTRE, DISC, Detail, HALF, MARGIN, MEASURE, ORBIT, STAR, WIDTH, room};

/// How many titles a single anchor shows.
const ALONE: usize = 16;
/// The least distance from the star to an anchor.
const RAY: f64 = 40.0;
/// The most dots of a fan and at the edge.
const MOST_DOTS: usize = 192;
const EDGE_MOST_DOTS: usize = 900;
/// The distance between fans.
const BETWEEN: f64 = 26.0;
/// The height of a side from which titles are left out.
const HIGH: f64 = 720.0;

/// Draws `sky` wide.
pub(in crate::site::views::map) fn wide(sky: &Sky) -> Picture {
    let halves = sky.goals.split_at(sky.goals.len().div_ceil(2));
    let (titles, lines) = if sky.goals.len() == 1 { (ALONE, 2) } else { titles(halves) };
    let edge_rows = if sky.goals.is_empty() { 6 } else { 3 };
    let edge_shown = shown(sky.adrift.len(), edge_rows * COLUMNS);
    let rests = sky.goals.iter().map(|goal| (goal.items.len() - shown(goal.items.len(), titles), MOST_DOTS));
    let per_dot = per_dot(&rests.chain([(sky.adrift.len() - edge_shown, EDGE_MOST_DOTS)]));
    let detail = Detail { titles, lines, per_dot };
    let ring = match sky.goals.as_slice() {
        [] => Ring { arms: Vec::new(), orbit: None, middle: MARGIN + STAR, bottom: MARGIN + STAR * 2.0 },
        [goal] => alone(goal, detail),
        _ => ring(halves, detail),
    };
    let (adrift, height) = edge(&sky.adrift, edge_shown, per_dot, ring.bottom);
    Picture {
        id: "wide",
        width: WIDTH,
        height: round(height),
        star: centre(sky.star.as_ref(), CENTRE, ring.middle, STAR, (16.0, STAR * 1.66)),
        orbit: ring.orbit,
        arms: ring.arms,
        adrift,
        per_dot,
    }
}

/// The anchors, and the position of the star.
struct Ring {
    arms: Vec<Arm>,
    orbit: Option<Orbit>,
    middle: f64,
    bottom: f64,
}

/// Anchors on both sides of the star, the first half to its right.
fn ring((right, left): (&[Goal], &[Goal]), detail: Detail) -> Ring {
    let fan = |goal| Fan::new(goal, detail, room(ORBIT));
    let right = stack(right.iter().map(fan).collect(), 1.0);
    let left = stack(left.iter().rev().map(fan).collect(), -1.0);
    let fans: Vec<&Fan<'_>> = right.iter().chain(&left).collect();
    let ry = flattest(&fans);
    let middle = MARGIN + fans.iter().map(|fan| fan.up - fan.y).fold(ry, f64::max);
    let arms = right.iter().chain(left.iter().rev()).map(|fan| fan.draw(fan.offset(ry), middle));
    Ring {
        arms: arms.collect(),
        orbit: Some(Orbit { rx: ORBIT, ry: round(ry) }),
        middle,
        bottom: middle + fans.iter().map(|fan| fan.down + fan.y).fold(ry, f64::max),
    }
}

/// A single anchor: below the star, with half of its notes on each side.
fn alone(goal: &Goal, detail: Detail) -> Ring {
    let (titled, rest) = goal.items.split_at(shown(goal.items.len(), detail.titles));
    let (right, left) = titled.split_at(titled.len().div_ceil(2));
    let mut right = Fan::of(goal, right, rest.len(), detail, MEASURE);
    let mut left = Fan::of(goal, left, 0, detail, MEASURE);
    left.side = -1.0;
    for fan in [&mut right, &mut left] {
        fan.y = STAR + RAY + DISC;
        fan.reach = STAR + MARGIN * 2.0;
    }
    let middle = MARGIN + STAR.max(right.up.max(left.up) - right.y);
    let mut arm = right.draw(0.0, middle);
    arm.marks.extend(left.draw(0.0, middle).marks);
    Ring { arms: vec![arm], orbit: None, middle, bottom: middle + right.y + right.down.max(left.down) }
}

/// How many titles an anchor may show, and in how many lines, so that both sides are low enough.
fn titles((right, left): (&[Goal], &[Goal])) -> (usize, usize) {
    const LESS: [(usize, usize); 8] = [(8, 2), (7, 2), (6, 2), (5, 2), (4, 2), (5, 1), (4, 1), (3, 1)];
    let least = LESS[LESS.len() - 1];
    let high = |(titles, lines): (usize, usize)| {
        let detail = Detail { titles, lines, per_dot: 10 };
        let side = |goals: &[Goal]| -> f64 {
            let fans = goals.iter().map(|goal| Fan::new(goal, detail, room(ORBIT)));
            fans.map(|fan| fan.up + fan.down + BETWEEN).sum()
        };
        side(right).max(side(left))
    };
    let limit = HIGH.max(high(least) * 1.12);
    LESS.into_iter().find(|less| high(*less) <= limit).unwrap_or(least)
}

/// Puts fans below each other, with their middle at 0.
fn stack(mut fans: Vec<Fan<'_>>, side: f64) -> Vec<Fan<'_>> {
    let count = fans.len();
    for (at, fan) in fans.iter_mut().enumerate() {
        fan.side = side;
        fan.is_upper = at * 2 + 1 < count;
        if fan.is_upper {
            std::mem::swap(&mut fan.up, &mut fan.down);
        }
    }
    let all: f64 = fans.iter().map(|fan| fan.up + fan.down + BETWEEN).sum();
    let mut top = (BETWEEN - all) / 2.0;
    if let [only] = fans.as_slice() {
        top = -only.up;
    }
    for fan in &mut fans {
        fan.y = top + fan.up;
        top += fan.up + fan.down + BETWEEN;
    }
    fans
}

/// The lowest orbit on which no anchor is too near to the star or to an anchor of the other side.
fn flattest(fans: &[&Fan<'_>]) -> f64 {
    let farthest = fans.iter().map(|fan| fan.y.abs()).fold(0.0, f64::max);
    let is_clear = |ry: &f64| {
        fans.iter().all(|fan| {
            let (offset, y) = (fan.offset(*ry), fan.y.abs());
            let title = (offset - HALF).hypot(y + DISC);
            offset >= HALF + MARGIN && offset.hypot(y) >= STAR + DISC + RAY && title >= STAR + MARGIN
        })
    };
    let lowest = (farthest * 1.03).max(ORBIT * 0.8);
    (0..60).map(|step| lowest * (1.0 + small(step) * 0.04)).find(is_clear).unwrap_or(lowest * 3.4)
}
