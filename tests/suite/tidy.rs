//! What can be held to: rules, fixtures and documents belong together, and every file says what it is for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

fn below(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(&next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn handover(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_handover")).args(arguments).output().expect("the program starts");
    String::from_utf8(output.stdout).expect("UTF-8")
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
fn the_catalogue_lists_every_rule_file_under_its_name() {
    let listed: BTreeSet<String> = handover(&["rules"])
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
fn no_template_says_what_need_not_be_escaped() {
    let all: String = below("templates", "html").iter().map(read).collect();
    let marked: Vec<&str> = all.lines().filter(|line| line.contains("safe")).collect();
    assert!(marked.is_empty(), "{marked:?}");
}
