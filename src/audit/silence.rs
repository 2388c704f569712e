//! One fact, one finding: of several rules on the same note and person, the most specific speaks.
//!
//! Takes the drafts of one note; gives those that speak, each naming the others.

use super::case::Case;
use super::draft::Draft;
use super::rule::Yield;

/// Leaves the drafts that yield to no other. What a silent one put at stake goes to the one that speaks.
pub(super) fn most_specific(case: &Case<'_>, drafts: &[Draft]) -> Vec<Draft> {
    let speaks: Vec<bool> = drafts.iter().map(|draft| !drafts.iter().any(|other| yields(draft, other))).collect();
    let mut speaking = Vec::new();
    for (draft, _) in drafts.iter().zip(&speaks).filter(|(_, speaks)| **speaks) {
        let speaker = draft;
        let mut draft = speaker.clone();
        for silent in drafts.iter().filter(|silent| yields(silent, speaker)) {
            draft.silenced.push(silent.rule);
            draft.parts.extend(&silent.parts);
        }
        draft.hours = case.hours_in(&draft.parts).or(draft.hours);
        speaking.push(draft);
    }
    speaking
}

fn yields(silent: &Draft, speaker: &Draft) -> bool {
    let both_inferred = !speaker.inferred.is_empty() && !silent.inferred.is_empty();
    speaker.people == silent.people
        && silent.rule.yields_to.iter().any(|to| match to {
            Yield::Always(id) => *id == speaker.rule.id,
            Yield::WhenBothInferred(id) => *id == speaker.rule.id && both_inferred,
        })
}
