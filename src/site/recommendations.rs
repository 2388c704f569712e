//! Things to let go of: what findings say to one person about one note, most hours first.
//!
//! Takes findings that put hours at stake; gives one group for each note and person, and for findings without hours one
//! group where three or more say the same.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Finding, Mark, Part, RuleRef};
use crate::plan::Plan;
use crate::report::Report;

/// All that findings on one note say to one person.
pub(super) struct NoteFindings<'f> {
    pub(super) at: usize,
    pub(super) findings: Vec<&'f Finding>,
    pub(super) parts: BTreeSet<Part>,
    pub(super) hours: Option<f64>,
}

/// What things have in common that one item can tell: whom they concern, the rule, and what to write.
type Kind<'f> = (&'f [String], &'f RuleRef, Option<&'f str>);

/// What one item tells: a thing, or three and more of which nothing is known but that they are many.
pub(super) struct NoteGroup<'f>(pub(super) Vec<NoteFindings<'f>>);

/// What is to be said of findings that put hours at stake, most hours first; the unmeasured ones last, and together
/// where three or more of them say the same to the same person.
pub(super) fn group_by_note<'f>(
    report: &Report<'_>,
    findings: impl Iterator<Item = &'f Finding>,
) -> Vec<NoteGroup<'f>> {
    let (measured, unmeasured): (Vec<NoteFindings<'_>>, Vec<NoteFindings<'_>>) =
        things(report, findings).into_iter().partition(|thing| thing.hours.is_some());
    let mut alike: BTreeMap<Kind<'_>, Vec<NoteFindings<'_>>> = BTreeMap::new();
    for thing in unmeasured {
        let worst = thing.findings[0];
        alike.entry((&worst.people, &worst.rule, worst.paste.as_deref())).or_default().push(thing);
    }
    let mut alike: Vec<Vec<NoteFindings<'_>>> = alike.into_values().collect();
    alike.sort_by_key(|things| (Reverse(things[0].findings[0].severity), Reverse(things.len()), things[0].at));
    let each = |things: Vec<NoteFindings<'f>>| things.into_iter().map(|thing| NoteGroup(vec![thing]));
    let mut groups: Vec<NoteGroup<'_>> = each(measured).collect();
    for things in alike {
        if things.len() < 3 {
            groups.extend(each(things));
        } else {
            groups.push(NoteGroup(things));
        }
    }
    groups
}

/// What is to be let go of in the note, without anybody new.
pub(super) fn changes<'a>(report: &'a Report<'_>, plan: &Plan) -> Vec<NoteGroup<'a>> {
    group_by_note(report, plan.changes.iter().map(|change| &report.audit.findings[change.finding]))
}

/// Each note and person once, most hours first.
fn things<'f>(report: &Report<'_>, findings: impl Iterator<Item = &'f Finding>) -> Vec<NoteFindings<'f>> {
    let mut at_stake: Vec<&Finding> =
        findings.filter(|finding| finding.rule.has(Mark::Reclaimable) && finding.accepted.is_none()).collect();
    at_stake.sort_by(|a, b| (a.note(), &a.people, a.order()).cmp(&(b.note(), &b.people, b.order())));
    let mut things: Vec<NoteFindings<'_>> = at_stake
        .chunk_by(|a, b| (a.note(), &a.people) == (b.note(), &b.people))
        .filter_map(|findings| {
            let at = findings.first()?.note()?;
            let parts: BTreeSet<Part> = findings.iter().flat_map(|finding| finding.parts.iter().copied()).collect();
            Some(NoteFindings { at, findings: findings.to_vec(), hours: report.case(at).hours_of_parts(&parts), parts })
        })
        .collect();
    things.sort_by(|a, b| b.hours.unwrap_or(-1.0).total_cmp(&a.hours.unwrap_or(-1.0)).then_with(|| a.at.cmp(&b.at)));
    things
}
