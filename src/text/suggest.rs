//! "Did you mean …?": the nearest known word to a mistyped one.
//!
//! Takes a word and the known ones; gives the nearest, if it is near enough to be meant.

use std::borrow::Cow;

/// The known word nearest to `word`, or none if all are far off: as many slips as a third of its letters, at least one.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = lower(word);
    let letters = word.chars().count();
    let most = (letters / 3).max(1);
    known
        .into_iter()
        // Each letter too many or too few is a slip; that much is known without comparing.
        .filter(|candidate| candidate.chars().count().abs_diff(letters) <= most)
        .map(|candidate| (lower(candidate), candidate))
        // And so is each letter that the other does not have.
        .filter(|(lower, _)| own_letters(&word, lower).max(own_letters(lower, &word)) <= most)
        .map(|(lower, candidate)| (strsim::osa_distance(&word, &lower), candidate))
        .filter(|(slips, candidate)| *slips <= most && *slips < candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters `word` has, each counted once, that `other` has not; or fewer, for some share a place.
fn own_letters(word: &str, other: &str) -> usize {
    let set = |text: &str| text.chars().fold(0_u64, |set, letter| set | 1 << (u32::from(letter) % u64::BITS));
    (set(word) & !set(other)).count_ones() as usize
}

fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { word.into() } else { word.to_lowercase().into() }
}

/// "did you mean `x`?", or nothing.
pub(crate) fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_passed_over_is_too_far_away(a in "[a-eü]{1,6}", b in "[a-eü]{1,6}") {
            let distance = strsim::osa_distance(&a, &b);
            prop_assert!(own_letters(&a, &b).max(own_letters(&b, &a)) <= distance);
        }
    }

    #[test]
    fn finds_slips_and_leaves_strangers_alone() {
        assert_eq!(nearest("cadance", ["cadence", "area"]), Some("cadence"));
        assert_eq!(nearest("ower", ["owner", "work"]), Some("owner"));
        assert_eq!(nearest("N2", ["N01", "N02"]), Some("N02"));
        assert_eq!(nearest("base_ulr", ["base_url"]), Some("base_url"));
        assert_eq!(nearest("xyzzy", ["cadence", "area"]), None);
        assert_eq!(nearest("paused", ["proposed", "active"]), None);
        assert_eq!(nearest("x", ["y"]), None);
    }
}
