//! Findings as a Markdown table, for the summary of a workflow step or a comment on a merge request.
//!
//! Takes what is shown; gives at most [`MOST`] bytes, most severe findings first. Text from notes passes
//! [`literal`], the one escape for Markdown.

use std::fmt::Write as _;

use super::summary::{caveats, counted, score, to_let_go_of};
use crate::audit::Finding;
use crate::report::{Report, Shown};
use crate::text::control::legible;
use crate::text::words::{count, decimal, sentence};

/// The longest step summary that GitHub takes, in bytes.
const MOST: usize = 1024 * 1024;

const TABLE_HEAD: &str = "\n| Severity | Rule | Where | Finding and fix | Hours a week |\n|---|---|---|---|--:|\n";

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

/// Counts, hours to let go of, the score.
fn head(shown: &Shown<'_, '_>) -> String {
    let report = shown.report;
    let (counts, figures) = (shown.counts(), &report.audit.figures);
    let title = literal(&excerpt(&report.config().site.title, 200));
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

/// At most `longest` characters of a text.
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
        // Of the characters an address may have, these two have a meaning in Markdown.
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

/// The line below a table that was cut.
fn cut(more: usize) -> String {
    format!("\n{} not listed: `handover check` lists all of them.\n", count(more, "more finding", "more findings"))
}

fn foot(shown: &Shown<'_, '_>) -> String {
    match shown.too_mild() {
        0 => String::new(),
        mild => {
            let findings = count(mild, "finding", "findings");
            format!("\n{findings} with a lower severity not shown; show with `--min-severity info`.\n")
        }
    }
}

/// Text as Markdown that shows exactly this text, in one line and in one cell of a table.
///
/// Markdown does not interpret numeric entities. GitHub and GitLab look for mentions, references, addresses, emoji and
/// formulas in each text node of the finished page, so a `<span>` around the first character hides them. Unlike an
/// invisible character, a `<span>` is not copied with the text.
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

/// Characters with a meaning within a line, in Markdown and its dialects.
const SYNTAX: [char; 15] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '~', '^', '|', '{', '}', '$'];

/// Whether the character starts a mention, a reference, an address, a formula or an emoji on GitHub or GitLab.
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
