//! What CI services are given, read back and held to what they document: SARIF, Code Quality of GitLab, `JUnit`, JSON.
//!
//! Their own validators run in `tests/consumers/formats`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use percent_encoding::percent_decode_str;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

/// A title with all that means something to somebody who reads or prints it.
const TITLE: &str = "T {0} {{1}} [x](1) \\[y\\](2) ##[error]a ##vso[task]b ::error::c \"q\" 'r' <b>&amp;]]>\n::error::d\n  ::warning::e\t\u{1b}[31m\u{9b}31m\u{7}\u{7f}\u{202e}\u{fffe}\u{1ffff}\u{feff}z";
const FILE: &str = "ü 100% #1 {0} [x](1) ##[a] &'.md";

fn handover(root: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
    command.args(["--today", "2026-11-21", "-C", root, "check"]).args(arguments).env_remove("SOURCE_DATE_EPOCH");
    let output = command.output().expect("the program starts");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{root} {arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(root: &str, format: &str) -> Value {
    serde_json::from_str(&handover(root, &["--format", format])).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or_else(|| panic!("no list: {value}"), Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

/// A new folder that is a git root of its own, below cargo's for tests.
fn site(name: &str, settings: &str, notes: &[(&str, &str)]) -> String {
    let root: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("formats-{name}"));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join(".git")).expect("a folder");
    fs::create_dir_all(root.join("content/a b")).expect("a folder");
    fs::write(root.join("site.toml"), settings).expect("a file");
    for (path, text) in notes {
        fs::write(root.join("content").join(path), text).expect("a file");
    }
    root.to_string_lossy().into_owned()
}

/// `above` goes in front of everything else, so that lines move.
fn hostile(name: &str, above: &str) -> String {
    let title = TITLE.chars().fold(String::new(), |toml, c| format!("{toml}\\U{:08X}", u32::from(c)));
    let note = format!(
        "+++\n{above}title = \"{title}\"\nowner = \"nora\"\nwork = \"execution\"\narea = \"content\"\ncadence = \
         \"weekly\"\nhuors = 2\nskills = [3, 3]\n[approval]\nby = \"nora\"\nof = \"assets\"\n+++\nreminder\n"
    );
    let settings = format!(
        "{above}[site]\ntitle = \"Hostile\"\n[people.nora]\nname = \"Nora ##[error]\"\nrole = \"leader\"\n[people.milo]\n\
         name = \"Milo\"\n[never.own-line]\ntitle = \"{title}\"\ninstead = \"{title}\"\nphrases = [\"error\"]\n"
    );
    site(name, &settings, &[(&format!("a b/{FILE}"), &note), ("b.md", &note)])
}

/// `test` keeps tests that run at the same time apart.
fn sites(test: &str) -> [String; 3] {
    [".".to_owned(), "tests/cli/check.in".to_owned(), hostile(test, "")]
}

/// What nobody has accepted, by fingerprint.
fn findings(root: &str) -> BTreeMap<String, Value> {
    let report = json(root, "json");
    let open: Vec<&Value> = list(&report["findings"]).iter().filter(|finding| finding["accepted"].is_null()).collect();
    let by_fingerprint: BTreeMap<_, _> =
        open.iter().map(|finding| (text(&finding["fingerprint"]).to_owned(), (*finding).clone())).collect();
    assert!(open.len() > 3 && by_fingerprint.len() == open.len(), "{root}: {} of {}", by_fingerprint.len(), open.len());
    by_fingerprint
}

#[test]
fn sarif_holds_every_finding_at_its_place() {
    for root in sites("sarif") {
        let (log, findings) = (json(&root, "sarif"), findings(&root));
        let run = &log["runs"][0];
        let rules = list(&run["tool"]["driver"]["rules"]);
        let results = list(&run["results"]);
        assert_eq!(results.len(), findings.len(), "{root}");
        for result in results {
            let finding = &findings[text(&result["partialFingerprints"]["handoverFinding/v1"])];
            let at = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
            assert_eq!((&rules[at]["id"], &result["ruleId"]), (&finding["rule"], &finding["rule"]));
            let level = if finding["severity"] == "info" { "note" } else { text(&finding["severity"]) };
            assert_eq!(result["level"], level);
            let place = &result["locations"][0]["physicalLocation"];
            let uri = text(&place["artifactLocation"]["uri"]);
            assert!(!uri.starts_with('/') && !uri.contains([':', ' ', '#', '[', '\\']) && !uri.contains(".."), "{uri}");
            let path = percent_decode_str(uri).decode_utf8().expect("UTF-8");
            if finding["path"].is_null() {
                assert!(path.ends_with("site.toml") && place["region"]["startLine"] == 1, "{place}");
            } else {
                assert_eq!((&*path, &place["region"]["startLine"]), (text(&finding["path"]), &finding["line"]));
            }
        }
        for rule in rules {
            for key in ["shortDescription", "fullDescription", "help"] {
                assert!(!text(&rule[key]["text"]).is_empty(), "{rule}");
            }
        }
    }
}

#[test]
fn sarif_shows_titles_as_they_are() {
    let log = json(&hostile("titles", ""), "sarif");
    let message = |of: &str| {
        let result = list(&log["runs"][0]["results"]).iter().find(|result| result["ruleId"] == of);
        text(&result.unwrap_or_else(|| panic!("no {of}"))["message"]["text"]).to_owned()
    };
    let wanted = "“T {{0}} {{{{1}}}} [x\\](1) \\[y\\\\\\](2) ";
    assert!(message("N01").contains(wanted), "{}", message("N01"));
    assert!(message("N-own-line").contains(wanted), "{}", message("N-own-line"));
    let rules = list(&log["runs"][0]["tool"]["driver"]["rules"]);
    let own = rules.iter().find(|rule| rule["id"] == "N-own-line").expect("a rule");
    assert!(text(&own["shortDescription"]["text"]).contains(&wanted[3..]), "{own}");
}

#[test]
fn gitlab_is_given_what_it_documents() {
    for root in sites("gitlab") {
        let (issues, findings) = (json(&root, "gitlab"), findings(&root));
        let mut seen = BTreeSet::new();
        for issue in list(&issues) {
            let keys: Vec<&String> = issue.as_object().expect("an issue").keys().collect();
            assert_eq!(keys, ["check_name", "description", "fingerprint", "location", "severity"]);
            let finding = &findings[text(&issue["fingerprint"])];
            let severity = match text(&finding["severity"]) {
                "error" => "major",
                "warning" => "minor",
                _ => "info",
            };
            assert_eq!((&issue["check_name"], text(&issue["severity"])), (&finding["rule"], severity));
            assert!(!text(&issue["description"]).is_empty());
            if !finding["path"].is_null() {
                assert_eq!(issue["location"]["path"], finding["path"]);
                assert_eq!(issue["location"]["lines"]["begin"], finding["line"]);
            }
            seen.insert(text(&issue["fingerprint"]).to_owned());
        }
        assert_eq!(seen.len(), list(&issues).len(), "{root}: fingerprints are unique");
        assert_eq!(seen, findings.into_keys().collect(), "{root}");
    }
}

/// Suites, cases and what becomes of them, as one reads them.
#[derive(Debug, Default)]
struct Junit {
    announced: BTreeMap<String, usize>,
    suites: usize,
    names: BTreeSet<(String, String)>,
    cases: usize,
    failures: usize,
    skipped: usize,
    text: String,
}

fn attributes(tag: &BytesStart<'_>) -> BTreeMap<String, String> {
    let pairs = tag.attributes().map(|pair| pair.expect("an attribute"));
    pairs
        .map(|pair| {
            let value = pair.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value").into_owned();
            (String::from_utf8_lossy(pair.key.as_ref()).into_owned(), value)
        })
        .collect()
}

fn junit(xml: &str) -> Junit {
    let mut reader = Reader::from_str(xml);
    let mut read = Junit::default();
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                let found = attributes(&tag);
                match tag.name().as_ref() {
                    b"testsuites" => {
                        let number = |key: &str| (key.to_owned(), found[key].parse().expect("a number"));
                        read.announced = ["tests", "failures", "skipped", "errors"].map(number).into();
                        assert!(!found.contains_key("timestamp") && !found.contains_key("uuid"), "{found:?}");
                    }
                    b"testsuite" => read.suites += 1,
                    b"testcase" => {
                        read.cases += 1;
                        read.names.insert((found["classname"].clone(), found["name"].clone()));
                    }
                    b"failure" => read.failures += 1,
                    b"skipped" => read.skipped += 1,
                    other => panic!("{}", String::from_utf8_lossy(other)),
                }
            }
            Event::Text(part) => read.text.push_str(&part.decode().expect("UTF-8")),
            Event::GeneralRef(part) => match part.resolve_char_ref().expect("a character") {
                Some(c) => read.text.push(c),
                None => read.text.push_str(resolve_predefined_entity(&part.decode().expect("UTF-8")).expect("known")),
            },
            Event::Eof => return read,
            _ => {}
        }
    }
}

#[test]
fn junit_has_a_case_for_each_finding_and_fails_as_the_run_does() {
    for root in sites("junit") {
        let findings = findings(&root);
        let at_least =
            |words: &[&str]| findings.values().filter(|finding| words.contains(&text(&finding["severity"]))).count();
        for (fail_on, failing) in [
            ("error", at_least(&["error"])),
            ("warning", at_least(&["error", "warning"])),
            ("info", findings.len()),
            ("never", 0),
        ] {
            let read = junit(&handover(&root, &["--format", "junit", "--fail-on", fail_on]));
            assert_eq!((read.cases, read.failures), (findings.len(), failing), "{root} {fail_on}");
            assert_eq!((read.names.len(), read.skipped), (read.cases, read.cases - failing), "{root} {fail_on}");
            let announced = |key: &str| read.announced[key];
            assert_eq!((announced("tests"), announced("failures")), (read.cases, failing));
            assert_eq!((announced("skipped"), announced("errors")), (read.skipped, 0));
        }
        let default = junit(&handover(&root, &["--format", "junit"]));
        assert_eq!(default.failures, at_least(&["error"]), "{root}");
    }
    let read = junit(&handover(&hostile("cases", ""), &["--format", "junit"]));
    let (title, _) = TITLE.split_once("##[").expect("a command");
    assert!(read.text.contains(title), "{}", read.text);
    assert!(
        read.text.contains("\\u{1b}[31m\\u{9b}31m\\u{7}\\u{7f}\\u{202e}\\u{fffe}\\u{1ffff}\\u{feff}z"),
        "{}",
        read.text
    );
}

#[test]
fn a_site_without_findings_passes_one_test() {
    let root = site("clean", "[site]\ntitle = \"T\"\n", &[]);
    fs::write(Path::new(&root).join("content/a.md"), "+++\ntitle = \"A\"\nowner = \"ada\"\n+++\n").expect("a file");
    let read = junit(&handover(&root, &["--format", "junit", "--min-severity", "error", "--ignore", "C"]));
    assert_eq!((read.suites, read.cases, read.failures, read.skipped), (1, 1, 0, 0), "{read:?}");
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let prints = |root: &str| -> Vec<BTreeSet<String>> {
        let log = json(root, "sarif");
        let results = list(&log["runs"][0]["results"]).iter();
        let sarif = results.map(|result| text(&result["partialFingerprints"]["handoverFinding/v1"]).to_owned());
        let issues = json(root, "gitlab");
        let gitlab = list(&issues).iter().map(|issue| text(&issue["fingerprint"]).to_owned());
        let names = junit(&handover(root, &["--format", "junit"])).names;
        vec![
            sarif.collect(),
            gitlab.collect(),
            names.into_iter().map(|(file, name)| format!("{file} {name}")).collect(),
        ]
    };
    let before = hostile("before", "");
    let after = hostile("after", "# one\n\n# three\n");
    let line = |root: &str| json(root, "gitlab")[0]["location"]["lines"]["begin"].as_u64().expect("a line");
    assert_eq!(line(&before) + 3, line(&after));
    assert_eq!(prints(&before), prints(&after));
}

#[test]
fn nothing_printed_is_obeyed() {
    let root = hostile("printed", "");
    for format in ["sarif", "gitlab", "junit", "json"] {
        let printed = handover(&root, &["--format", format]);
        assert!(printed.contains("error]"), "{format} names the titles");
        for line in printed.lines() {
            assert!(!line.contains("##[") && !line.contains("##vso["), "{format}: {line}");
            assert!(!line.trim_start().starts_with("::"), "{format}: {line}");
            let acts = |c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{fffe}' | '\u{1ffff}' | '\u{feff}');
            assert!(!line.contains(acts), "{format}: {line:?}");
        }
        assert_eq!(printed, handover(&root, &["--format", format]), "{format}: same notes, same bytes");
    }
    let report = json(&root, "json");
    let shown = |finding: &Value| text(&finding["message"]).contains(TITLE);
    assert!(list(&report["findings"]).iter().any(shown), "JSON gives titles back as they are");
}

#[test]
fn a_file_holds_what_is_printed() {
    let root = hostile("file", "");
    for format in ["sarif", "gitlab", "junit", "json"] {
        let file = Path::new(&root).join("written");
        handover(&root, &["--quiet", "--format", &format!("{format}={}", file.display())]);
        assert_eq!(fs::read_to_string(&file).expect("a file"), handover(&root, &["--format", format]), "{format}");
    }
}
