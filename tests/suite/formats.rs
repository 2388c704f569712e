//! The formats for CI services, read back and held to their specifications: SARIF, GitLab Code Quality, `JUnit`, JSON.
//!
//! Their own validators run in `tests/consumers/formats`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use percent_encoding::percent_decode_str;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{new_folder, read, run, write};

/// A title with every character sequence that means something to a parser, a terminal or a CI service.
const TITLE: &str = "T {0} {{1}} [x](1) \\[y\\](2) ##[error]a ##vso[task]b ::error::c \"q\" 'r' <b>&amp;]]>\n::error::d\n  ::warning::e\t\u{1b}[31m\u{9b}31m\u{7}\u{7f}\u{202e}\u{fffe}\u{1ffff}\u{feff}z";
const FILE: &str = "ü 100% #1 {0} [x](1) ##[a] &'.md";

fn check(root: &str, arguments: &[&str]) -> String {
    let ran = run(&[&["-C", root, "check"], arguments].concat());
    assert!(ran.code < 2, "{root} {arguments:?}: {}", ran.err);
    ran.out
}

fn json(root: &str, format: &str) -> Value {
    crate::support::json(&check(root, &["--format", format]))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or_else(|| panic!("no list: {value}"), Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

/// A site in a folder of its own, which is its own git root.
struct Site(TempDir);

impl Site {
    fn new(settings: &str, notes: &[(&str, &str)]) -> Self {
        let site = Self(new_folder());
        fs::create_dir(site.0.path().join(".git")).expect("a folder");
        write(site.0.path().join("site.toml"), settings);
        for (path, text) in notes {
            write(site.0.path().join("content").join(path), text);
        }
        site
    }

    fn root(&self) -> &str {
        self.0.path().to_str().expect("UTF-8")
    }
}

/// A site with titles that attack. `above` goes in front of everything else, so that lines move.
fn hostile(above: &str) -> Site {
    let title = TITLE.chars().fold(String::new(), |toml, c| format!("{toml}\\U{:08X}", u32::from(c)));
    let note = format!(
        "+++\n{above}title = \"{title}\"\nowner = \"nora\"\nwork = \"execution\"\narea = \"content\"\ncadence = \
         \"weekly\"\nhuors = 2\nskills = [3, 3]\n[approval]\nby = \"nora\"\nof = \"assets\"\n+++\nreminder\n"
    );
    let settings = format!(
        "{above}[site]\ntitle = \"Hostile\"\n[people.nora]\nname = \"Nora ##[error]\"\nrole = \"leader\"\n[people.milo]\n\
         name = \"Milo\"\n[never.own-line]\ntitle = \"{title}\"\ninstead = \"{title}\"\nphrases = [\"error\"]\n"
    );
    Site::new(&settings, &[(&format!("a b/{FILE}"), &note), ("b.md", &note)])
}

/// Sites with many findings.
const SITES: [&str; 2] = [".", "tests/cli/check.in"];

/// Open findings, by fingerprint.
fn findings(root: &str) -> BTreeMap<String, Value> {
    let report = json(root, "json");
    let open: Vec<&Value> = list(&report["findings"]).iter().filter(|finding| finding["accepted"].is_null()).collect();
    let by_fingerprint: BTreeMap<_, _> =
        open.iter().map(|finding| (text(&finding["fingerprint"]).to_owned(), (*finding).clone())).collect();
    assert!(open.len() > 3 && by_fingerprint.len() == open.len(), "{root}: {} of {}", by_fingerprint.len(), open.len());
    by_fingerprint
}

#[test]
fn sarif_holds_every_finding_with_its_location() {
    let hostile = hostile("");
    for root in SITES.into_iter().chain([hostile.root()]) {
        let (log, findings) = (json(root, "sarif"), findings(root));
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
fn sarif_escapes_titles_so_that_viewers_show_them_unchanged() {
    let log = json(hostile("").root(), "sarif");
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
fn gitlab_issues_have_the_documented_keys_and_values() {
    let hostile = hostile("");
    for root in SITES.into_iter().chain([hostile.root()]) {
        let (issues, findings) = (json(root, "gitlab"), findings(root));
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
fn junit_has_one_case_per_finding_and_follows_fail_on() {
    let hostile = hostile("");
    for root in SITES.into_iter().chain([hostile.root()]) {
        let findings = findings(root);
        let at_least =
            |words: &[&str]| findings.values().filter(|finding| words.contains(&text(&finding["severity"]))).count();
        for (fail_on, failing) in [
            ("error", at_least(&["error"])),
            ("warning", at_least(&["error", "warning"])),
            ("info", findings.len()),
            ("never", 0),
        ] {
            let read = junit(&check(root, &["--format", "junit", "--fail-on", fail_on]));
            assert_eq!((read.cases, read.failures), (findings.len(), failing), "{root} {fail_on}");
            assert_eq!((read.names.len(), read.skipped), (read.cases, read.cases - failing), "{root} {fail_on}");
            let announced = |key: &str| read.announced[key];
            assert_eq!((announced("tests"), announced("failures")), (read.cases, failing));
            assert_eq!((announced("skipped"), announced("errors")), (read.skipped, 0));
        }
        let default = junit(&check(root, &["--format", "junit"]));
        assert_eq!(default.failures, at_least(&["error"]), "{root}");
    }
    let read = junit(&check(hostile.root(), &["--format", "junit"]));
    let (title, _) = TITLE.split_once("##[").expect("a command");
    assert!(read.text.contains(title), "{}", read.text);
    assert!(
        read.text.contains("\\u{1b}[31m\\u{9b}31m\\u{7}\\u{7f}\\u{202e}\\u{fffe}\\u{1ffff}\\u{feff}z"),
        "{}",
        read.text
    );
}

#[test]
fn junit_without_findings_has_one_passing_case() {
    let note = "+++\ntitle = \"A\"\nowner = \"ada\"\n+++\n";
    let site = Site::new("[site]\ntitle = \"T\"\n", &[("a.md", note)]);
    let read = junit(&check(site.root(), &["--format", "junit", "--min-severity", "error", "--ignore", "C"]));
    assert_eq!((read.suites, read.cases, read.failures, read.skipped), (1, 1, 0, 0), "{read:?}");
}

#[test]
fn fingerprints_stay_the_same_when_lines_move() {
    let prints = |root: &str| -> Vec<BTreeSet<String>> {
        let log = json(root, "sarif");
        let results = list(&log["runs"][0]["results"]).iter();
        let sarif = results.map(|result| text(&result["partialFingerprints"]["handoverFinding/v1"]).to_owned());
        let issues = json(root, "gitlab");
        let gitlab = list(&issues).iter().map(|issue| text(&issue["fingerprint"]).to_owned());
        let names = junit(&check(root, &["--format", "junit"])).names;
        vec![
            sarif.collect(),
            gitlab.collect(),
            names.into_iter().map(|(file, name)| format!("{file} {name}")).collect(),
        ]
    };
    let before = hostile("");
    let after = hostile("# one\n\n# three\n");
    let line = |root: &str| json(root, "gitlab")[0]["location"]["lines"]["begin"].as_u64().expect("a line");
    assert_eq!(line(before.root()) + 3, line(after.root()));
    assert_eq!(prints(before.root()), prints(after.root()));
}

#[test]
fn printed_reports_hold_no_commands_and_no_control_characters() {
    let site = hostile("");
    let root = site.root();
    for format in ["sarif", "gitlab", "junit", "json"] {
        let printed = check(root, &["--format", format]);
        assert!(printed.contains("error]"), "{format} holds the titles");
        for line in printed.lines() {
            assert!(!line.contains("##[") && !line.contains("##vso["), "{format}: {line}");
            assert!(!line.trim_start().starts_with("::"), "{format}: {line}");
            let is_control =
                |c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{fffe}' | '\u{1ffff}' | '\u{feff}');
            assert!(!line.contains(is_control), "{format}: {line:?}");
        }
        assert_eq!(printed, check(root, &["--format", format]), "{format}: same notes, same bytes");
    }
    let report = json(root, "json");
    let shown = |finding: &Value| text(&finding["message"]).contains(TITLE);
    assert!(list(&report["findings"]).iter().any(shown), "a JSON parser returns the original titles");
}

#[test]
fn report_file_holds_the_same_bytes_as_standard_output() {
    let site = hostile("");
    let (root, file) = (site.root(), site.0.path().join("written"));
    for format in ["sarif", "gitlab", "junit", "json"] {
        check(root, &["--quiet", "--format", &format!("{format}={}", file.display())]);
        assert_eq!(read(&file), check(root, &["--format", format]), "{format}");
    }
}
