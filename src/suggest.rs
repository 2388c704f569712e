//! "Did you mean …?": the nearest known word to a mistyped one.
//!
//! Takes a word and the known ones; gives the nearest, if it is near enough to be meant.

/// The known word nearest to `word`, or none if all are far off.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    const NEAR_ENOUGH: f64 = 0.75;
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= NEAR_ENOUGH)
        .max_by(|(a, first), (b, second)| a.total_cmp(b).then_with(|| second.cmp(first)))
        .map(|(_, candidate)| candidate)
}

/// " — did you mean `x`?", or nothing.
pub(crate) fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_leaves_strangers_alone() {
        assert_eq!(nearest("cadance", ["cadence", "area"]), Some("cadence"));
        assert_eq!(nearest("ower", ["owner", "work"]), Some("owner"));
        assert_eq!(nearest("xyzzy", ["cadence", "area"]), None);
    }
}
