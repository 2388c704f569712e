//! The progress of an anchor: the mean of its key results that are measured.
//!
//! Takes an anchor of site.toml; gives a share, if it is known, and the words for it.

use crate::model::{Anchor, KeyResult};
use crate::text::words::{count, decimal};

/// The progress of an anchor.
#[derive(Debug, PartialEq)]
pub(super) struct Progress {
    /// 0 to 1; none if nothing is measured.
    pub(super) share: Option<f64>,
    /// "67 % of the way, the mean of 2 key results".
    pub(super) says: String,
}

/// The progress of `anchor`.
pub(super) fn progress(anchor: &Anchor) -> Progress {
    let all = anchor.key_results.len();
    let measured: Vec<f64> = anchor.results().filter_map(share_of).collect();
    if measured.is_empty() {
        return Progress { share: None, says: "not measured yet".to_owned() };
    }
    #[allow(clippy::cast_precision_loss, reason = "a handful of key results")]
    let share = measured.iter().sum::<f64>() / measured.len() as f64;
    let of_the_way = format!("{} of the way", percent_reached(share));
    let says = match (measured.len(), all) {
        (1, 1) => of_the_way,
        (some, all) if some == all => format!("{of_the_way}, the mean of {all} key results"),
        (1, all) => format!("{of_the_way}, by 1 of {all} key results; {} not measured yet", rest(all - 1)),
        (some, all) => {
            format!("{of_the_way}, the mean of {some} of {all} key results; {} not measured yet", rest(all - some))
        }
    };
    Progress { share: Some(share), says }
}

/// The share of its way that a key result has come, if baseline, target and current figure are known.
pub(super) fn share_of(result: &KeyResult) -> Option<f64> {
    let (baseline, target, current) = way_of(result)?;
    Some(((current - baseline) / (target - baseline)).clamp(0.0, 1.0)).filter(|share| share.is_finite())
}

/// "22 of 33 on the way, 66 % (from 62, to 95, now 84)", as far as it is known.
pub(super) fn result_in_words(result: &KeyResult) -> String {
    let figures = figures_in_words(result);
    match (share_of(result), way_of(result)) {
        (Some(share), Some((baseline, target, current))) => {
            let done = (current - baseline) * (target - baseline).signum();
            let step = if done < 0.0 {
                "further away than at the start".to_owned()
            } else {
                format!("{} of {} on the way", decimal(done), decimal((target - baseline).abs()))
            };
            format!("{step}, {} ({figures})", percent_reached(share))
        }
        _ if figures.is_empty() => "not measured yet".to_owned(),
        _ => format!("not measured yet ({figures})"),
    }
}

/// "from 62, to 95, now 84", as far as it is known.
pub(in crate::site::views) fn figures_in_words(result: &KeyResult) -> String {
    let figures: Vec<String> = [("from", &result.baseline), ("to", &result.target), ("now", &result.current)]
        .into_iter()
        .filter_map(|(word, at)| at.as_ref().map(|at| format!("{word} {}", decimal(at.value))))
        .collect();
    figures.join(", ")
}

/// "66 %": rounded down, so that only what is reached is 100 %.
pub(super) fn percent_reached(share: f64) -> String {
    format!("{:.0} %", (share * 100.0 + 1e-9).floor())
}

fn way_of(result: &KeyResult) -> Option<(f64, f64, f64)> {
    let value = |at: &Option<crate::model::At<f64>>| at.as_ref().map(|at| at.value);
    let (baseline, target) = (value(&result.baseline)?, value(&result.target)?);
    let way = (baseline, target, value(&result.current)?);
    ((target - baseline).abs() > 0.0).then_some(way)
}

fn rest(number: usize) -> String {
    count(number, "is", "are")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::model::Config;

    /// An anchor with the key results of these lines.
    fn anchor(results: &[&str]) -> Config {
        let mut text = "[site]\ntitle = \"Test\"\n[anchors.a]\ntitle = \"A\"\n".to_owned();
        for lines in results {
            text += "[[anchors.a.key_results]]\n";
            text += lines;
            text += "\n";
        }
        crate::input::settings_from_text(&text, date(2026, 11, 21)).expect("settings")
    }

    fn of(results: &[&str]) -> Progress {
        progress(&anchor(results).anchors["a"])
    }

    const THIRDS: &str = "baseline = 62\ntarget = 95\ncurrent = 84";
    const OPEN: &str = "baseline = 62\ntarget = 95";

    #[test]
    fn mean_counts_measured_key_results_only() {
        let both = of(&[THIRDS, "baseline = 10\ntarget = 0\ncurrent = 12"]);
        assert_eq!(both.says, "33 % of the way, the mean of 2 key results");
        assert_eq!(of(&[THIRDS]).says, "66 % of the way");
        assert_eq!(of(&[THIRDS, OPEN]).says, "66 % of the way, by 1 of 2 key results; 1 is not measured yet");
    }

    #[test]
    fn progress_without_measures_is_unknown() {
        for results in [&[][..], &[OPEN], &["target = 4\ncurrent = 2"], &["baseline = 4\ntarget = 4\ncurrent = 4"]] {
            assert_eq!(of(results), Progress { share: None, says: "not measured yet".to_owned() }, "{results:?}");
        }
    }

    #[test]
    fn result_in_words_names_the_known_figures() {
        let says = |lines: &str| result_in_words(&anchor(&[lines]).anchors["a"].key_results[0]);
        assert_eq!(says(THIRDS), "22 of 33 on the way, 66 % (from 62, to 95, now 84)");
        assert_eq!(says("baseline = 9\ntarget = 5\ncurrent = 6"), "3 of 4 on the way, 75 % (from 9, to 5, now 6)");
        assert_eq!(
            says("baseline = 9\ntarget = 5\ncurrent = 12"),
            "further away than at the start, 0 % (from 9, to 5, now 12)"
        );
        assert_eq!(says("target = 5"), "not measured yet (to 5)");
        assert_eq!(says("metric = \"orders\""), "not measured yet");
    }

    proptest! {
        #[test]
        fn share_is_between_0_and_1(from in -9e9..9e9f64, to in -9e9..9e9f64, now in -9e9..9e9f64) {
            let lines = format!("baseline = {from:?}\ntarget = {to:?}\ncurrent = {now:?}");
            let share = of(&[&lines]).share;
            prop_assert!(share.is_none_or(|share| (0.0..=1.0).contains(&share)), "{share:?}");
        }
    }
}
