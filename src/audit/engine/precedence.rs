//! One fact, one finding: of several rules on the same note and person, the most specific speaks.
//!
//! Takes the drafts of one note; gives those that speak, each naming the others.

use std::collections::BTreeSet;

use crate::audit::Site;
use crate::audit::engine::draft::Draft;
use crate::audit::rule::Yield;

/// Leaves the drafts that yield to no other. What a silent one put at stake goes to the one that speaks, unless it keeps
/// that to itself.
pub(in crate::audit) fn most_specific(site: &Site<'_>, at: usize, drafts: Vec<Draft>) -> Vec<Draft> {
    let case = &site.cases[at];
    let drafts = leave_the_rest(site, at, drafts);
    // A note can have very many drafts of rules that give way to none.
    let speak: BTreeSet<&str> = drafts.iter().map(|draft| draft.rule.id).collect();
    let may_yield = |draft: &&Draft| draft.rule.yields_to.iter().any(|to| speak.contains(to.to()));
    let yielding: Vec<&Draft> = drafts.iter().filter(may_yield).collect();
    if yielding.is_empty() {
        return drafts;
    }
    let mut speaking = Vec::new();
    for speaker in drafts.iter().filter(|draft| !may_yield(draft) || !drafts.iter().any(|other| yields(draft, other))) {
        let mut draft = speaker.clone();
        for silent in yielding.iter().copied().filter(|silent| yields(silent, speaker)) {
            draft.silenced.push(silent.rule);
            if silent.people == speaker.people && !silent.rule.keeps_its_hours(speaker.rule) {
                draft.parts.extend(&silent.parts);
                draft.hours = case.hours_in(&draft.parts).or(draft.hours);
            }
        }
        speaking.push(draft);
    }
    speaking
}

/// Where another rule speaks about a part of the note, a draft goes on without that part if anything is left to say.
fn leave_the_rest(site: &Site<'_>, at: usize, drafts: Vec<Draft>) -> Vec<Draft> {
    let left = |draft: &Draft| {
        let rest = draft.rule.rest?;
        let taken = drafts.iter().flat_map(|other| parts_taken(draft, other)).collect::<BTreeSet<_>>();
        if taken.is_empty() {
            return None;
        }
        Some(rest(draft.rule, site, at, &taken)).filter(|rest| !rest.is_empty())
    };
    let left: Vec<Option<Vec<Draft>>> = drafts.iter().map(left).collect();
    drafts.into_iter().zip(left).flat_map(|(draft, left)| left.unwrap_or_else(|| vec![draft])).collect()
}

/// The parts of the note that are `speaker`'s to report and not `silent`'s.
fn parts_taken<'d>(silent: &'d Draft, speaker: &'d Draft) -> impl Iterator<Item = crate::audit::Part> + 'd {
    silent.rule.yields_to.iter().filter_map(|to| match to {
        Yield::OnPart(id, part)
            if *id == speaker.rule.id && speaker.parts.contains(part) && silent.parts.contains(part) =>
        {
            Some(*part)
        }
        _ => None,
    })
}

fn yields(silent: &Draft, speaker: &Draft) -> bool {
    let both_inferred = !speaker.inferred.is_empty() && !silent.inferred.is_empty();
    let is_same_person = speaker.people == silent.people;
    silent.rule.yields_to.iter().any(|to| match to {
        Yield::Always(id) | Yield::Entirely(id) => *id == speaker.rule.id && is_same_person,
        Yield::WhenBothInferred(id) => *id == speaker.rule.id && is_same_person && both_inferred,
        Yield::OnNote(id) => *id == speaker.rule.id,
        Yield::OnPart(..) => false,
    }) || parts_taken(silent, speaker).next().is_some()
}
