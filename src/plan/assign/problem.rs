//! An assignment problem in numbers.
//!
//! Takes weights, room and fit; counts what an assignment places and who has room left.

use std::collections::BTreeMap;

/// Things to place, and who could take them.
#[derive(Clone, Debug, Default)]
pub(in crate::plan) struct Problem {
    /// Of each thing; see [`HOUR`].
    pub(super) weights: Vec<i64>,
    /// Of each taker, in the same unit; none if it is not known.
    pub(super) room: Vec<Option<i64>>,
    /// The things each taker could take, with how well they fit, from 0 to 1,000.
    pub(super) fits: Vec<BTreeMap<usize, i64>>,
    /// By thing, who could take it.
    pub(super) takers: Vec<Vec<usize>>,
}

/// An hour in the unit of weights, which is fine enough for five minutes a month.
pub(in crate::plan) const HOUR: i32 = 360_000;

/// The taker of each thing, if it has one.
pub(in crate::plan) type Assignment = Vec<Option<usize>>;

impl Problem {
    /// `weights` of things and `room` of takers, and how well each thing fits each taker who could take it.
    pub(in crate::plan) fn new(weights: Vec<i64>, room: Vec<Option<i64>>, fits: Vec<BTreeMap<usize, i64>>) -> Self {
        let mut takers = vec![Vec::new(); weights.len()];
        for (taker, fits) in fits.iter().enumerate() {
            for thing in fits.keys() {
                takers[*thing].push(taker);
            }
        }
        Self { weights, room, fits, takers }
    }

    /// The weight that an assignment places.
    pub(super) fn placed(&self, assignment: &Assignment) -> i64 {
        assignment.iter().zip(&self.weights).filter(|(taker, _)| taker.is_some()).map(|(_, weight)| weight).sum()
    }

    /// Weight first, then fit.
    pub(super) fn value(&self, assignment: &Assignment) -> (i64, i64) {
        let fit = assignment.iter().enumerate().filter_map(|(thing, taker)| self.fits[(*taker)?].get(&thing));
        (self.placed(assignment), fit.sum())
    }

    /// Things by falling weight; equal ones in their order.
    pub(super) fn heaviest_first(&self) -> Vec<usize> {
        let mut things: Vec<usize> = (0..self.weights.len()).collect();
        things.sort_by_key(|thing| std::cmp::Reverse(self.weights[*thing]));
        things
    }

    pub(super) fn has_room(&self, room: &[Option<i64>], taker: usize, thing: usize) -> bool {
        room[taker].is_none_or(|room| room >= self.weights[thing])
    }

    pub(super) fn take(&self, room: &mut [Option<i64>], taker: usize, thing: usize) {
        room[taker] = room[taker].map(|room| room - self.weights[thing]);
    }

    pub(super) fn give_back(&self, room: &mut [Option<i64>], taker: usize, thing: usize) {
        room[taker] = room[taker].map(|room| room + self.weights[thing]);
    }
}
