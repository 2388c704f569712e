//! The summary at the end of a report for people.
//!
//! Takes what is shown; gives counts, hours to let go of, the score, and notices about settings that change them.

use std::fmt::Write as _;

use crate::audit::{CATALOGUE, Figures, RuleRef, is_on};
use crate::report::{Counts, Report, Shown};
use crate::text::control::visible;
use crate::text::words::{count, hours, list, percent};

/// "2 errors, 5 warnings, 12 infos in 3 notes; …"; empty if no summary is wanted.
pub(super) fn summary(shown: &Shown<'_, '_>) -> String {
    if !shown.has_summary {
        return String::new();
    }
    let report = shown.report;
    let counts = shown.counts();
    let figures = &report.audit.figures;
    let mut text = counted(counts);
    let hidden = shown.too_mild();
    if hidden > 0 {
        let hidden = if hidden == counts.infos { String::new() } else { format!("{hidden} ") };
        let _ = write!(text, " ({hidden}hidden; show with `--min-severity info`)");
    }
    if counts.accepted > 0 {
        let _ = write!(text, ", {} accepted", counts.accepted);
    }
    for compared in shown.compared() {
        let _ = write!(text, ", {} from {}", compared.counted(), visible(&compared.with));
    }
    let _ = write!(text, " in {}", count(report.notes().len(), "note", "notes"));
    for fact in [to_let_go_of(figures), score(figures)].into_iter().flatten() {
        let _ = write!(text, "; {fact}");
    }
    text.push('\n');
    if figures.score().is_none() && !report.notes().is_empty() {
        let _ = writeln!(text, "{}", report.score_instead());
    }
    text.push_str(&caveats(report));
    text
}

/// "2 errors, 5 warnings, 12 infos".
pub(super) fn counted(counts: Counts) -> String {
    format!(
        "{}, {}, {}",
        count(counts.errors, "error", "errors"),
        count(counts.warnings, "warning", "warnings"),
        count(counts.infos, "info", "infos")
    )
}

/// "up to 12 h a week to let go of"; none if there is nothing to let go of.
pub(super) fn to_let_go_of(figures: &Figures) -> Option<String> {
    let reclaimable = &figures.reclaimable;
    if reclaimable.is_empty() {
        return None;
    }
    let unmeasured = count(reclaimable.unmeasured, "piece of work", "pieces of work");
    if reclaimable.hours <= 0.0 && reclaimable.unmeasured > 0 {
        return Some(format!("{unmeasured} to let go of, without hours"));
    }
    let without =
        if reclaimable.unmeasured == 0 { String::new() } else { format!(", plus {unmeasured} without hours") };
    Some(format!("up to {} a week to let go of{without}", hours(reclaimable.hours)))
}

/// "score 61 of 100, based on 80 % of the facts"; none if there is no score.
pub(super) fn score(figures: &Figures) -> Option<String> {
    let (score, coverage) = (figures.score()?, figures.coverage.share()?);
    Some(format!("score {score:.0} of 100, based on {} of the facts", percent(coverage)))
}

/// Notices about rules that are off and about missing leaders.
pub(super) fn caveats(report: &Report<'_>) -> String {
    let config = report.config();
    let off: Vec<&str> =
        CATALOGUE.iter().filter(|rule| !is_on(config, &RuleRef::BuiltIn(rule))).map(|rule| rule.id).collect();
    let mut text = String::new();
    if !off.is_empty() {
        let _ = writeln!(text, "rules turned off in site.toml: {}", list(&off));
    }
    if !config.people.is_empty() && config.leaders().next().is_none() {
        text.push_str("nobody in [people] has role = \"leader\", so most rules of family N cannot find anything\n");
    }
    text
}
