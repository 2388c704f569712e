//! For any number of anchors and notes, words do not overlap and do not leave the picture.

use proptest::prelude::*;

use super::*;
use crate::site::views::map::label::width;

/// Left, top, right, bottom.
type Space = (f64, f64, f64, f64);

/// The area of each line of a label.
fn spaces(label: &Label) -> impl Iterator<Item = (String, Space)> {
    label.lines.iter().map(|line| {
        let wide = width(&line.text, label.size);
        let left = match label.align {
            Align::Start => line.x,
            Align::Middle => line.x - wide / 2.0,
            Align::End => line.x - wide,
        };
        (line.text.clone(), (left, line.y - label.size * 0.78, left + wide, line.y + label.size * 0.22))
    })
}

fn words(picture: &Picture) -> Vec<(String, Space)> {
    let arms = picture.arms.iter().flat_map(|arm| {
        let rest = arm.rest.iter().map(|rest| &rest.label);
        [&arm.label, &arm.figure].into_iter().chain(arm.marks.iter().map(|mark| &mark.label)).chain(rest)
    });
    let edge = picture.adrift.iter().flat_map(|edge| {
        let rest = edge.rest.iter().map(|rest| &rest.label);
        edge.marks.iter().map(|mark| &mark.label).chain([&edge.label]).chain(rest)
    });
    arms.chain(edge).chain([&picture.star.label]).flat_map(spaces).collect()
}

/// Discs, dots and squares.
fn shapes(picture: &Picture) -> Vec<Space> {
    let round = |x: f64, y: f64, r: f64| (x - r, y - r, x + r, y + r);
    let marks = |marks: &[Mark]| marks.iter().map(|mark| round(mark.x, mark.y, 5.0)).collect::<Vec<_>>();
    let arms = picture.arms.iter().flat_map(|arm| {
        let mut all = marks(&arm.marks);
        all.push(round(arm.x, arm.y, arm.r));
        all
    });
    arms.chain(picture.adrift.iter().flat_map(|edge| marks(&edge.marks))).collect()
}

fn meet(a: Space, b: Space) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

fn check(picture: &Picture) -> Result<(), TestCaseError> {
    let words = words(picture);
    let shapes = shapes(picture);
    let figures: Vec<&str> = picture.arms.iter().map(|arm| arm.figure.lines[0].text.as_str()).collect();
    for (at, (text, space)) in words.iter().enumerate() {
        let is_inside = space.0 >= 0.0 && space.1 >= 0.0 && space.2 <= picture.width && space.3 <= picture.height;
        prop_assert!(is_inside, "{text:?} leaves the picture: {space:?} of {} x {}", picture.width, picture.height);
        for (other, across) in &words[at + 1..] {
            prop_assert!(!meet(*space, *across), "{text:?} lies on {other:?}: {space:?}, {across:?}");
        }
        for shape in shapes.iter().filter(|_| !figures.contains(&text.as_str())) {
            prop_assert!(!meet(*space, *shape), "{text:?} lies on a shape: {space:?}, {shape:?}");
        }
    }
    for (at, shape) in shapes.iter().enumerate() {
        for other in &shapes[at + 1..] {
            prop_assert!(!meet(*shape, *other), "two shapes meet: {shape:?}, {other:?}");
        }
        // The star's circle, by the nearest point of the shape.
        let star = &picture.star;
        let near = (star.x.clamp(shape.0, shape.2) - star.x).hypot(star.y.clamp(shape.1, shape.3) - star.y);
        prop_assert!(near >= star.r, "a shape lies on the star: {shape:?}");
    }
    Ok(())
}

fn item() -> impl Strategy<Value = Item> {
    ("[A-Za-zä]{1,14}( [a-z,]{1,14}){0,9}", any::<bool>())
        .prop_map(|(text, is_blocked)| Item { link: Ref { text, href: Some("#".to_owned()) }, is_blocked })
}

fn goal() -> impl Strategy<Value = Goal> {
    let share = prop_oneof![Just(None), (0.0..=1.0f64).prop_map(Some)];
    // A few titles, repeated: only their number matters.
    (item(), share, prop::collection::vec(item(), 1..8), prop_oneof![0usize..12, 0usize..400]).prop_map(
        |(named, share, items, number)| Goal {
            tip: named.link.text.clone(),
            link: named.link,
            share,
            items: items.into_iter().cycle().take(number).collect(),
        },
    )
}

fn sky() -> impl Strategy<Value = Sky> {
    let goals = prop::collection::vec(goal(), 0..14);
    (prop::option::of(item()), goals, prop::collection::vec(item(), 1..9), prop_oneof![0usize..20, 0usize..9000])
        .prop_map(|(star, goals, items, number)| Sky {
            star: star.map(|star| star.link),
            goals,
            adrift: items.into_iter().cycle().take(number).collect(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn words_do_not_overlap_or_leave_the_picture(sky in sky()) {
        check(&wide(&sky))?;
        check(&narrow(&sky))?;
    }

    #[test]
    fn every_note_is_drawn_once_or_counted(sky in sky()) {
        let picture = wide(&sky);
        for (arm, goal) in picture.arms.iter().zip(&sky.goals) {
            let lines = arm.rest.iter().flat_map(|rest| &rest.label.lines);
            let number = |line: &Line| line.text.strip_prefix("and ")?.strip_suffix(" more")?.parse::<usize>().ok();
            let more: usize = lines.filter_map(number).sum();
            prop_assert_eq!(arm.marks.len() + more, goal.items.len());
        }
    }

    #[test]
    fn a_fair_share_keeps_to_its_budget(sizes in prop::collection::vec(0usize..900, 0..14), budget in 0usize..900) {
        let most = fair_share(&sizes, budget);
        let sum = |most: usize| sizes.iter().map(|size| *size.min(&most)).sum::<usize>();
        prop_assert!(sum(most) <= budget);
        prop_assert!(sum(most + 1) > budget || sizes.iter().all(|size| *size <= most));
    }
}

#[test]
fn dots_are_drawn_in_rows() {
    assert_eq!(dots(3, 2, 10.0, 20.0, 1.0), "M10 20h0m7 0h0M10 27h0");
    assert_eq!(dots(2, 9, 10.0, 20.0, -1.0), "M10 20h0m-7 0h0");
    assert_eq!(dots(0, 9, 10.0, 20.0, 1.0), "");
}

#[test]
fn dot_stands_for_a_round_number_of_notes() {
    let of = |notes: usize| per_dot(&[(notes, 100)].into_iter());
    assert_eq!([of(0), of(100), of(101), of(450), of(700), of(1100)], [1, 1, 2, 5, 10, 20]);
}

#[test]
fn same_sky_gives_the_same_picture() {
    let sky = Sky { star: Some(Ref::plain("Up")), goals: Vec::new(), adrift: Vec::new() };
    assert_eq!(format!("{:?}", wide(&sky)), format!("{:?}", wide(&sky)));
    assert!(wide(&sky).adrift.is_none());
}
