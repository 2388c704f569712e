//! The edge of the wide map: notes without an anchor, in loose columns.
//!
//! Takes the notes and the end of the map above; gives the drawing below it.

use super::measures::{CENTRE, GAP, GOAL, MARGIN, NOTE, WIDTH, and_more, beside, row_height};
use crate::site::views::Ref;
use crate::site::views::map::label::wrap;
use crate::site::views::map::layout::{
    Adrift, Align, Item, Label, Mark, Rest, dots, dots_height, leading, round, small, waves,
};
use crate::text::words::count;

pub(super) const COLUMNS: usize = 4;
/// Dots in a row.
const ACROSS: usize = 150;

/// The notes adrift, below everything else, and the end of the picture.
pub(super) fn edge(items: &[Item], shown: usize, per_dot: usize, top: f64) -> (Option<Adrift>, f64) {
    if items.is_empty() {
        return (None, top + MARGIN);
    }
    let column = WIDTH / small(COLUMNS);
    let href = Some("#adrift".to_owned());
    let text = count(items.len(), "note adrift", "notes adrift");
    let label =
        Label::new(Ref { text: text.clone(), href: href.clone() }, vec![text], CENTRE, top + 42.0, GOAL, Align::Middle);
    let mut y = top + 58.0;
    let mut marks = Vec::new();
    for row in items[..shown].chunks(COLUMNS) {
        let words = |item: &Item| wrap(&item.link.text, NOTE, column - 44.0, 2);
        let high = row_height(row.iter().map(|item| words(item).len()).max().unwrap_or(1));
        for (at, item) in row.iter().enumerate() {
            // Each is a little off the line, to look adrift.
            let (x, sway) = (small(at) * column + 16.0, [0.0, 11.0, 4.0, 14.0][at % 4]);
            let at = y + sway + high / 2.0;
            let label = beside(item, words(item), x + GAP, at, Align::Start);
            marks.push(Mark { x: round(x), y: round(at), branch: None, label, is_blocked: item.is_blocked });
        }
        y += high + 4.0;
    }
    y += 12.0;
    let rest = items.len() - shown;
    let number = rest.div_ceil(per_dot);
    let dots = dots(number, ACROSS, 16.0, y + leading(NOTE) + 12.0, 1.0);
    let rest = (rest > 0).then(|| {
        let label = and_more(rest, href, 16.0, y + leading(NOTE), Align::Start);
        y += leading(NOTE) + 12.0 + dots_height(number, ACROSS);
        Rest { dots, label }
    });
    (Some(Adrift { waves: waves(WIDTH, top + 14.0), label, marks, rest }), y + MARGIN)
}
