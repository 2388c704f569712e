//! The score: a weighted mean of the terms that can be judged.

use super::dependence::Dependence;
use super::quality::HandoverQuality;
use super::sum::Sum;

/// One term of the weighted mean that makes the score.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScoreTerm {
    pub(crate) name: &'static str,
    pub(crate) weight: f64,
    /// 0 to 1; 1 is best.
    pub(crate) value: f64,
}

/// The score, 0 to 100. None without terms.
pub(super) fn score(terms: &[ScoreTerm]) -> Option<f64> {
    let weights: f64 = terms.iter().map(|term| term.weight).sum();
    let sum: f64 = terms.iter().map(|term| term.weight * term.value).sum();
    (weights > 0.0).then(|| (100.0 * sum / weights).clamp(0.0, 100.0))
}

/// The terms that can be judged. `held` is the weight of all work of leaders, `reclaimable` the part they could let go
/// of.
pub(super) fn terms(
    held: f64,
    reclaimable: &Sum,
    dependence: Option<&Dependence>,
    quality: Option<&HandoverQuality>,
) -> Vec<ScoreTerm> {
    let mut terms = Vec::new();
    if held > 0.0 {
        let value = (1.0 - reclaimable.weight() / held).clamp(0.0, 1.0);
        terms.push(ScoreTerm { name: "Leaders' hours on leaders' work", weight: 0.4, value });
    }
    if let Some(dependence) = dependence {
        terms.push(ScoreTerm {
            name: "Recurring work that continues without leaders",
            weight: 0.3,
            value: 1.0 - dependence.share,
        });
    }
    if let Some(quality) = quality {
        terms.push(ScoreTerm { name: "Handovers with a complete contract", weight: 0.3, value: quality.mean });
    }
    terms
}
