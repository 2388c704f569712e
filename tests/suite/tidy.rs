//! The repository keeps its own rules: every rule has a fixture, every file says what it is for, documented paths exist.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::{read, run};

/// The files below a folder that have this extension, sorted.
fn below(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    files.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

/// `never/asset_approval` for each rule file.
fn rule_files() -> BTreeSet<String> {
    let files = below("src/audit/rules", "rs");
    files
        .iter()
        .map(|file| {
            file.with_extension("").strip_prefix("src/audit/rules").expect("below").to_string_lossy().into_owned()
        })
        .collect()
}

#[test]
fn catalogue_lists_every_rule_file_under_its_name() {
    let listed: BTreeSet<String> = run(&["rules"])
        .out
        .lines()
        .filter_map(|line| line.split_whitespace().nth(1).filter(|_| !line.starts_with("N-dealer")))
        .map(|name| name.replace('-', "_"))
        .collect();
    let files: BTreeSet<String> =
        rule_files().iter().filter_map(|file| file.rsplit('/').next().map(str::to_owned)).collect();
    assert_eq!(listed, files);
}

#[test]
fn every_rule_has_a_fixture_and_every_fixture_a_rule() {
    let files = rule_files();
    let fixtures: BTreeSet<String> = below("tests/rules", "toml")
        .iter()
        .filter_map(|file| file.parent()?.strip_prefix("tests/rules").ok()?.to_str().map(str::to_owned))
        .collect();
    for file in &files {
        assert!(fixtures.contains(file), "tests/rules/{file} is missing");
    }
    for fixture in &fixtures {
        assert!(
            files.iter().any(|file| fixture.starts_with(file.as_str())),
            "tests/rules/{fixture} belongs to no rule"
        );
        let folder = Path::new("tests/rules").join(fixture);
        assert!(folder.join("expected.txt").is_file(), "{} has no expected.txt", folder.display());
    }
}

#[test]
fn every_source_file_says_what_it_is_for() {
    for file in below("src", "rs").into_iter().chain(below("tests", "rs")) {
        assert!(read(&file).starts_with("//! "), "{} does not start with //!", file.display());
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = read("Cargo.toml");
    let mut reason = false;
    let mut in_dependencies = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies]");
        } else if in_dependencies && line.contains(" = ") {
            // anstyle goes with anstream, serde with everything.
            let is_plain = line.starts_with("anstyle") || line.starts_with("serde ");
            assert!(reason || is_plain, "Cargo.toml gives no reason for {line}");
        }
        reason = line.starts_with('#');
    }
}

#[test]
fn templates_escape_every_value() {
    let all: String = below("templates", "html").iter().map(read).collect();
    let marked: Vec<&str> = all.lines().filter(|line| line.contains("safe")).collect();
    assert!(marked.is_empty(), "{marked:?}");
}
