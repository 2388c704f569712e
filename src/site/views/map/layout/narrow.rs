//! The map for phones: the star in the middle, anchors above and below it in two columns, notes as dots and a count.
//!
//! Takes a [`Sky`]; gives a [`Picture`] as wide as a phone, so that its words keep their size.

use std::f64::consts::TAU;

use super::{
    Adrift, Align, Arm, Goal, Item, Label, Picture, Rest, Sky, centre, dots, dots_height, height, leading, per_dot,
    round, small, waves,
};
use crate::site::views::Ref;
use crate::site::views::map::label::wrap;
use crate::text::words::count;

const WIDTH: f64 = 360.0;
const CENTRE: f64 = WIDTH / 2.0;
const STAR: f64 = 88.0;
const DISC: f64 = 23.0;
/// Half the width of an anchor.
const HALF: f64 = 80.0;
/// From the middle of the picture to the middle of a column.
const COLUMN: f64 = 92.0;
const WORDS: f64 = 14.0;
const BETWEEN: f64 = 24.0;
const MARGIN: f64 = 8.0;
/// Dots below an anchor: in a row, and in total.
const ACROSS: usize = 20;
const MOST_DOTS: usize = 120;
const EDGE_ACROSS: usize = 46;
const EDGE_MOST_DOTS: usize = 460;

/// Draws `sky` narrow.
pub(in crate::site::views::map) fn narrow(sky: &Sky) -> Picture {
    let fields = sky.goals.iter().map(|goal| (goal.items.len(), MOST_DOTS));
    let per_dot = per_dot(&fields.chain([(sky.adrift.len(), EDGE_MOST_DOTS)]));
    let rows: Vec<Vec<Block<'_>>> =
        sky.goals.chunks(2).map(|row| row.iter().map(|goal| Block::new(goal, per_dot)).collect()).collect();
    let (above, below) = rows.split_at(rows.len() / 2);
    let high = |row: &Vec<Block<'_>>| row_height(row) + BETWEEN;
    let middle = MARGIN + above.iter().map(high).sum::<f64>() + STAR;
    let mut arms = Vec::new();
    let mut y = MARGIN;
    for row in above {
        arms.extend(draw_row(row, y, middle, 1.0));
        y += high(row);
    }
    y = middle + STAR + BETWEEN;
    for row in below {
        arms.extend(draw_row(row, y, middle, -1.0));
        y += high(row);
    }
    let (adrift, height) = edge(&sky.adrift, per_dot, y - BETWEEN / 2.0);
    Picture {
        id: "narrow",
        width: WIDTH,
        height: round(height),
        star: centre(sky.star.as_ref(), CENTRE, middle, STAR, (14.0, STAR * 1.64)),
        orbit: None,
        arms,
        adrift,
        per_dot,
    }
}

/// An anchor with its words and dots.
struct Block<'a> {
    goal: &'a Goal,
    title: Vec<String>,
    dots: usize,
    height: f64,
}

impl<'a> Block<'a> {
    fn new(goal: &'a Goal, per_dot: usize) -> Self {
        let title = wrap(&goal.link.text, WORDS, HALF * 2.0, 3);
        let dots = goal.items.len().div_ceil(per_dot);
        let words = height(title.len() + 1, WORDS);
        Self { goal, height: DISC * 2.0 + 8.0 + words + 10.0 + dots_height(dots, ACROSS), title, dots }
    }

    /// The anchor with its ring at `y` and its words on the side away from the star; `ray` is the line to the star.
    fn draw(&self, x: f64, y: f64, toward: f64, ray: String) -> Arm {
        let top = if toward > 0.0 { y + DISC - self.height } else { y + DISC + 8.0 };
        let first = top + WORDS;
        let words = first + height(self.title.len(), WORDS);
        let notes = match self.goal.items.len() {
            0 => "no live note".to_owned(),
            number => count(number, "live note", "live notes"),
        };
        let across = self.dots.min(ACROSS);
        let left = x - small(across.saturating_sub(1)) * super::STEP / 2.0;
        Arm {
            x: round(x),
            y: round(y),
            r: DISC,
            ray,
            filled: self.goal.filled(DISC),
            around: round(DISC * TAU),
            figure: self.goal.figure(x, y, 13.0),
            label: Label::new(self.goal.link.clone(), self.title.clone(), x, first, WORDS, Align::Middle),
            tip: self.goal.tip.clone(),
            marks: Vec::new(),
            rest: Some(Rest {
                dots: dots(self.dots, ACROSS, left, words + 12.0, 1.0),
                label: Label::new(Ref::plain(notes.clone()), vec![notes], x, words, WORDS, Align::Middle),
            }),
        }
    }
}

/// One row of anchors from `top`; `toward` is 1 if the star is below, -1 if it is above.
fn draw_row(row: &[Block<'_>], top: f64, star: f64, toward: f64) -> Vec<Arm> {
    let y = if toward > 0.0 { top + row_height(row) - DISC } else { top + DISC };
    let start = star - toward * (STAR + 2.0);
    let arm = |(at, block): (usize, &Block<'_>)| {
        if row.len() == 1 {
            let ray = format!("M{CENTRE} {}V{}", round(start), round(y + toward * (DISC + 2.0)));
            return block.draw(CENTRE, y, toward, ray);
        }
        let side = if at == 0 { -1.0 } else { 1.0 };
        let x = CENTRE + side * COLUMN;
        let (bend, end) = (round(y + toward * 26.0), round(x - side * (DISC + 2.0)));
        let ray = format!("M{CENTRE} {}V{bend}Q{CENTRE} {} {end} {}", round(start), round(y), round(y));
        block.draw(x, y, toward, ray)
    };
    row.iter().enumerate().map(arm).collect()
}

fn row_height(row: &[Block<'_>]) -> f64 {
    row.iter().map(|block| block.height).fold(0.0, f64::max)
}

/// The notes adrift as dots, and the end of the picture.
fn edge(items: &[Item], per_dot: usize, top: f64) -> (Option<Adrift>, f64) {
    if items.is_empty() {
        return (None, top + MARGIN);
    }
    let text = count(items.len(), "note adrift", "notes adrift");
    let link = Ref { text: text.clone(), href: Some("#adrift".to_owned()) };
    let number = items.len().div_ceil(per_dot);
    let words = top + 22.0 + leading(WORDS);
    let left = CENTRE - small(number.min(EDGE_ACROSS) - 1) * super::STEP / 2.0;
    let adrift = Adrift {
        waves: waves(WIDTH, top + 12.0),
        label: Label::new(link, vec![text], CENTRE, words, WORDS, Align::Middle),
        marks: Vec::new(),
        rest: Some(Rest {
            dots: dots(number, EDGE_ACROSS, left, words + 14.0, 1.0),
            label: Label::new(Ref::plain(String::new()), Vec::new(), CENTRE, words, WORDS, Align::Middle),
        }),
    };
    (Some(adrift), words + 14.0 + dots_height(number, EDGE_ACROSS) + MARGIN)
}
