//! Findings as a Markdown table, for the summary of a workflow step or a comment on a merge request.
//!
//! Takes what is shown; gives at most [`MOST`] bytes, worst findings first. What comes from notes passes [`literal`], the
//! one escape for Markdown.

use std::fmt::Write as _;

use super::summary::{caveats, counted, score, to_let_go_of};
use crate::audit::Finding;
use crate::report::{Report, Shown};
use crate::text::words::{count, decimal, legible, sentence};

/// GitHub refuses the summary of a step that is longer; in bytes.
const MOST: usize = 1024 * 1024;

const TABLE_HEAD: &str = "\n| Severity | Rule | Where | What, and what to do | Hours a week |\n|---|---|---|---|--:|\n";

pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    let mut text = head(shown);
    let findings: Vec<&Finding> = shown.findings().collect();
    let foot = foot(shown);
    let room = MOST - foot.len() - cut(findings.len()).len();
    if !findings.is_empty() {
        text.push_str(TABLE_HEAD);
    }
    let mut listed = 0;
    for finding in &findings {
        let row = row(shown.report, finding);
        if text.len() + row.len() > room {
            break;
        }
        text.push_str(&row);
        listed += 1;
    }
    if listed < findings.len() {
        text.push_str(&cut(findings.len() - listed));
    }
    text + &foot
}

/// How it stands: counts, what could be let go of, the score.
fn head(shown: &Shown<'_, '_>) -> String {
    let report = shown.report;
    let (counts, figures) = (shown.counts(), &report.audit.figures);
    let title = literal(&excerpt(&report.config().title, 200));
    let mut facts: Vec<String> = [to_let_go_of(figures), score(figures)].into_iter().flatten().collect();
    facts.push(count(report.notes().len(), "note", "notes"));
    if counts.accepted > 0 {
        facts.push(format!("{} accepted", count(counts.accepted, "finding", "findings")));
    }
    for compared in shown.compared() {
        facts.push(format!("{} from {}", compared.counted(), excerpt(&compared.with, 200)));
    }
    let mut text = format!("## {title}: {}\n\n{}\n", counted(counts), literal(&sentence(&facts.join("; "))));
    if figures.score().is_none() && !report.notes().is_empty() {
        let _ = writeln!(text, "\n{}", literal(&report.score_instead()));
    }
    for caveat in caveats(report).lines() {
        let _ = writeln!(text, "\n{}", literal(&sentence(caveat)));
    }
    text
}

/// Text that leaves room for more, however long it is; in characters.
fn excerpt(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A finding as a row of the table.
fn row(report: &Report<'_>, finding: &Finding) -> String {
    let place = report.place(finding);
    let (severity, path, line) = (finding.severity, literal(&place.path), place.line);
    let name = literal(&format!("{} {}", finding.code(), finding.name()));
    let rule = match report.config().rule_address(finding.code()) {
        // Of what an address may hold, these two mean something to a table and to Markdown.
        Some(page) => {
            let page = page.replace('&', "&amp;").replace('|', "%7C");
            format!("[{name}](<{page}>)")
        }
        None => name,
    };
    let said = |text: &str| literal(&excerpt(&sentence(text), 2000));
    let (what, help) = (said(&finding.message), said(&finding.help));
    let hours = finding.hours.map(decimal).unwrap_or_default();
    format!("| {severity} | {rule} | <code>{path}:{line}</code> | {what}<br>{help} | {hours} |\n")
}

/// What stands where the table had to end.
fn cut(more: usize) -> String {
    format!("\nand {}: `handover check` lists them all.\n", count(more, "more finding", "more findings"))
}

fn foot(shown: &Shown<'_, '_>) -> String {
    match shown.too_mild() {
        0 => String::new(),
        mild => {
            let are = if mild == 1 { "finding is" } else { "findings are" };
            format!("\n{mild} {are} too mild to be shown here: `--min-severity info` shows all.\n")
        }
    }
}

/// Text as Markdown that shows just this text, in one line and in one cell of a table.
///
/// A numeric entity never means anything to Markdown. What is looked for in the text of the finished page (mentions,
/// references, addresses, emoji, formulas) is looked for in one piece of text at a time, so an element of its own around
/// the sign breaks it, and unlike an invisible character is not copied with the text.
fn literal(text: &str) -> String {
    let text = legible(text);
    let mut markdown = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let _ = match c {
            '\n' => write!(markdown, "<br>"),
            '\r' | '\t' => write!(markdown, " "),
            _ if begins_reference(&text, at, c) => write!(markdown, "<span>&#{};</span>", u32::from(c)),
            _ if SYNTAX.contains(&c) => write!(markdown, "&#{};", u32::from(c)),
            _ => write!(markdown, "{c}"),
        };
    }
    markdown
}

/// What Markdown and its dialects take for more than text within a line.
const SYNTAX: [char; 15] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '~', '^', '|', '{', '}', '$'];

/// Whether the sign at this place makes a mention, a reference, an address, a formula or an emoji of what follows, on
/// GitHub or GitLab.
fn begins_reference(text: &str, at: usize, c: char) -> bool {
    let before = &text.as_bytes()[..at];
    let ends_with = |word: &str| {
        let (rest, end) = before.split_at(at.saturating_sub(word.len()));
        end.eq_ignore_ascii_case(word.as_bytes()) && !rest.last().is_some_and(u8::is_ascii_alphanumeric)
    };
    let is_followed = || text[at + c.len_utf8()..].starts_with(|next: char| !next.is_ascii_whitespace());
    match c {
        '$' => true,
        '@' | '#' | ':' | '!' | '%' | '&' | '^' | '~' | '*' | '[' => is_followed(),
        '.' => ends_with("www"),
        '-' => ends_with("gh"),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
