//! One round: each taker gets one thing at most, and as much weight is placed as can be.
//!
//! Takes a problem, what is still open and what room is left; gives pairs of taker and thing. Weight counts first, so the
//! things that are placed are known before their takers: taken by falling weight, a thing belongs to the round if it and
//! all before it can be placed at once. The sets that can are a matroid, which is why going by weight is exact. A
//! maximum-weight matching then finds whom these things fit best.

use std::collections::BTreeMap;

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use super::problem::{HOUR, Problem};

/// Pairs of taker and thing. `open` are the things nobody has taken, heaviest first.
pub(super) fn round(problem: &Problem, open: &[usize], room: &[Option<i64>]) -> Vec<(usize, usize)> {
    let (thing_of, taker_of) = (BTreeMap::new(), BTreeMap::new());
    let mut chosen = Chosen { problem, room, thing_of, taker_of, is_dead: vec![false; room.len()] };
    for thing in open {
        if chosen.thing_of.len() == room.len() {
            break;
        }
        chosen.add(*thing);
    }
    best_fit(problem, &chosen.thing_of, room)
}

/// Things that can all be placed at once, each with somebody who could take it.
struct Chosen<'p> {
    problem: &'p Problem,
    room: &'p [Option<i64>],
    thing_of: BTreeMap<usize, usize>,
    /// The same the other way round.
    taker_of: BTreeMap<usize, usize>,
    /// Takers no further thing can reach: their things have nowhere else to go.
    is_dead: Vec<bool>,
}

impl Chosen<'_> {
    /// Adds a thing, moving others on to further takers where that makes place for it.
    fn add(&mut self, thing: usize) {
        // Who could take which thing, as far as the search has come.
        let mut from: BTreeMap<usize, usize> = BTreeMap::new();
        let mut next = vec![thing];
        while let Some(thing) = next.pop() {
            for taker in self.problem.takers[thing].iter().copied() {
                let is_seen = self.is_dead[taker] || from.contains_key(&taker);
                if is_seen || !self.problem.has_room(self.room, taker, thing) {
                    continue;
                }
                from.insert(taker, thing);
                match self.thing_of.get(&taker) {
                    Some(held) => next.push(*held),
                    None => return self.shift(taker, &from),
                }
            }
        }
        for taker in from.into_keys() {
            self.is_dead[taker] = true;
        }
    }

    /// From a taker who holds nothing back to the thing that is new, each takes what led to them.
    fn shift(&mut self, mut taker: usize, from: &BTreeMap<usize, usize>) {
        loop {
            let thing = from[&taker];
            self.thing_of.insert(taker, thing);
            match self.taker_of.insert(thing, taker) {
                Some(holder) => taker = holder,
                None => return,
            }
        }
    }
}

/// The same things, each with whom it fits best; of equals, with whoever has most room.
fn best_fit(problem: &Problem, chosen: &BTreeMap<usize, usize>, room: &[Option<i64>]) -> Vec<(usize, usize)> {
    // More than what all fits of a round add up to, so that each thing is placed whatever it fits.
    const PLACED: i64 = 1_000_000_000;
    const FIT: i64 = 100;
    let things: Vec<usize> = chosen.values().copied().collect();
    if things.is_empty() {
        return Vec::new();
    }
    let takers: Vec<usize> = (0..room.len()).collect();
    let mut weights = Matrix::new(things.len(), takers.len(), 0_i64);
    for (row, thing) in things.iter().enumerate() {
        for taker in &problem.takers[*thing] {
            if problem.has_room(room, *taker, *thing) {
                let spare = room[*taker].map_or(0, |room| (room / i64::from(HOUR)).min(FIT - 1));
                let fit = problem.fits[*taker].get(thing).copied().unwrap_or_default();
                weights[(row, *taker)] = PLACED + fit * FIT + spare;
            }
        }
    }
    let (_, columns) = kuhn_munkres(&weights);
    things.into_iter().zip(columns).map(|(thing, taker)| (taker, thing)).collect()
}
