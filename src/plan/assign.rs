//! Who takes what, as a problem of numbers: the generalised assignment problem, where each thing goes to one taker at
//! most and nobody takes more than they have room for.
//!
//! Takes weights, room and fit; gives a taker for each thing. It is NP-hard, so three ways are tried and the one that
//! places most weight wins: rounds of maximum-weight matching, the things by falling weight, and a search that ends
//! after a fixed number of steps and finds the best there is where the problem is small. Rounds spread the work; where
//! somebody with room fits a thing better, it goes to them in the end.

pub(super) mod problem;
mod round;
mod search;

use problem::{Assignment, Problem};
use round::round;

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
        let others = problem.takers[thing].iter().filter_map(|other| Some((fit(*other)?, *other)));
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

/// Each thing in turn goes to whom it fits best of those who have room; of equals, to whoever has most room.
fn by_falling_weight(problem: &Problem) -> Assignment {
    let mut room = problem.room.clone();
    let mut assignment = vec![None; problem.weights.len()];
    for thing in problem.heaviest_first() {
        let takers = problem.takers[thing].iter();
        let could = takers.filter_map(|taker| Some((*problem.fits[*taker].get(&thing)?, *taker)));
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

/// In rounds, each taker gets at most one thing that fits what is left of their room.
fn by_matching(problem: &Problem) -> Assignment {
    let mut room = problem.room.clone();
    let mut assignment = vec![None; problem.weights.len()];
    let mut open = problem.heaviest_first();
    loop {
        // Room only shrinks: what nobody has room for now is out for good.
        open.retain(|thing| {
            let could = problem.takers[*thing].iter().any(|taker| problem.has_room(&room, *taker, *thing));
            assignment[*thing].is_none() && could
        });
        let placed = round(problem, &open, &room);
        if placed.is_empty() {
            return assignment;
        }
        for (taker, thing) in placed {
            problem.take(&mut room, taker, thing);
            assignment[thing] = Some(taker);
        }
    }
}

#[cfg(test)]
mod tests;
