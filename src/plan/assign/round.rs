//! One round: each taker gets at most one thing, and the round places as much weight as possible.
//!
//! Takes a problem, the open things and the room that is left; gives pairs of taker and thing. Weight comes first, so the
//! things are chosen before their takers. In order of weight, a thing is chosen if it can be placed together with all
//! chosen before it. The sets that can be placed together are a matroid, so this greedy choice is exact. A maximum-weight
//! matching then finds the takers that fit these things best.

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
    /// Takers whose things cannot move to another taker.
    is_dead: Vec<bool>,
}

impl Chosen<'_> {
    /// Adds a thing, and moves others to other takers if that makes room for it.
    fn add(&mut self, thing: usize) {
        // The search so far: who could take which thing.
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

    /// From a taker without a thing back to the new thing, each taker takes the thing that led to them.
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

/// The same things, each with the taker who fits it best; of equals, the one with the most room.
fn best_fit(problem: &Problem, chosen: &BTreeMap<usize, usize>, room: &[Option<i64>]) -> Vec<(usize, usize)> {
    // More than all fits of a round together, so that placing a thing always counts more than fit.
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
