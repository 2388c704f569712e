//! The handover plan for people at a terminal: who takes what and why, the lines to write, and what it changes.
//!
//! Takes a report and its plan; gives text with ANSI styles. The output stream removes them where there is no colour.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::input::Edit;
use crate::plan::{BeforeAfter, Change, Plan, Proposal, Unplaced, compared_figures, compared_people, summary};
use crate::report::Report;
use crate::text::words::{list, list_some, sentence, visible};

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();

/// Groups of fewer changes are listed one by one.
const FEW: usize = 3;

pub(crate) fn plan(report: &Report<'_>, plan: &Plan) -> String {
    let mut text = String::new();
    for line in summary(report, plan) {
        let _ = writeln!(text, "{}", visible(&line));
    }
    proposals(&mut text, report, &plan.proposals);
    unplaced(&mut text, report, &plan.unplaced);
    changes(&mut text, report, plan);
    hiring(&mut text, report, plan);
    if !plan.is_empty() {
        let people: Vec<BeforeAfter> = compared_people(report, plan).into_iter().map(|(_, row)| row).collect();
        if !people.is_empty() {
            heading(&mut text, "Hours a week, before and after");
            table(&mut text, &people);
        }
        heading(&mut text, "Figures, before and after");
        table(&mut text, &compared_figures(report, plan));
        let rest =
            if plan.proposals.is_empty() { "" } else { ". Fill in `why` and `success` to complete the handovers" };
        let _ = writeln!(text, "\nThe second column is what the audit finds with these lines in the notes{rest}.");
    }
    text
}

fn heading(text: &mut String, title: &str) {
    let _ = writeln!(text, "\n{BOLD}{title}{BOLD:#}");
}

fn proposals(text: &mut String, report: &Report<'_>, proposals: &[Proposal]) {
    if proposals.is_empty() {
        return;
    }
    heading(text, "Hand over");
    for proposal in proposals {
        let name = |id| visible(report.config().name_of(id));
        let (taker, leader) = (name(&proposal.taker), name(&proposal.leader));
        item(text, report, proposal.at, proposal.hours, &format!(", from {leader} to {taker}"));
        let _ = writeln!(text, "    {taker} {}.", visible(&proposal.why));
        lines(text, report, proposal.at, Some(&proposal.edit));
    }
}

fn unplaced(text: &mut String, report: &Report<'_>, unplaced: &[Unplaced]) {
    if unplaced.is_empty() {
        return;
    }
    heading(text, "Nobody found yet");
    for open in unplaced {
        item(text, report, open.at, open.hours, &format!(", with {}", visible(report.config().name_of(&open.leader))));
        let _ = writeln!(text, "    {}", visible(&sentence(&open.missing)));
    }
}

fn changes(text: &mut String, report: &Report<'_>, plan: &Plan) {
    if plan.changes.is_empty() {
        return;
    }
    heading(text, "Change in the note");
    for alike in alike(report, &plan.changes) {
        let Some(first) = alike.first() else { continue };
        let more = &alike[1..];
        let finding = &report.audit.findings[first.finding];
        let leader = visible(report.config().name_of(&first.leader));
        let more_like = if more.is_empty() { String::new() } else { format!(" and {} more like it", more.len()) };
        item(text, report, first.at, first.hours, &format!("{more_like}, {leader}"));
        let _ = writeln!(text, "    {}", visible(&sentence(&finding.help)));
        lines(text, report, first.at, first.edit.as_ref());
        if !more.is_empty() {
            let files: Vec<String> =
                more.iter().map(|change| report.outer_path(&report.note(change.at).path)).collect();
            let _ = writeln!(text, "    {DIM}write the same into{DIM:#} {}", visible(&list(&files)));
        }
    }
}

/// Groups changes that differ only in the note, if there are at least [`FEW`] of them.
fn alike<'p>(report: &Report<'_>, changes: &'p [Change]) -> Vec<Vec<&'p Change>> {
    let mut groups: Vec<Vec<&Change>> = Vec::new();
    let mut places: BTreeMap<(&str, &str, Option<&str>), usize> = BTreeMap::new();
    for change in changes {
        if change.hours.is_some() {
            groups.push(vec![change]);
            continue;
        }
        let lines = change.edit.as_ref().map(|edit| edit.lines.as_str());
        let kind = (change.leader.as_str(), report.audit.findings[change.finding].code(), lines);
        let place = *places.entry(kind).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(change);
    }
    groups
        .into_iter()
        .flat_map(
            |group| if group.len() < FEW { group.into_iter().map(|one| vec![one]).collect() } else { vec![group] },
        )
        .collect()
}

fn hiring(text: &mut String, report: &Report<'_>, plan: &Plan) {
    if plan.hiring.is_empty() {
        return;
    }
    heading(text, "Skills to look for");
    for (skill, sum) in &plan.hiring {
        let notes: Vec<&str> = sum.notes.iter().map(|at| report.note(*at).title.value.as_str()).collect();
        let notes = list_some(&notes, 3);
        let _ = writeln!(text, "  {}: {}, for {}", visible(skill), crate::plan::a_week(sum), visible(&notes));
    }
}

/// "Captions, from Nora to Milo: 3.8 h a week".
fn item(text: &mut String, report: &Report<'_>, at: usize, hours: Option<f64>, who: &str) {
    let hours = hours.map_or_else(|| "no hours yet".to_owned(), |hours| report.case(at).hours_in_words(hours));
    let title = visible(&report.note(at).title.value);
    let _ = writeln!(text, "\n  {BOLD}{title}{BOLD:#}{who}: {hours}");
}

/// The path of the file, and the lines to write into it.
fn lines(text: &mut String, report: &Report<'_>, at: usize, edit: Option<&Edit>) {
    let Some(edit) = edit else { return };
    let _ = writeln!(text, "    {DIM}write into {}:{DIM:#}", visible(&report.outer_path(&report.note(at).path)));
    for line in edit.lines.lines() {
        let line = format!("      {}", visible(line));
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

fn table(text: &mut String, rows: &[BeforeAfter]) {
    let width =
        |cell: fn(&BeforeAfter) -> &str| rows.iter().map(|row| cell(row).chars().count()).max().unwrap_or_default();
    let (name, before) = (width(|row| &row.name), width(|row| &row.before));
    for row in rows {
        let (title, now) = (visible(&row.name), &row.before);
        let _ = writeln!(text, "  {title:<name$}  {now:>before$}  → {}", row.after);
    }
}
