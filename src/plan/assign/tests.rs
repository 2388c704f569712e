//! Properties of assignments, tested on random problems.

use std::collections::{BTreeMap, BTreeSet};

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use proptest::prelude::*;

use super::*;

/// Things of up to 12 hours, takers with up to 20 hours of room or with no limit, and who fits what.
fn problems(things: usize, takers: usize) -> impl Strategy<Value = Problem> {
    (1..=things, 1..=takers).prop_flat_map(|(things, takers)| {
        let fits = prop::collection::btree_map(0..things, 0_i64..1_000, 0..=things);
        (
            prop::collection::vec(1_i64..1_200, things),
            prop::collection::vec(prop::option::weighted(0.85, -200_i64..2_000), takers),
            prop::collection::vec(fits, takers),
        )
            .prop_map(|(weights, room, fits)| Problem::new(weights, room, fits))
    })
}

/// The most weight that any assignment places.
fn most(problem: &Problem, thing: usize, room: &mut Vec<Option<i64>>) -> i64 {
    if thing == problem.weights.len() {
        return 0;
    }
    let mut best = most(problem, thing + 1, room);
    for taker in 0..problem.fits.len() {
        if problem.fits[taker].contains_key(&thing) && problem.has_room(room, taker, thing) {
            problem.take(room, taker, thing);
            best = best.max(problem.weights[thing] + most(problem, thing + 1, room));
            problem.give_back(room, taker, thing);
        }
    }
    best
}

proptest! {
    #[test]
    fn nobody_takes_what_they_cannot(problem in problems(30, 8)) {
        let assignment = assign(&problem);
        for (taker, room) in problem.room.iter().enumerate() {
            let taken = (0..problem.weights.len()).filter(|thing| assignment[*thing] == Some(taker));
            prop_assert!(taken.clone().all(|thing| problem.fits[taker].contains_key(&thing)));
            let sum: i64 = taken.map(|thing| problem.weights[thing]).sum();
            prop_assert!(sum == 0 || room.is_none_or(|room| sum <= room));
        }
    }

    #[test]
    fn it_is_never_worse_than_things_by_falling_weight(problem in problems(30, 8)) {
        prop_assert!(problem.placed(&assign(&problem)) >= problem.placed(&by_falling_weight(&problem)));
    }

    #[test]
    fn nothing_is_left_that_somebody_has_room_for(problem in problems(30, 8)) {
        let assignment = assign(&problem);
        let mut room = problem.room.clone();
        for (thing, taker) in assignment.iter().enumerate() {
            if let Some(taker) = taker {
                problem.take(&mut room, *taker, thing);
            }
        }
        for thing in (0..problem.weights.len()).filter(|thing| assignment[*thing].is_none()) {
            let could = (0..room.len()).any(|taker| problem.fits[taker].contains_key(&thing) && problem.has_room(&room, taker, thing));
            prop_assert!(!could);
        }
    }

    #[test]
    fn small_problems_are_within_a_tenth_of_the_best(problem in problems(7, 4)) {
        let best = most(&problem, 0, &mut problem.room.clone());
        prop_assert!(problem.placed(&assign(&problem)) * 10 >= best * 9);
    }

    #[test]
    fn a_round_places_as_much_as_any_matching(problem in problems(12, 5)) {
        let placed = round(&problem, &problem.heaviest_first(), &problem.room);
        let weight: i64 = placed.iter().map(|(_, thing)| problem.weights[*thing]).sum();
        let takers: BTreeSet<usize> = placed.iter().map(|(taker, _)| *taker).collect();
        prop_assert_eq!(takers.len(), placed.len());
        for (taker, thing) in &placed {
            prop_assert!(problem.fits[*taker].contains_key(thing) && problem.has_room(&problem.room, *taker, *thing));
        }
        let columns = problem.weights.len().max(problem.room.len());
        let mut all = Matrix::new(problem.room.len(), columns, 0_i64);
        for (taker, fits) in problem.fits.iter().enumerate() {
            for thing in fits.keys().filter(|thing| problem.has_room(&problem.room, taker, **thing)) {
                all[(taker, *thing)] = problem.weights[*thing];
            }
        }
        prop_assert_eq!(weight, kuhn_munkres(&all).0);
    }
}

#[test]
fn rounds_spread_things_that_one_taker_could_take() {
    let problem = Problem::new(
        vec![200, 200],
        vec![Some(1_000), Some(1_000)],
        vec![BTreeMap::from([(0, 900), (1, 900)]), BTreeMap::from([(0, 900), (1, 900)])],
    );
    let assignment = assign(&problem);
    assert_ne!(assignment[0], assignment[1]);
}

#[test]
fn better_fit_goes_before_spreading() {
    let problem = Problem::new(
        vec![200, 200],
        vec![Some(1_000), Some(1_000)],
        vec![BTreeMap::from([(0, 900), (1, 900)]), BTreeMap::from([(0, 300), (1, 300)])],
    );
    assert_eq!(assign(&problem), [Some(0), Some(0)]);
}

#[test]
fn search_places_more_than_order_of_weight() {
    let things = BTreeMap::from([(0, 1), (1, 1), (2, 1)]);
    let problem = Problem::new(vec![600, 500, 500], vec![Some(1_000)], vec![things]);
    assert_eq!(assign(&problem), [None, Some(0), Some(0)]);
}
