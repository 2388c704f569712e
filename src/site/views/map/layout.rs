//! The layout of the map: two drawings of the same content, one for wide pages and one for phones.
//!
//! Takes a [`Sky`]; gives [`Picture`]s with numbers of one decimal. It does not know notes or templates.

mod narrow;
#[cfg(test)]
mod tests;
mod wide;

use std::f64::consts::TAU;

use schemars::JsonSchema;
use serde::Serialize;

use super::label::wrap;
use super::progress::percent_reached;
use crate::site::views::Ref;

pub(super) use narrow::narrow;
pub(super) use wide::wide;

/// The content of the map, without positions.
#[derive(Debug, Default)]
pub(super) struct Sky {
    pub(super) star: Option<Ref>,
    /// In drawing order.
    pub(super) goals: Vec<Goal>,
    /// Live notes without an anchor.
    pub(super) adrift: Vec<Item>,
}

/// An anchor with the live notes that serve it.
#[derive(Debug)]
pub(super) struct Goal {
    pub(super) link: Ref,
    /// The text of the link for readers who cannot see the map.
    pub(super) tip: String,
    pub(super) share: Option<f64>,
    pub(super) items: Vec<Item>,
}

/// A note.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) link: Ref,
    pub(super) is_blocked: bool,
}

/// A drawing.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Picture {
    /// "wide" or "narrow".
    pub(super) id: &'static str,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) star: Centre,
    /// The line that the anchors are on.
    pub(super) orbit: Option<Orbit>,
    pub(super) arms: Vec<Arm>,
    pub(super) adrift: Option<Adrift>,
    /// How many notes a small dot stands for.
    pub(super) per_dot: usize,
}

/// The North Star.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Centre {
    pub(super) x: f64,
    /// The middle of the circle around it.
    pub(super) y: f64,
    pub(super) r: f64,
    /// The position of the star itself.
    pub(super) star_y: f64,
    pub(super) label: Label,
    /// Whether there is one.
    pub(super) is_set: bool,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Orbit {
    pub(super) rx: f64,
    pub(super) ry: f64,
}

/// An anchor with its notes.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Arm {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) r: f64,
    /// The line from the star.
    pub(super) ray: String,
    /// The length of the filled part of the ring; none if the progress is not known.
    pub(super) filled: Option<f64>,
    /// The length of the whole ring.
    pub(super) around: f64,
    /// The text inside the ring.
    pub(super) figure: Label,
    pub(super) label: Label,
    pub(super) tip: String,
    pub(super) marks: Vec<Mark>,
    pub(super) rest: Option<Rest>,
}

/// A note with its title.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Mark {
    pub(super) x: f64,
    pub(super) y: f64,
    /// The line from the anchor.
    pub(super) branch: Option<String>,
    pub(super) label: Label,
    pub(super) is_blocked: bool,
}

/// Notes that are only counted.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Rest {
    /// A small dot for each note, or for several.
    pub(super) dots: String,
    pub(super) label: Label,
}

/// The edge, where notes without an anchor are.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Adrift {
    pub(super) waves: String,
    pub(super) label: Label,
    pub(super) marks: Vec<Mark>,
    pub(super) rest: Option<Rest>,
}

/// Lines of text with their position.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Label {
    pub(super) link: Ref,
    pub(super) lines: Vec<Line>,
    pub(super) align: Align,
    pub(super) size: f64,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Line {
    pub(super) x: f64,
    /// The baseline of the letters.
    pub(super) y: f64,
    pub(super) text: String,
}

/// The part of a line that its position refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

impl Goal {
    /// The filled part of a ring of radius `r`.
    fn filled(&self, r: f64) -> Option<f64> {
        self.share.map(|share| round(share * r * TAU))
    }

    /// The text inside the ring.
    fn figure(&self, x: f64, y: f64, size: f64) -> Label {
        let text = self.share.map_or_else(|| "?".to_owned(), percent_reached);
        Label::new(Ref::plain(text.clone()), vec![text], x, y + size * 0.36, size, Align::Middle)
    }
}

impl Label {
    /// Lines below each other; `y` is the baseline of the first one.
    fn new(link: Ref, lines: Vec<String>, x: f64, y: f64, size: f64, align: Align) -> Self {
        let mut y = y;
        let lines = lines.into_iter().map(|text| {
            let first = Line { x: round(x), y: round(y), text };
            y += leading(size);
            first
        });
        Self { lines: lines.collect(), link, align, size }
    }
}

/// The distance between lines.
fn leading(size: f64) -> f64 {
    size + 3.5
}

/// The height of some lines.
#[allow(clippy::cast_precision_loss, reason = "a few lines")]
fn height(lines: usize, size: f64) -> f64 {
    lines as f64 * leading(size)
}

/// The distance between dots.
const STEP: f64 = 7.0;

/// Small dots in rows of `across`, from `x` in `direction`.
fn dots(number: usize, across: usize, x: f64, y: f64, direction: f64) -> String {
    let rows = (0..number).step_by(across).enumerate().map(|(row, first)| {
        let more = across.min(number - first) - 1;
        let start = format!("M{} {}h0", round(x), round(y + small(row) * STEP));
        start + &format!("m{} 0h0", round(direction * STEP)).repeat(more)
    });
    rows.collect()
}

/// The height of `number` dots in rows of `across`.
fn dots_height(number: usize, across: usize) -> f64 {
    small(number.div_ceil(across)) * STEP
}

/// How many notes a dot stands for, so that no field of dots has more than `most`: 1, 2, 5, 10, 20 …
fn per_dot(fields: &(impl Iterator<Item = (usize, usize)> + Clone)) -> usize {
    let fits = |per_dot: &usize| fields.clone().all(|(notes, most)| notes.div_ceil(*per_dot) <= most);
    let decades = std::iter::successors(Some(1usize), |decade| decade.checked_mul(10));
    decades.flat_map(|decade| [1, 2, 5].map(|step| step * decade)).find(fits).unwrap_or(usize::MAX)
}

/// How many of `number` are shown if `most` are allowed: one more, if that avoids "and 1 more".
fn shown(number: usize, most: usize) -> usize {
    if number <= most + 1 { number } else { most }
}

/// The most an entry of `sizes` may show so that all together show at most `budget`.
pub(super) fn fair_share(sizes: &[usize], budget: usize) -> usize {
    let sum = |most: usize| sizes.iter().map(|size| *size.min(&most)).sum::<usize>();
    let largest = sizes.iter().copied().max().unwrap_or_default();
    if sum(largest) <= budget {
        return largest;
    }
    let (mut fits, mut breaks) = (0, largest);
    while breaks - fits > 1 {
        let middle = usize::midpoint(fits, breaks);
        if sum(middle) <= budget { fits = middle } else { breaks = middle }
    }
    fits
}

/// The words in the centre: the title of the North Star, or that there is none.
fn centre(star: Option<&Ref>, x: f64, y: f64, r: f64, (size, room): (f64, f64)) -> Centre {
    let link = star.cloned().unwrap_or_else(|| Ref {
        text: "No North Star yet: add [north_star] to site.toml".to_owned(),
        href: Some("#north-star".to_owned()),
    });
    let lines = wrap(&link.text, size, room, 4);
    let glyph = r * 0.26;
    let all = glyph * 2.0 + 8.0 + height(lines.len(), size);
    let top = y - all / 2.0;
    Centre {
        x: round(x),
        y: round(y),
        r: round(r),
        star_y: round(top + glyph),
        label: Label::new(link, lines, x, top + glyph * 2.0 + 8.0 + size, size, Align::Middle),
        is_set: star.is_some(),
    }
}

/// A long wave that ends at `width`.
fn waves(width: f64, y: f64) -> String {
    const LENGTH: f64 = 40.0;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen waves")]
    let more = (width / LENGTH).ceil() as usize - 1;
    format!("M0 {0}q10 -7 20 0t20 0{1}", round(y), "t20 0t20 0".repeat(more))
}

#[allow(clippy::cast_precision_loss, reason = "rows and columns of a picture")]
fn small(number: usize) -> f64 {
    number as f64
}

fn round(number: f64) -> f64 {
    // Adding zero turns -0 into 0.
    (number * 10.0).round() / 10.0 + 0.0
}
