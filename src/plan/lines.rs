//! The lines to write into a note that somebody takes.
//!
//! Takes the note and who takes it; gives TOML. What is known is filled in; what only the two of them know stays a
//! comment to fill in.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::fit::Fit;
use crate::audit::{change_in, renew_in};
use crate::input::Edit;
use crate::model::{Cadence, Handover, Note};
use crate::report::Report;
use crate::text::words::is_steering;

/// `delegate` above the first table, and the table that goes with it. Whoever owns the note needs neither.
pub(super) fn of_proposal(report: &Report<'_>, at: usize, taker: &str, fit: &Fit<'_>) -> Edit {
    let note = report.note(at);
    if report.case(at).owner() == Some(taker) {
        return take_back(note);
    }
    let place = if note.delegate.is_some() { "replaces the `delegate` in the note" } else { "above the first table" };
    let mut lines = format!("delegate = \"{taker}\"      # {place}\n");
    if let Some(decider) = fit.decider {
        let _ = write!(lines, "\n[automation]\nsystem = \"{taker}\"\ndecisions_by = \"{decider}\"\n");
        return Edit { without: &[], lines };
    }
    if note.decider().is_some_and(|by| Some(by.value.as_str()) == report.case(at).leader) {
        let change = change_in("automation", &format!("decisions_by = \"{taker}\""));
        let _ = writeln!(lines, "\n{change}");
    }
    let today = report.audit.site.today;
    let check_in = report.case(at).suggested_check_in();
    if let (Some(table), Some(leader)) = (&note.handover, report.case(at).leader) {
        renew(&mut lines, table, leader, today, check_in, fit);
    } else {
        let _ = writeln!(lines, "\n[handover]\non = {today}      # the day it is handed over");
        contract(&mut lines, check_in, &decides(report, note, taker), fit);
    }
    Edit { without: &[], lines }
}

/// The owner does it again: the keys that handed it over are removed.
fn take_back(note: &Note) -> Edit {
    let (without, lines): (&[&str], &str) = if note.handover.is_some() {
        (&["delegate", "handover"], "# remove `delegate` and [handover]: the owner does it\n")
    } else {
        (&["delegate"], "# remove `delegate`: the owner does it\n")
    };
    Edit { without, lines: lines.to_owned() }
}

/// Changes a contract that the note already has: a new day, and the skills that the taker learns.
fn renew(lines: &mut String, table: &Handover, leader: &str, today: Date, check_in: Cadence, fit: &Fit<'_>) {
    let _ = write!(lines, "\n{}", renew_in("handover", ""));
    if table.from.is_some() {
        let _ = writeln!(lines, "from = \"{leader}\"");
    }
    let _ = writeln!(lines, "on = {today}      # the day it is handed over");
    if table.check_in.is_none() {
        let _ = writeln!(lines, "check_in = \"{check_in}\"");
    }
    let known = table.grows.iter().map(|skill| skill.value.as_str());
    let grows = pasteable(known.chain(fit.learns));
    if fit.learns.is_some_and(|skill| grows.contains(&skill)) {
        let _ = writeln!(lines, "grows = {}", strings(&grows));
    }
}

/// A new contract: the known keys, and the others as comments to fill in.
fn contract(lines: &mut String, check_in: Cadence, decides: &[&str], fit: &Fit<'_>) {
    let _ = writeln!(lines, "check_in = \"{check_in}\"");
    if decides.is_empty() {
        lines.push_str("# decides = [\"…\"]      what they decide without asking; makes the handover strategic\n");
    } else {
        let _ = writeln!(lines, "decides = {}", strings(decides));
    }
    let grows = pasteable(fit.learns.into_iter().chain(fit.likes.iter().copied()));
    if !grows.is_empty() {
        let _ = writeln!(lines, "grows = {}", strings(&grows));
    }
    lines.push_str("# why = \"…\"            why they have the work\n");
    lines.push_str("# success = [\"…\"]      what shows both of you that it works\n");
}

/// Decisions in site.toml that only the taker makes and that concern the same things as the note.
fn decides<'r>(report: &'r Report<'_>, note: &Note, taker: &str) -> Vec<&'r str> {
    let tags = note.tags.iter().map(|tag| tag.value.as_str());
    let of_note = significant(tags.chain([note.title.value.as_str()]));
    let decisions = report.config().decisions.iter();
    decisions
        .filter(|(_, decision)| matches!(&decision.by[..], [only] if only.value == taker))
        .filter(|(_, decision)| !significant([decision.title.as_str()]).is_disjoint(&of_note))
        .map(|(id, _)| id.as_str())
        .collect()
}

/// Words long enough to mean something, in lower case.
fn significant<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    const SHORT: usize = 5;
    let words = texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.chars().count() >= SHORT).map(str::to_lowercase).collect()
}

/// Without what steers a terminal or a reader's eye: it would be shown in other characters than have to be pasted.
fn pasteable<'s>(words: impl Iterator<Item = &'s str>) -> Vec<&'s str> {
    words.filter(|word| !word.chars().any(is_steering)).collect()
}

/// A list as TOML writes it.
fn strings(items: &[&str]) -> String {
    items.iter().copied().collect::<toml_edit::Value>().to_string()
}
