//! An anchor of the wide map and its notes, spread out on the side away from the star.
//!
//! Takes a goal and how much of it is shown; gives its height, and its drawing at a position.

use std::f64::consts::TAU;

use super::measures::{
    BOW, CENTRE, DISC, Detail, GAP, GOAL, HALF, MARGIN, NOTE, ORBIT, REACH, STAR, and_more, beside, room, row_height,
};
use crate::site::views::Ref;
use crate::site::views::map::label::wrap;
use crate::site::views::map::layout::{
    Align, Arm, Goal, Item, Label, Mark, Rest, dots, dots_height, height, round, shown,
};

/// Dots in a row.
const ACROSS: usize = 24;

/// An anchor and its notes, with their height.
pub(super) struct Fan<'a> {
    goal: &'a Goal,
    /// The notes with a title.
    items: &'a [Item],
    title: Vec<String>,
    /// How many lines a note's title may have.
    lines: usize,
    /// Small dots, and how many notes they stand for.
    dots: (usize, usize),
    pub(super) up: f64,
    pub(super) down: f64,
    /// The distance from the centre, upward or downward.
    pub(super) y: f64,
    /// 1 on the right, -1 on the left.
    pub(super) side: f64,
    /// The distance from the anchor to its notes.
    pub(super) reach: f64,
    /// Upper anchors have their title above them, away from the star.
    pub(super) is_upper: bool,
}

impl<'a> Fan<'a> {
    pub(super) fn new(goal: &'a Goal, detail: Detail, room: f64) -> Self {
        let (items, rest) = goal.items.split_at(shown(goal.items.len(), detail.titles));
        Self::of(goal, items, rest.len(), detail, room)
    }

    /// A fan with these titles, and room for the number of other notes.
    pub(super) fn of(goal: &'a Goal, items: &'a [Item], rest: usize, detail: Detail, room: f64) -> Self {
        let title = wrap(&goal.link.text, GOAL, HALF * 2.0, 3);
        let mut fan = Self {
            goal,
            items,
            lines: detail.lines,
            dots: (rest.div_ceil(detail.per_dot), rest),
            up: DISC + MARGIN,
            down: DISC + MARGIN + 6.0 + height(title.len(), GOAL),
            title,
            y: 0.0,
            side: 1.0,
            reach: REACH,
            is_upper: false,
        };
        let spread = fan.spread(&fan.rows(room));
        fan.up = fan.up.max(spread / 2.0);
        fan.down = fan.down.max(spread / 2.0);
        fan
    }

    fn rows(&self, room: f64) -> Vec<Vec<String>> {
        self.items.iter().map(|item| wrap(&item.link.text, NOTE, room, self.lines)).collect()
    }

    /// The height of the notes.
    fn spread(&self, rows: &[Vec<String>]) -> f64 {
        rows.iter().map(|row| row_height(row.len())).sum::<f64>() + self.rest_height()
    }

    fn rest_height(&self) -> f64 {
        if self.dots.1 == 0 { 0.0 } else { row_height(1) + dots_height(self.dots.0, ACROSS) }
    }

    /// Its distance beside the star, on an orbit of this height.
    pub(super) fn offset(&self, ry: f64) -> f64 {
        ORBIT * (1.0 - (self.y / ry).powi(2)).max(0.0).sqrt()
    }

    /// The anchor `offset` beside the star, whose middle is at `middle`.
    pub(super) fn draw(&self, offset: f64, middle: f64) -> Arm {
        let y = middle + self.y;
        let x = CENTRE + self.side * offset;
        let away = offset.hypot(self.y);
        let on_ray = |distance: f64| {
            let share = distance / away;
            format!("{} {}", round(CENTRE + self.side * offset * share), round(middle + self.y * share))
        };
        let words = height(self.title.len(), GOAL);
        let first = if self.is_upper { y - DISC - 10.0 - words + GOAL } else { y + DISC + 6.0 + GOAL };
        let (marks, rest) = self.notes(x, y, room(offset));
        Arm {
            x: round(x),
            y: round(y),
            r: DISC,
            ray: format!("M{}L{}", on_ray(STAR + 2.0), on_ray(away - DISC - 2.0)),
            filled: self.goal.filled(DISC),
            around: round(DISC * TAU),
            figure: self.goal.figure(x, y, NOTE),
            label: Label::new(self.goal.link.clone(), self.title.clone(), x, first, GOAL, Align::Middle),
            tip: self.goal.tip.clone(),
            marks,
            rest,
        }
    }

    /// The fan, from top to bottom.
    fn notes(&self, x: f64, y: f64, room: f64) -> (Vec<Mark>, Option<Rest>) {
        let rows = self.rows(room);
        let spread = self.spread(&rows);
        let align = if self.side > 0.0 { Align::Start } else { Align::End };
        let mut top = y - spread / 2.0;
        let mut marks = Vec::new();
        for (item, row) in self.items.iter().zip(rows) {
            let high = row_height(row.len());
            let at = top + high / 2.0;
            let bow = BOW * (1.0 - ((at - y) / (spread / 2.0)).powi(2));
            let dot = x + self.side * (self.reach + bow);
            marks.push(Mark {
                x: round(dot),
                y: round(at),
                branch: Some(branch(x + self.side * (DISC + 4.0), y, dot, at)),
                label: beside(item, row, dot + self.side * GAP, at, align),
                is_blocked: item.is_blocked,
            });
            top += high;
        }
        (marks, self.rest(x, y, top, align))
    }

    /// The notes without a title, below those with one.
    fn rest(&self, x: f64, y: f64, top: f64, align: Align) -> Option<Rest> {
        if self.goal.items.is_empty() {
            let (none, x) = ("no live note".to_owned(), x + self.side * (DISC + GAP));
            let label = Label::new(Ref::plain(none.clone()), vec![none], x, y + 5.0, NOTE, align);
            return Some(Rest { dots: String::new(), label });
        }
        let x = x + self.side * (self.reach + GAP);
        (self.dots.1 > 0).then(|| Rest {
            dots: dots(self.dots.0, ACROSS, x + self.side * 3.0, top + row_height(1) - 2.0, self.side),
            label: and_more(self.dots.1, self.goal.link.href.clone(), x, top + row_height(1) / 2.0 + 5.0, align),
        })
    }
}

/// A curve that leaves an anchor and reaches a note horizontally.
fn branch(from_x: f64, from_y: f64, x: f64, y: f64) -> String {
    let bend = from_x + (x - from_x) * 0.62;
    let [from_x, from_y, x, y, bend] = [from_x, from_y, x, y, bend].map(round);
    format!("M{from_x} {from_y}C{bend} {from_y} {bend} {y} {x} {y}")
}
