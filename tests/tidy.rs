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

#[test]
fn the_readme_prints_the_help_of_the_program() {
    let readme = read("README.md");
    let help = handover(&["--help"]);
    assert!(readme.contains(help.trim_end()), "README.md does not hold what `handover --help` prints:\n{help}");
}

/// Paths in backticks in the documents exist.
#[test]
fn documented_paths_exist() {
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        for word in read(document).split('`').skip(1).step_by(2) {
            let is_path = ["src/", "templates/", "tests/"].iter().any(|folder| word.starts_with(folder));
            let is_plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
            if is_path && is_plain {
                assert!(Path::new(word).exists(), "{document} names {word}, which does not exist");
            }
        }
    }
}

/// The first fenced block of the README that is marked `info` and starts with `start`.
fn block<'r>(readme: &'r str, info: &str, start: &str) -> &'r str {
    let opening = format!("```{info}\n{start}");
    let at = readme.find(&opening).unwrap_or_else(|| panic!("README.md has no block {info} that starts with {start}"));
    let from = at + info.len() + 4;
    &readme[from..from + readme[from..].find("```").expect("the block ends")]
}

/// Paths start at the git root, which may lie above the folder of tests: without what stands between `before` and the
/// content folder.
fn from_site_root(printed: &str, before: &str) -> String {
    let start = printed.find(before).expect("a place") + before.len();
    let content = start + printed[start..].find("content/").expect("a path");
    format!("{}{}", &printed[..start], &printed[content..])
}

#[test]
fn the_first_note_of_the_readme_gets_the_answers_it_shows() {
    let readme = read("README.md");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-note");
    std::fs::create_dir_all(folder.join("content/social")).expect("a folder");
    std::fs::write(folder.join("site.toml"), block(&readme, "toml", "[site]")).expect("a file");
    std::fs::write(folder.join("content/social/captions.md"), block(&readme, "md", "+++")).expect("a file");
    let run = |verb| handover(&["--today", "2026-11-21", "--root", &folder.to_string_lossy(), verb]);
    assert_eq!(from_site_root(&run("check"), "--> "), block(&readme, "text", "error[N01]"));
    assert_eq!(from_site_root(&run("plan"), "write into "), block(&readme, "text", "1 note, 1.7 h a week"));
}

/// Family C is told in a sentence.
#[test]
fn the_readme_lists_every_rule() {
    let readme = read("README.md");
    for line in handover(&["rules"]).lines().filter(|line| !line.starts_with("N-") && !line.starts_with('C')) {
        let mut words = line.split_whitespace();
        let (id, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        assert!(readme.contains(&format!("\n| {id} | {name} | ")), "README.md does not list {id} {name}");
    }
}
