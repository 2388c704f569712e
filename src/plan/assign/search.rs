//! Searches for an assignment that places more weight, with a limited number of steps.
//!
//! Takes a problem and the best known assignment; gives that or a better one. Things are tried in order of weight, with
//! each taker and with none. A branch is left when it cannot beat the best assignment.

use super::problem::{Assignment, Problem};

/// Steps after which the search gives up: a few milliseconds.
const STEPS: usize = 100_000;

struct Search<'p> {
    problem: &'p Problem,
    /// Things that somebody could take, heaviest first.
    things: Vec<usize>,
    /// The weight of all things from each one on.
    ahead: Vec<i64>,
    /// By thing, who could take it, best fit first.
    takers: Vec<Vec<usize>>,
    room: Vec<Option<i64>>,
    current: Assignment,
    placed: i64,
    best: Assignment,
    most: i64,
    steps: usize,
}

/// The most things that are searched: with more, the steps would not be enough.
const MOST_THINGS: usize = 100;

/// The best assignment found, by weight.
pub(super) fn improve(problem: &Problem, known: &Assignment) -> Assignment {
    if problem.weights.len() > MOST_THINGS {
        return known.clone();
    }
    let mut takers = problem.takers.clone();
    for (thing, could) in takers.iter_mut().enumerate() {
        could.sort_by_key(|taker| std::cmp::Reverse(problem.fits[*taker].get(&thing)));
    }
    let things: Vec<usize> = problem.heaviest_first().into_iter().filter(|thing| !takers[*thing].is_empty()).collect();
    let mut ahead = vec![0; things.len() + 1];
    for at in (0..things.len()).rev() {
        ahead[at] = ahead[at + 1] + problem.weights[things[at]];
    }
    let mut search = Search {
        problem,
        things,
        ahead,
        takers,
        room: problem.room.clone(),
        current: vec![None; problem.weights.len()],
        placed: 0,
        best: known.clone(),
        most: problem.placed(known),
        steps: STEPS,
    };
    search.go_on(0);
    search.best
}

impl Search<'_> {
    fn go_on(&mut self, at: usize) {
        if self.placed > self.most {
            self.most = self.placed;
            self.best.clone_from(&self.current);
        }
        if self.steps == 0 || self.placed + self.ahead[at] <= self.most {
            return;
        }
        self.steps -= 1;
        let thing = self.things[at];
        for next in 0..self.takers[thing].len() {
            let taker = self.takers[thing][next];
            if self.problem.has_room(&self.room, taker, thing) {
                self.problem.take(&mut self.room, taker, thing);
                self.current[thing] = Some(taker);
                self.placed += self.problem.weights[thing];
                self.go_on(at + 1);
                self.placed -= self.problem.weights[thing];
                self.current[thing] = None;
                self.problem.give_back(&mut self.room, taker, thing);
            }
        }
        self.go_on(at + 1);
    }
}
