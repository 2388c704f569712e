//! The map in sentences: how many notes serve anchors, how many are adrift, and which anchors have no notes.
//!
//! Takes a sky; gives the sentences above the picture, and those for readers who cannot see it.

use std::slice::from_ref;

use super::layout::{Goal, Sky};
use crate::report::Report;
use crate::text::words::{agree, count, list_some, quoted};

/// The sentences below the title, with code between backticks.
pub(super) fn intro(report: &Report<'_>, sky: &Sky) -> Vec<String> {
    let mut intro = vec![whole(sky)];
    intro.extend(idle(sky));
    intro.extend(missing(sky));
    let notes = report.notes();
    if notes.live_count() == 0 && !notes.is_empty() {
        intro.push("Only live notes are on the map: active ones and blocked ones.".to_owned());
    }
    intro
}

/// The picture in words.
pub(super) fn description(sky: &Sky) -> String {
    let star = match &sky.star {
        Some(star) => format!("In the centre the North Star: {}.", star.text),
        None => "The centre is empty: there is no North Star yet.".to_owned(),
    };
    let arm = |goal: &Goal| format!(" {}; {}.", goal.tip, count(goal.items.len(), "live note", "live notes"));
    let adrift = match sky.adrift.len() {
        0 => String::new(),
        adrift => format!(" At the edge, without an anchor: {}.", count(adrift, "note", "notes")),
    };
    format!("{star}{}{adrift} The list below has all of it.", sky.goals.iter().map(arm).collect::<String>())
}

/// "24 live notes serve 4 anchors; 19 are adrift: “Press desk”, “Posters” and 17 more."
fn whole(sky: &Sky) -> String {
    let serving: usize = sky.goals.iter().map(|goal| goal.items.len()).sum();
    let served = sky.goals.iter().filter(|goal| !goal.items.is_empty()).count();
    let adrift: Vec<String> = sky.adrift.iter().map(|item| quoted(from_ref(&item.link.text))).collect();
    let names = list_some(&adrift, if adrift.len() > 3 { 2 } else { 3 });
    let (notes, anchors) = (count(serving, "live note", "live notes"), count(served, "anchor", "anchors"));
    let serve = agree(serving, "serves", "serve");
    match (serving, adrift.len()) {
        (0, 0) => "No note is live.".to_owned(),
        (0, 1) => format!("The only live note is adrift: {names}."),
        (0, 2) => format!("Both live notes are adrift: {names}."),
        (0, adrift) => format!("All {adrift} live notes are adrift: {names}."),
        (_, 0) => format!("{notes} {serve} {anchors}; none is adrift."),
        (_, adrift) => format!("{notes} {serve} {anchors}; {} adrift: {names}.", count(adrift, "is", "are")),
    }
}

/// Anchors without live notes.
fn idle(sky: &Sky) -> Option<String> {
    let idle: Vec<String> =
        sky.goals.iter().filter(|goal| goal.items.is_empty()).map(|goal| quoted(from_ref(&goal.link.text))).collect();
    (!idle.is_empty()).then(|| format!("No live note serves {}.", list_some(&idle, 3)))
}

/// What site.toml lacks.
fn missing(sky: &Sky) -> Option<String> {
    match (sky.star.is_none(), sky.goals.is_empty()) {
        (true, true) => Some(
            "There is neither a North Star nor an anchor yet: add `[north_star]` and `[anchors.ID]` to site.toml."
                .to_owned(),
        ),
        (true, false) => Some("There is no North Star yet: add `[north_star]` to site.toml.".to_owned()),
        (false, true) => Some("There is no anchor yet: add `[anchors.ID]` to site.toml.".to_owned()),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout::Item;
    use super::*;
    use crate::site::views::Ref;

    fn items(titles: &[&str]) -> Vec<Item> {
        titles.iter().map(|title| Item { link: Ref::plain(*title), is_blocked: false }).collect()
    }

    fn sky(served: &[&str], adrift: &[&str]) -> Sky {
        let goal = |items| Goal { link: Ref::plain("Reach"), tip: "Reach".to_owned(), share: None, items };
        Sky { star: None, goals: vec![goal(items(served))], adrift: items(adrift) }
    }

    #[test]
    fn the_first_sentence_counts_what_serves_and_what_does_not() {
        assert_eq!(whole(&sky(&[], &[])), "No note is live.");
        assert_eq!(whole(&sky(&[], &["A"])), "The only live note is adrift: “A”.");
        assert_eq!(whole(&sky(&["A"], &[])), "1 live note serves 1 anchor; none is adrift.");
        assert_eq!(
            whole(&sky(&["A", "B"], &["C", "D", "E", "F"])),
            "2 live notes serve 1 anchor; 4 are adrift: “C”, “D” and 2 more."
        );
    }

    #[test]
    fn missing_parts_of_the_map_are_named() {
        assert_eq!(idle(&sky(&[], &["A"])).as_deref(), Some("No live note serves “Reach”."));
        assert_eq!(
            missing(&sky(&[], &[])).as_deref(),
            Some("There is no North Star yet: add `[north_star]` to site.toml.")
        );
        assert!(description(&sky(&["A"], &[])).contains("Reach; 1 live note."));
    }
}
