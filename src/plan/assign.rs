//! Who takes what, as a problem of numbers: the generalised assignment problem, where each thing goes to one taker at
//! most and nobody takes more than they have room for.
//!
//! Takes weights, room and fit; gives a taker for each thing. It is NP-hard, so three ways are tried and the one that
//! places most weight wins: rounds of maximum-weight matching, the things by falling weight, and a search that ends
//! after a fixed number of steps and finds the best there is where the problem is small. Rounds spread the work; where
//! somebody with room fits a thing better, it goes to them in the end.

mod search;

use std::collections::{BTreeMap, BTreeSet};

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// What is to be placed, and with whom it could be.
#[derive(Clone, Debug, Default)]
pub(super) struct Problem {
    /// Of each thing, in hundredths of an hour.
    pub(super) weights: Vec<i64>,
    /// Of each taker, in the same unit; none where nobody has said.
    pub(super) room: Vec<Option<i64>>,
    /// The things each taker could take, with how well they fit, from 0 to 1,000.
    pub(super) fits: Vec<BTreeMap<usize, i64>>,
}

/// An hour in the unit of weights.
pub(super) const HOUR: i32 = 100;

/// The taker of each thing, if it has one.
pub(super) type Assignment = Vec<Option<usize>>;

/// The assignment that places most; the same for the same problem.
pub(super) fn assign(problem: &Problem) -> Assignment {
    let ways = [by_matching(problem), by_falling_weight(problem)];
    // The first of equals: rounds spread the work over more people.
    let best =
        ways.into_iter().reduce(|best, other| if problem.value(&other) > problem.value(&best) { other } else { best });
    let best = best.unwrap_or_default();
    by_fit(problem, search::improve(problem, &best))
}

/// Gives each thing to somebody it fits better, where they have room.
fn by_fit(problem: &Problem, mut assignment: Assignment) -> Assignment {
    let mut room = problem.room.clone();
    for (thing, taker) in assignment.iter().enumerate() {
        if let Some(taker) = taker {
            problem.take(&mut room, *taker, thing);
        }
    }
    for thing in problem.heaviest_first() {
        let Some(taker) = assignment[thing] else { continue };
        let fit = |taker: usize| problem.fits[taker].get(&thing).copied();
        let others = (0..problem.fits.len()).filter_map(|other| Some((fit(other)?, other)));
        let best = others
            .filter(|(better, other)| Some(*better) > fit(taker) && problem.has_room(&room, *other, thing))
            .max_by_key(|(fit, other)| (*fit, std::cmp::Reverse(*other)));
        if let Some((_, other)) = best {
            problem.give_back(&mut room, taker, thing);
            problem.take(&mut room, other, thing);
            assignment[thing] = Some(other);
        }
    }
    assignment
}

impl Problem {
    /// How much weight an assignment places.
    pub(super) fn placed(&self, assignment: &Assignment) -> i64 {
        assignment.iter().zip(&self.weights).filter(|(taker, _)| taker.is_some()).map(|(_, weight)| weight).sum()
    }

    /// Weight first, then fit.
    fn value(&self, assignment: &Assignment) -> (i64, i64) {
        let fit = assignment.iter().enumerate().filter_map(|(thing, taker)| self.fits[(*taker)?].get(&thing));
        (self.placed(assignment), fit.sum())
    }

    /// Things by falling weight; equal ones in their order.
    fn heaviest_first(&self) -> Vec<usize> {
        let mut things: Vec<usize> = (0..self.weights.len()).collect();
        things.sort_by_key(|thing| std::cmp::Reverse(self.weights[*thing]));
        things
    }

    fn has_room(&self, room: &[Option<i64>], taker: usize, thing: usize) -> bool {
        room[taker].is_none_or(|room| room >= self.weights[thing])
    }

    fn take(&self, room: &mut [Option<i64>], taker: usize, thing: usize) {
        room[taker] = room[taker].map(|room| room - self.weights[thing]);
    }

    fn give_back(&self, room: &mut [Option<i64>], taker: usize, thing: usize) {
        room[taker] = room[taker].map(|room| room + self.weights[thing]);
    }
}

/// Each thing in turn goes to whom it fits best of those who have room; of equals, to whoever has most room.
fn by_falling_weight(problem: &Problem) -> Assignment {
    let mut room = problem.room.clone();
    let mut assignment = vec![None; problem.weights.len()];
    for thing in problem.heaviest_first() {
        let could = problem.fits.iter().enumerate().filter_map(|(taker, fits)| Some((*fits.get(&thing)?, taker)));
        let best = could
            .filter(|(_, taker)| problem.has_room(&room, *taker, thing))
            .max_by_key(|(fit, taker)| (*fit, room[*taker], std::cmp::Reverse(*taker)));
        if let Some((_, taker)) = best {
            problem.take(&mut room, taker, thing);
            assignment[thing] = Some(taker);
        }
    }
    assignment
}

/// In rounds, a maximum-weight matching gives each taker at most one thing that fits what is left of their room.
fn by_matching(problem: &Problem) -> Assignment {
    let mut room = problem.room.clone();
    let mut assignment = vec![None; problem.weights.len()];
    // What each taker could still take, best last.
    let mut open: Vec<Vec<usize>> = problem
        .fits
        .iter()
        .map(|fits| {
            let mut things: Vec<usize> = fits.keys().copied().collect();
            things.sort_by_key(|thing| (problem.weights[*thing], fits[thing], std::cmp::Reverse(*thing)));
            things
        })
        .collect();
    loop {
        let takers: Vec<usize> = (0..open.len()).filter(|taker| !open[*taker].is_empty()).collect();
        // Of as many takers, nobody needs to look further than as many of their best things.
        let offers: Vec<Vec<usize>> = takers
            .iter()
            .map(|taker| {
                let is_open = |thing| assignment[thing] == None && problem.has_room(&room, *taker, thing);
                best_open(&mut open[*taker], takers.len(), is_open)
            })
            .collect();
        let matched = matched(problem, &takers, &offers, &room);
        if matched.is_empty() {
            return assignment;
        }
        for (taker, thing) in matched {
            problem.take(&mut room, taker, thing);
            assignment[thing] = Some(taker);
        }
    }
}

/// The best few that are open. What is not is dropped for good: a thing that is taken stays taken, and room only shrinks.
fn best_open(things: &mut Vec<usize>, few: usize, is_open: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut best = Vec::new();
    while best.len() < few
        && let Some(thing) = things.pop()
    {
        if is_open(thing) {
            best.push(thing);
        }
    }
    things.extend(best.iter().rev());
    best
}

/// One round: the pairs of taker and thing that place most weight, then fit best, then leave room evenly.
fn matched(problem: &Problem, takers: &[usize], offers: &[Vec<usize>], room: &[Option<i64>]) -> Vec<(usize, usize)> {
    // More than what all fits of a round add up to.
    const WEIGHT: i64 = 1_000_000_000;
    const FIT: i64 = 100;
    let things: Vec<usize> = offers.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    if things.is_empty() {
        return Vec::new();
    }
    // Rows have to be fewer than columns: whoever gets nothing is matched with a column that is no thing.
    let mut weights = Matrix::new(takers.len(), things.len().max(takers.len()), 0_i64);
    for (row, taker) in takers.iter().enumerate() {
        let spare = room[*taker].map_or(0, |room| (room / i64::from(HOUR)).min(FIT - 1));
        for thing in &offers[row] {
            let Ok(column) = things.binary_search(thing) else { continue };
            let fit = problem.fits[*taker].get(thing).copied().unwrap_or_default();
            weights[(row, column)] = problem.weights[*thing] * WEIGHT + fit * FIT + spare + 1;
        }
    }
    let (_, columns) = kuhn_munkres(&weights);
    let pairs = columns.into_iter().enumerate().filter(|pair| weights[*pair] > 0);
    pairs.map(|(row, column)| (takers[row], things[column])).collect()
}

#[cfg(test)]
mod tests;
