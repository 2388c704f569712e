//! Numbers agree with their nouns in everything that the program prints and builds.
//!
//! The fixtures of the rules are sites with 0, 1, 2 or more findings of each rule.

use std::path::PathBuf;

use crate::support::agreement::{disagreements, disagreements_on_page};
use crate::support::{build, demonstration, entries, pages, run};

/// One fixture for each rule: the folder with the name of the rule's file.
fn one_fixture_for_each_rule() -> Vec<PathBuf> {
    let families = entries("tests/rules");
    let is_rule = |folder: &PathBuf| {
        let below = folder.strip_prefix("tests/rules").expect("a fixture");
        std::path::Path::new("src/audit/rules").join(below).with_extension("rs").is_file()
    };
    let fixtures: Vec<PathBuf> = families.iter().flat_map(entries).filter(is_rule).collect();
    assert!(fixtures.len() > 50, "only {} rules have a fixture of their name", fixtures.len());
    fixtures
}

fn assert_none(mut wrong: Vec<String>) {
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "numbers that do not agree with their nouns:\n{}", wrong.join("\n"));
}

#[test]
fn numbers_in_text_output_agree_with_their_nouns() {
    let outputs: [&[&str]; 3] = [&["check", "--min-severity", "info"], &["check", "--format", "markdown"], &["plan"]];
    let mut wrong = Vec::new();
    for folder in one_fixture_for_each_rule() {
        for arguments in outputs {
            let root = folder.to_string_lossy();
            let ran = run(&[&["-C", &root], arguments].concat());
            let places = disagreements(&ran.out).into_iter().chain(disagreements(&ran.err));
            wrong.extend(places.map(|place| format!("{root}, {}: {place}", arguments.join(" "))));
        }
    }
    assert_none(wrong);
}

#[test]
fn numbers_on_pages_agree_with_their_nouns() {
    let fixtures = one_fixture_for_each_rule();
    let built = fixtures.iter().map(|folder| (folder.display().to_string(), build(folder, &[])));
    let mut wrong = Vec::new();
    for (root, files) in built.chain([("the demonstration".to_owned(), demonstration().clone())]) {
        for (path, html) in pages(&files) {
            wrong.extend(disagreements_on_page(&html).into_iter().map(|place| format!("{root}, {path}: {place}")));
        }
    }
    assert_none(wrong);
}
