//! The measures of the wide map, and helpers of its parts.

use crate::site::views::Ref;
use crate::site::views::map::layout::{Align, Item, Label, height};

pub(super) const WIDTH: f64 = 1120.0;
pub(super) const CENTRE: f64 = WIDTH / 2.0;
/// The circle around the star and its words.
pub(super) const STAR: f64 = 112.0;
/// The most distance between anchors and the star.
pub(super) const ORBIT: f64 = 240.0;
pub(super) const DISC: f64 = 28.0;
/// Half the room for an anchor's title.
pub(super) const HALF: f64 = 80.0;
/// The distance from an anchor to its notes.
pub(super) const REACH: f64 = HALF + 20.0;
/// The distance from the dot of a note to its title.
pub(super) const GAP: f64 = 12.0;
pub(super) const MARGIN: f64 = 8.0;
/// Titles wider than this are broken, even if there is more room.
pub(super) const MEASURE: f64 = 250.0;
/// Space above and below a title, so that fingers can hit it.
pub(super) const LOOSE: f64 = 9.0;
pub(super) const NOTE: f64 = 14.0;
pub(super) const GOAL: f64 = 14.5;
/// How much further out the middle of a fan is than its ends.
pub(super) const BOW: f64 = 16.0;

/// How much of the notes of an anchor is shown.
#[derive(Clone, Copy)]
pub(super) struct Detail {
    /// How many titles.
    pub(super) titles: usize,
    /// In how many lines.
    pub(super) lines: usize,
    /// How many of the other notes a dot stands for.
    pub(super) per_dot: usize,
}

/// Room for titles beside an anchor that is `offset` off the centre.
pub(super) fn room(offset: f64) -> f64 {
    (CENTRE - offset - REACH - BOW - GAP - MARGIN).min(MEASURE)
}

pub(super) fn row_height(lines: usize) -> f64 {
    height(lines.max(1), NOTE) + LOOSE
}

/// Lines beside a dot, with their middle at its height.
pub(super) fn beside(item: &Item, lines: Vec<String>, x: f64, y: f64, align: Align) -> Label {
    let first = y - height(lines.len(), NOTE) / 2.0 + NOTE * 0.94;
    Label::new(item.link.clone(), lines, x, first, NOTE, align)
}

pub(super) fn and_more(number: usize, href: Option<String>, x: f64, y: f64, align: Align) -> Label {
    let text = format!("and {number} more");
    Label::new(Ref { text: text.clone(), href }, vec![text], x, y, NOTE, align)
}
