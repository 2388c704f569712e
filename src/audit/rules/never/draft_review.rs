//! N03: a leader reviews drafts.

use crate::audit::case::{Case, Part};
use crate::audit::engine::draft::change_in;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Config;

pub(crate) static RULE: Rule = Rule {
    id: "N03",
    name: "draft-review",
    severity: Severity::Warning,
    when: "A leader reviews drafts of work that is not direction. If the work is done once, the severity is one step \
           lower.",
    why: "A leader who corrects drafts becomes their second author. The first author then stops owning the result. The \
          standard stays in the leader's head and is not written down.",
    fix: "Set `review.of = \"outcomes\"` and agree on the figures to look at. If you make a correction often, add it \
           to the framework.",
    source: Source::NeverList,
    practices: &[Practice::OutcomesNotDrafts],
    bad: "title = \"Customer stories\"\nowner = \"milo\"\n[review]\nby = \"nora\"\nof = \"drafts\"",
    good: "title = \"Customer stories\"\nowner = \"milo\"\n[review]\nby = \"nora\"\nof = \"outcomes\"",
    line: Some("Review outcomes, not drafts"),
    missing_fact: Some(missing_fact),
    marks: &[Mark::Reclaimable, Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(reviewer) = &case.draft_reviewer else { return Vec::new() };
    if !case.is_live || case.is_hands_on || case.is_direction() {
        return Vec::new();
    }
    let name = site.config.name_of(reviewer.value);
    let is_declared = reviewer.is_declared();
    let part = if is_declared { Part::Reviewing } else { Part::Doing };
    let help = if is_declared {
        "set `review.of` to \"outcomes\", and add frequent corrections to the framework"
    } else {
        "let the authors check each other's drafts against a written standard, and review outcomes"
    };
    let draft = Draft::on(rule, case, at, reviewer.span)
        .concerns(reviewer.value, case, [part])
        .depends_on(Some(reviewer))
        .says_of(case, |it| format!("{name} reviews the drafts of {it}"))
        .help(help)
        .advice(|it| format!("Stop reviewing drafts of {it}; review its outcomes"))
        .paste(if is_declared {
            change_in("review", "of = \"outcomes\"")
        } else {
            "delegate = \"…\"       # who checks drafts against the standard from now on".to_owned()
        });
    vec![if case.is_once() { draft.severity(rule.severity.lowered()) } else { draft }]
}

fn missing_fact(case: &Case<'_>, config: &Config) -> Option<&'static str> {
    let review = case.review().filter(|review| review.of.is_none())?;
    review.by.as_ref().filter(|by| config.is_leader(by)).map(|_| "review.of")
}
