//! Property tests of the figures, with random notes.

use proptest::prelude::*;

use super::Figures;
use crate::audit::engine::finding::Finding;
use crate::audit::samples;

/// Random front matter, and a separate line with its hours.
fn front_matter() -> impl Strategy<Value = (String, Option<String>)> {
    let person = prop_oneof![Just("nora"), Just("milo"), Just("studio"), Just("ghost")];
    let line = |key: &'static str, words: &'static [&'static str]| {
        prop::option::of(prop::sample::select(words))
            .prop_map(move |word| word.map_or_else(String::new, |word| format!("{key} = \"{word}\"\n")))
    };
    let title = prop::sample::select(&["Plan", "Write captions", "Founder story to camera", "Sign off banners"][..]);
    let keys = (
        title,
        person,
        line("delegate", &["milo", "robot"]),
        line("status", &["active", "blocked", "done", "proposed"]),
        line("work", &["direction", "judgment", "execution"]),
        line("area", &["content", "distribution", "tooling", "visibility", "legal"]),
        line("cadence", &["once", "daily", "weekly", "monthly"]),
        line("expertise", &["leader", "general"]),
    );
    let approval = prop::option::of(Just("[approval]\nby = \"nora\"\nof = \"assets\"\nhours = 2\n"));
    let hours = prop::option::of((0_u16..600).prop_map(|tenths| format!("hours = {}\n", f64::from(tenths) / 10.0)));
    (keys, approval, hours).prop_map(|(keys, approval, hours)| {
        let (title, owner, delegate, status, work, area, cadence, expertise) = keys;
        let delegate = if delegate.contains(owner) { String::new() } else { delegate };
        let plain =
            format!("title = \"{title}\"\nowner = \"{owner}\"\n{delegate}{status}{work}{area}{cadence}{expertise}");
        (format!("{plain}HOURS{}", approval.unwrap_or_default()), hours)
    })
}

fn notes_of(all: &[(String, Option<String>)]) -> Vec<(String, String)> {
    all.iter()
        .enumerate()
        .map(|(at, (text, hours))| {
            let hours = hours.clone().unwrap_or_default();
            (format!("note-{at:02}"), format!("+++\n{}+++\n", text.replace("HOURS", &hours)))
        })
        .collect()
}

fn figures<T>(notes: &[(String, String)], test: impl FnOnce(&Figures, &[Finding]) -> T) -> T {
    let notes = samples::notes(notes.iter().map(|(id, text)| (id.as_str(), text.as_str())));
    samples::with_audit(&samples::config(""), &notes, |audit| test(&audit.figures, &audit.findings))
}

/// A debug build takes 40 ms for each case. `.ci/full` tries many.
fn cases() -> ProptestConfig {
    ProptestConfig::with_cases(if std::env::var_os("LONG_TESTS").is_some() { 1024 } else { 64 })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_figure_stays_in_its_range(all in prop::collection::vec(front_matter(), 0..12)) {
        figures(&notes_of(&all), |figures, _| {
            let leader_hours = figures.leader_hours();
            prop_assert!(figures.score().is_none_or(|score| (0.0..=100.0).contains(&score)));
            prop_assert!(figures.dependence.as_ref().is_none_or(|found| (0.0..=1.0).contains(&found.share)));
            prop_assert!(figures.coverage.share().is_none_or(|share| (0.0..=1.0).contains(&share)));
            prop_assert!(figures.reclaimable.hours <= leader_hours.hours + 1e-9);
            prop_assert!(figures.reclaimable.unmeasured <= leader_hours.unmeasured);
            let by_rule: f64 = figures.reclaimable_by_rule.values().map(|sum| sum.hours).sum();
            prop_assert!((by_rule - figures.reclaimable.hours).abs() < 1e-9);
            Ok(())
        })?;
    }

    #[test]
    fn figures_and_findings_do_not_depend_on_the_order_of_notes(all in prop::collection::vec(front_matter(), 0..8)) {
        let forward = notes_of(&all);
        let backward: Vec<_> = forward.iter().rev().cloned().collect();
        let shown = |notes: &[(String, String)]| figures(notes, |figures, findings| format!("{figures:?} {findings:?}"));
        prop_assert_eq!(shown(&forward), shown(&backward));
    }

    #[test]
    fn note_without_its_hours_does_not_raise_coverage_or_score(
        all in prop::collection::vec(front_matter(), 1..8), which in 0_usize..8,
    ) {
        let which = which % all.len();
        let mut without = all.clone();
        without[which].1 = None;
        let measure = |all: &[(String, Option<String>)]| figures(&notes_of(all), |figures, _| {
            let is_stopping = figures.dependence.as_ref().is_some_and(|found| found.stopping.contains(&which));
            let is_reclaimable = figures.reclaimable.notes.contains(&which);
            (figures.score(), figures.coverage.share(), is_stopping || is_reclaimable)
        });
        let (score, coverage, counts_against) = measure(&all);
        let (score_without, coverage_without, _) = measure(&without);
        let had_one_hour_or_more =
            all[which].1.as_deref().and_then(|line| line[8..].trim().parse::<f64>().ok()).is_some_and(|hours| hours >= 1.0);
        prop_assert!(coverage_without <= coverage);
        if !counts_against && had_one_hour_or_more {
            prop_assert!(score_without.unwrap_or_default() <= score.unwrap_or_default() + 1e-9);
        }
    }
}

#[test]
fn part_without_hours_counts_as_one_hour_in_reclaimable_and_total() {
    let notes = [
        (
            "a".to_owned(),
            "+++\ntitle = \"Captions\"\nowner = \"nora\"\nwork = \"execution\"\ncadence = \"daily\"\n+++\n".to_owned(),
        ),
        ("b".to_owned(), "+++\ntitle = \"Plan\"\nowner = \"nora\"\nwork = \"direction\"\nhours = 3\n+++\n".to_owned()),
    ];
    figures(&notes, |figures, _| {
        assert_eq!((figures.reclaimable.unmeasured, figures.leader_hours().unmeasured), (1, 1));
        assert!((figures.terms[0].value - 0.75).abs() < 1e-9);
    });
}

#[test]
fn site_without_live_notes_has_no_score_dependence_or_coverage() {
    let proposed = "+++\ntitle = \"Later\"\nowner = \"nora\"\nstatus = \"proposed\"\n+++\n".to_owned();
    figures(&[("a".to_owned(), proposed)], |figures, _| {
        assert!(figures.score().is_none() && figures.dependence.is_none() && figures.coverage.share().is_none());
    });
}
