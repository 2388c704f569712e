//! Precedence: if several rules report the same fact on the same note and person, the most specific one is kept.
//!
//! Takes the drafts of one note; gives those that are kept, each with the rules it replaces.

use std::collections::BTreeSet;

use crate::audit::case::Part;
use crate::audit::rule::{Draft, Rule, Yield};
use crate::audit::site::Site;

/// The drafts that yield to no other. The hours of a draft that yields are added to those of the draft that replaces
/// it, except after [`Yield::Entirely`].
pub(in crate::audit) fn most_specific(site: &Site<'_>, at: usize, drafts: Vec<Draft>) -> Vec<Draft> {
    let case = &site.cases[at];
    let drafts = without_parts_taken(site, at, drafts);
    // A note can have very many drafts of rules that yield to none.
    let ids: BTreeSet<&str> = drafts.iter().map(|draft| draft.rule.definition().id).collect();
    let may_yield = |draft: &&Draft| draft.rule.definition().yields_to.iter().any(|to| ids.contains(to.to().id));
    let yielding: Vec<&Draft> = drafts.iter().filter(may_yield).collect();
    if yielding.is_empty() {
        return drafts;
    }
    let mut most_specific = Vec::new();
    for kept in drafts.iter().filter(|draft| !may_yield(draft) || !drafts.iter().any(|other| yields(draft, other))) {
        let mut draft = kept.clone();
        for dropped in yielding.iter().copied().filter(|dropped| yields(dropped, kept)) {
            draft.replaced.push(dropped.rule.definition());
            if dropped.people == kept.people && !dropped.rule.definition().yields_entirely_to(kept.rule.definition()) {
                draft.parts.extend(&dropped.parts);
                draft.hours = case.hours_of_parts(&draft.parts).or(draft.hours);
            }
        }
        most_specific.push(draft);
    }
    most_specific
}

/// A draft loses the parts of the note that another rule reports, if it still has something to report without them.
fn without_parts_taken(site: &Site<'_>, at: usize, drafts: Vec<Draft>) -> Vec<Draft> {
    let left = |draft: &Draft| {
        let rule = draft.rule.definition();
        let without_parts = rule.without_parts?;
        let taken = drafts.iter().flat_map(|other| parts_taken(draft, other)).collect::<BTreeSet<_>>();
        if taken.is_empty() {
            return None;
        }
        Some(without_parts(rule, site, at, &taken)).filter(|left| !left.is_empty())
    };
    let left: Vec<Option<Vec<Draft>>> = drafts.iter().map(left).collect();
    drafts.into_iter().zip(left).flat_map(|(draft, left)| left.unwrap_or_else(|| vec![draft])).collect()
}

/// The parts of the note that both drafts are about and that `kept` reports instead of `dropped`.
fn parts_taken<'d>(dropped: &'d Draft, kept: &'d Draft) -> impl Iterator<Item = Part> + 'd {
    dropped.rule.definition().yields_to.iter().filter_map(|to| match to {
        Yield::OnPart(rule, part)
            if *rule == kept.rule.definition() && kept.parts.contains(part) && dropped.parts.contains(part) =>
        {
            Some(*part)
        }
        _ => None,
    })
}

/// Whether `dropped` yields to `kept`.
fn yields(dropped: &Draft, kept: &Draft) -> bool {
    let both_inferred = !kept.inferred.is_empty() && !dropped.inferred.is_empty();
    let is_same_person = kept.people == dropped.people;
    let is_kept = |rule: &'static Rule| rule == kept.rule.definition();
    dropped.rule.definition().yields_to.iter().any(|to| match to {
        Yield::Always(rule) | Yield::Entirely(rule) => is_kept(rule) && is_same_person,
        Yield::WhenBothInferred(rule) => is_kept(rule) && is_same_person && both_inferred,
        Yield::OnNote(rule) => is_kept(rule),
        Yield::OnPart(..) | Yield::OnEntry(_) => false,
    }) || parts_taken(dropped, kept).next().is_some()
}
