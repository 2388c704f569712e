//! How it stands, in a line or two: what ends a report for people.
//!
//! Takes what is shown; gives counts, hours to let go of and the score, and what these leave unsaid.

use std::fmt::Write as _;

use crate::audit::{CATALOGUE, Setting, setting};
use crate::report::{Report, Shown};
use crate::words::{count, hours, list, percent, visible};

/// "2 errors, 5 warnings and 12 notes …": one line that says how it stands.
pub(super) fn summary(shown: &Shown<'_, '_>) -> String {
    let report = shown.report;
    let counts = shown.counts();
    let figures = &report.audit.figures;
    let mut text = format!(
        "{}, {}, {}",
        count(counts.errors, "error", "errors"),
        count(counts.warnings, "warning", "warnings"),
        count(counts.notes, "note", "notes")
    );
    let hidden = shown.too_mild();
    if hidden > 0 {
        let _ = write!(text, " ({hidden} not shown: --min-severity note)");
    }
    if counts.accepted > 0 {
        let _ = write!(text, ", {} accepted", counts.accepted);
    }
    for compared in shown.compared() {
        let _ = write!(text, ", {} known from {}", compared.comparison.known.len(), visible(&compared.with));
    }
    let _ = write!(text, " in {}", count(report.notes().len(), "task note", "task notes"));
    let reclaimable = &figures.reclaimable;
    if reclaimable.hours <= 0.0 && reclaimable.unmeasured > 0 {
        let _ = write!(text, "; {} to let go of, none with hours", count(reclaimable.unmeasured, "part", "parts"));
    } else if !reclaimable.is_empty() {
        let unmeasured = match reclaimable.unmeasured {
            0 => String::new(),
            number => format!(" and {} without hours", count(number, "part", "parts")),
        };
        let _ = write!(text, "; up to {} a week to let go of{unmeasured}", hours(reclaimable.hours));
    }
    if let (Some(score), Some(coverage)) = (figures.score(), figures.coverage.share()) {
        let _ = write!(text, "; score {score:.0} of 100, resting on {} of the facts", percent(coverage));
    }
    text.push('\n');
    if figures.score().is_none() && !report.notes().is_empty() {
        let _ = writeln!(text, "{}", report.score_instead());
    }
    text.push_str(&caveats(report));
    text
}

/// What the counts leave unsaid.
fn caveats(report: &Report<'_>) -> String {
    let config = report.config();
    let off: Vec<&str> =
        CATALOGUE.iter().filter(|rule| setting(config, rule, None) == Setting::Off).map(|rule| rule.id).collect();
    let mut text = String::new();
    if !off.is_empty() {
        let _ = writeln!(text, "turned off in site.toml: {}", list(&off));
    }
    if !config.people.is_empty() && config.leaders().next().is_none() {
        text.push_str(
            "nobody in [people] has role = \"leader\", so most rules of family N have nobody to speak about\n",
        );
    }
    text
}
