//! The catalogue: every rule, one line each, in the order they are listed everywhere.
//!
//! Takes cases; gives drafts. A new rule needs a file in the folder of its family, a line here and a fixture folder below
//! `tests/rules/`. Its page, its explanation and its place in reports come from the file.

use rayon::prelude::*;

use crate::audit::engine::setting::is_on;
use crate::audit::names;
use crate::audit::rule::{Check, Draft, Rule, RuleRef, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::model::{Config, Problem, ProblemKind};

macro_rules! catalogue {
    ($($family:ident { $($rule:ident)+ })+) => {
        $(mod $family { $(pub(in crate::audit::rules) mod $rule;)+ })+

        /// All built-in rules.
        pub(crate) static CATALOGUE: &[&Rule] = &[$($(&$family::$rule::RULE),+),+];
    };
}

catalogue! {
    never {
        repetitive_execution
        asset_approval
        draft_review
        distribution_decision
        tool_tinkering
        daily_face
        automated_not_delegated
        familiar_excuse
        effort_over_outcome
        outsourced_without_boundaries
        handed_over_before_framework
        direction_abdicated
        leader_dependence
        leader_without_direction
        own_line
    }
    handover {
        hand_this_over
        assignment_called_strategic
        responsibility_without_authority
        no_contract
        unclear_expectations
        no_check_in
        overdue_check_in
        micromanagement
        skill_gap
        overloaded_delegate
        overloaded_leader
        no_retrospective
        no_growth
        undersold_assignment
        handed_up
        no_resources
    }
    autonomy {
        no_anchor
        vague_anchor
        no_north_star
        no_guardrails
        objective_without_key_results
        stale_key_result
        autonomy_without_guidance
        goals_set_alone
        silent_progress
        undefined_decision_rights
        decision_held_too_high
        decision_held_alone
        no_revisit
        contested_decision
        no_collaboration
    }
    hands_on {
        unjustified_hands_on
        open_ended_hands_on
        expired_hands_on
        hands_on_ending
        no_successor
        too_many_exceptions
        roadblock_unclaimed
        seniority_mismatch
        handed_over_too_early
        hands_on_overrun
    }
    content {
        unreadable_note
        missing_field
        unknown_field
        invalid_value
        unknown_person
        unknown_reference
        broken_link
        path_collision
        unused_allow
        expired_allow
        past_due
        unmeasured
    }
}

/// The drafts of `rules` on one note.
pub(super) fn check_note(rules: &[&'static Rule], site: &Site<'_>, at: usize) -> Vec<Draft> {
    let all = rules.iter().flat_map(|rule| match rule.check {
        Check::Note(check) => check(rule, site, at),
        _ => Vec::new(),
    });
    all.filter(|draft| is_own_line_on(site, draft)).collect()
}

/// The drafts of `rules` on all notes together.
pub(super) fn check_site(rules: &[&'static Rule], site: &Site<'_>) -> Vec<Draft> {
    let all = rules.par_iter().flat_map_iter(|rule| match rule.check {
        Check::Site(check) => check(rule, site),
        Check::WithCatalogue(check) => check(rule, site, CATALOGUE),
        _ => Vec::new(),
    });
    all.filter(|draft| is_own_line_on(site, draft)).collect()
}

/// Whether the draft is about no own line, or about one that is not turned off.
fn is_own_line_on(site: &Site<'_>, draft: &Draft) -> bool {
    draft.rule.own_id().is_none() || is_on(site.config, &draft.rule)
}

/// The draft about a problem that the reader of files found. None if its rule is turned off.
pub(super) fn adopt(site: &Site<'_>, problem: &Problem) -> Option<Draft> {
    let config = site.config;
    let rule = CATALOGUE.iter().copied().find(|rule| rule.adopts.contains(&problem.kind))?;
    let subject = if problem.location.path == config.path {
        Subject::Config
    } else if let Some(at) = site.notes.at_path(&problem.location.path) {
        Subject::Note(at)
    } else {
        Subject::File(problem.location.path.clone())
    };
    let owner = match subject {
        Subject::Note(at) => site.cases[at].owner(),
        _ => None,
    };
    let mut draft = Draft::new(rule, subject, Some(problem.location.clone()))
        .says(problem.message.clone())
        .help(problem.help.clone())
        .people(owner)
        .key(problem.message.clone());
    if problem.kind == ProblemKind::NoNote {
        draft = draft.severity(Severity::Info);
    }
    is_on(config, &draft.rule).then_some(draft)
}

/// The rule of the catalogue with this id or name.
pub(crate) fn find_rule(word: &str) -> Option<&'static Rule> {
    names::built_in(CATALOGUE, word)
}

/// The rule of the catalogue with this id or name, or else the own line of the site.
pub(crate) fn resolve_rule(config: &Config, word: &str) -> Option<RuleRef> {
    names::resolve(CATALOGUE, config, word)
}

/// Every rule that a finding can have, own lines included.
pub(crate) fn all_rules(config: &Config) -> impl Iterator<Item = RuleRef> {
    names::all(CATALOGUE, config)
}

/// The own lines of a site, sorted by id.
pub(crate) fn own_rules(config: &Config) -> impl Iterator<Item = RuleRef> {
    names::own(CATALOGUE, config)
}

/// Every word that names a rule, for suggestions. Own lines belong to a site.
pub(crate) fn rule_words(config: Option<&Config>) -> Vec<String> {
    names::words(CATALOGUE, config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::engine::finding::Finding;
    use crate::audit::rule::Mark;
    use crate::audit::samples;

    const OWN_LINE: &str = "[never.payment-reminders]\nphrases = [\"payment reminder\"]\n";

    fn findings(rule: &Rule, example: &str) -> Vec<Finding> {
        if rule.has(Mark::ExamplesAreSettings) {
            return samples::findings(&samples::config(example), []);
        }
        let config = samples::config(OWN_LINE);
        // An example with a body closes its front matter itself.
        let close = if example.contains("\n+++\n") { "" } else { "\n+++\n" };
        let text = format!("+++\n{example}{close}");
        samples::findings(&config, [("example", text.as_str())])
    }

    #[test]
    fn every_rule_reports_its_bad_example_and_not_its_good_one() {
        for rule in CATALOGUE.iter().filter(|rule| !rule.has(Mark::NeedsManyNotes)) {
            let reports = |example| {
                findings(rule, example).iter().any(|found| found.rule.definition() == *rule && found.accepted.is_none())
            };
            assert!(reports(rule.bad), "{} does not report its bad example", rule.id);
            assert!(!reports(rule.good), "{} reports its good example", rule.id);
        }
    }

    /// A contract fails the checks of a rule exactly if the rule reports it.
    #[test]
    fn contract_fails_quality_checks_only_if_the_rule_reports_it() {
        for rule in CATALOGUE {
            let Some(quality) = rule.quality else { continue };
            let passes = |example: &str| {
                let text = format!("+++\n{example}\n+++\n");
                let config = samples::config("");
                let notes = samples::notes([("example", text.as_str())]);
                samples::with_audit(&config, &notes, |audit| {
                    let checks = quality(&audit.site, &audit.site.cases[0]);
                    checks.passed == checks.applicable
                })
            };
            assert!(!passes(rule.bad), "{} passes its bad example", rule.id);
            assert!(passes(rule.good), "{} fails its good example", rule.id);
        }
    }

    /// `figures_with` computes new findings only for the changed notes.
    #[test]
    fn rules_that_count_in_figures_check_single_notes() {
        for rule in CATALOGUE.iter().filter(|rule| rule.has(Mark::Reclaimable) || rule.quality.is_some()) {
            assert!(matches!(rule.check, Check::Note(_)), "{} looks at more than one note", rule.id);
        }
    }

    /// A second header of the same table makes the note unreadable.
    #[test]
    fn lines_to_paste_mark_tables_that_the_note_already_has() {
        for rule in CATALOGUE.iter().filter(|rule| !rule.has(Mark::ExamplesAreSettings)) {
            for paste in findings(rule, rule.bad).iter().filter_map(|found| found.paste.as_deref()) {
                for header in paste.lines().filter(|line| line.starts_with('[')) {
                    let table = header.split(' ').next().unwrap_or_default();
                    let is_new = !rule.bad.lines().any(|line| line == table);
                    assert!(is_new || header.contains("already in the note"), "{}: {header}", rule.id);
                }
            }
        }
    }

    #[test]
    fn rules_yield_only_to_other_rules_of_the_catalogue() {
        for (rule, to) in CATALOGUE.iter().flat_map(|rule| rule.yields_to.iter().map(move |to| (rule, to.to()))) {
            assert!(CATALOGUE.contains(&to) && to != *rule, "{} yields to {}", rule.id, to.id);
        }
    }

    #[test]
    fn every_rule_has_its_texts_and_a_valid_name() {
        for rule in CATALOGUE {
            for (what, text) in
                [("when", rule.when), ("why", rule.why), ("fix", rule.fix), ("bad", rule.bad), ("good", rule.good)]
            {
                assert!(!text.trim().is_empty(), "{} has no {what}", rule.id);
            }
            assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
        }
    }

    #[test]
    fn baselines_chapter_names_the_rules_that_depend_on_the_date() {
        let mut ids: Vec<&str> =
            CATALOGUE.iter().filter(|rule| rule.has(Mark::DependsOnDate)).map(|rule| rule.id).collect();
        ids.sort_unstable();
        let chapter = include_str!("../../docs/src/baselines.md").split_whitespace().collect::<Vec<_>>().join(" ");
        let said = format!("although nobody edits a note: {}.", crate::text::words::list(&ids));
        assert!(chapter.contains(&said), "{said}");
    }

    #[test]
    fn ids_and_names_are_unique() {
        let mut words: Vec<&str> = CATALOGUE.iter().flat_map(|rule| [rule.id, rule.name]).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
    }
}
