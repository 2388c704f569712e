//! Who takes what: the generalised assignment problem. Each thing goes to at most one taker, and no taker takes more than
//! they have room for.
//!
//! Takes weights, room and fit; gives a taker for each thing. The problem is NP-hard, so three methods are tried, and the
//! one that places the most weight wins: rounds of maximum-weight matching, things in order of weight, and a search with a
//! limited number of steps, which is exact for small problems. Rounds spread the work. In the end, a thing moves to a
//! taker with room who fits it better.

pub(super) mod problem;
mod round;
mod search;

use problem::{Assignment, Problem};
use round::round;

/// The assignment that places the most weight; the same for the same problem.
pub(super) fn assign(problem: &Problem) -> Assignment {
    let ways = [by_matching(problem), by_falling_weight(problem)];
    // Of equal results the first wins, because rounds spread the work over more people.
    let best =
        ways.into_iter().reduce(|best, other| if problem.value(&other) > problem.value(&best) { other } else { best });
    let best = best.unwrap_or_default();
    by_fit(problem, search::improve(problem, &best))
}

/// Moves each thing to a taker with room who fits it better.
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

/// Each thing in turn goes to the taker with room who fits it best; of equals, to the one with the most room.
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
        // Room only shrinks, so a thing that fits nobody now will not fit later.
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
