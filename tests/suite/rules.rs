//! Each folder below `tests/rules/` is a small site; its `expected.txt` holds what its rule finds there.
//!
//! The rule must find the notes called `flagged-…` and stay silent on those called `clean-…`. The same holds for people,
//! anchors and decisions of site.toml with such ids. `SNAPSHOTS=overwrite` writes the expected files anew; read the
//! difference before you commit it.

use std::error::Error;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::{Assert, Data, IntoData as _};

use crate::support::{entries, files, read, run};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// All fixtures are run before the test fails, so that one run names every fixture that is wrong.
#[test]
fn every_fixture_has_the_expected_findings() {
    let fixtures: Vec<PathBuf> = entries("tests/rules").iter().flat_map(entries).collect();
    assert!(fixtures.len() > 100, "only {} fixtures below tests/rules", fixtures.len());
    let failure = |folder: &PathBuf| Some(format!("{}: {}", folder.display(), check(folder).err()?));
    let failures: Vec<String> = fixtures.iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "fixtures that fail: {}\n{}", failures.len(), failures.join("\n"));
}

/// Runs one fixture.
fn check(folder: &Path) -> Result<()> {
    let (rule, file) = rule_of(folder)?;
    let ran = run(&["-C", &folder.to_string_lossy(), "check", "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.out).map_err(|error| format!("{error}: {}", ran.err))?;
    let found = findings(&report, &rule, folder);
    let expected = Data::read_from(&folder.join("expected.txt"), None);
    Assert::new().action_env("SNAPSHOTS").try_eq(None, shown(&found).into_data(), expected)?;
    for note in files(&folder.join("content")).keys().filter_map(|path| path.strip_suffix(".md")) {
        let is_found = found.iter().any(|finding| names(finding, note));
        compare(note, is_found, &file)?;
    }
    for (id, lines) in settings_entries(&folder.join("site.toml")) {
        let is_in_it = |finding: &Value| finding["line"].as_u64().is_some_and(|line| lines.contains(&line));
        let is_found = found.iter().any(|finding| finding["path"] == "site.toml" && is_in_it(finding));
        compare(&id, is_found, &file)?;
    }
    Ok(())
}

/// Holds a note or an entry to its name.
fn compare(name: &str, is_found: bool, rule: &str) -> Result<()> {
    if name.contains("clean-") && is_found {
        return Err(format!("{rule} has a finding on {name}").into());
    }
    if name.contains("flagged-") && !is_found {
        return Err(format!("{rule} has no finding on {name}").into());
    }
    Ok(())
}

/// Every person, anchor and decision of site.toml, with the lines from its header to the next.
fn settings_entries(site: &Path) -> Vec<(String, Range<u64>)> {
    let mut entries: Vec<(String, Range<u64>)> = Vec::new();
    for (line, text) in (1..).zip(read(site).lines()) {
        let id_in = |table: &str| text.strip_prefix(&format!("[{table}."))?.strip_suffix(']');
        if let Some(id) = ["people", "anchors", "decisions"].into_iter().find_map(id_in) {
            entries.push((id.to_owned(), line..line + 1));
        } else if let Some((_, lines)) = entries.last_mut() {
            lines.end = line + 1;
        }
    }
    entries
}

/// Whether a finding is on the note with this id, or lists it.
fn names(finding: &Value, note: &str) -> bool {
    let mut listed = finding["notes"].as_array().into_iter().flatten().filter_map(Value::as_str);
    finding["path"].as_str() == Some(&format!("content/{note}.md")) || listed.any(|id| id == note)
}

/// The id of the rule that a folder is about, and its source: the rule file with the longest name that begins the
/// folder's name.
fn rule_of(folder: &Path) -> Result<(String, String)> {
    let family = folder.parent().and_then(Path::file_name).ok_or("a fixture lies below its family")?;
    let name = folder.file_name().and_then(|name| name.to_str()).ok_or("a fixture has a name")?;
    let begins_name = |file: &PathBuf| file.file_stem().is_some_and(|stem| name.starts_with(&*stem.to_string_lossy()));
    let source = entries(Path::new("src/audit/rules").join(family))
        .into_iter()
        .filter(begins_name)
        .max_by_key(|file| file.as_os_str().len())
        .ok_or("no file below src/audit/rules has a name that begins this folder's name")?;
    let text = read(&source);
    let id = text.split("id: \"").nth(1).and_then(|rest| rest.split('"').next()).ok_or("the rule has no id")?;
    Ok((id.to_owned(), source.display().to_string()))
}

/// Findings of one rule, with paths below the fixture.
fn findings(report: &Value, id: &str, folder: &Path) -> Vec<Value> {
    let prefix = format!("{}/", folder.display());
    let is_of_rule = |finding: &&Value| match (id, finding["rule"].as_str().unwrap_or_default()) {
        ("N-ID", rule) => rule.starts_with("N-"),
        (id, rule) => rule == id,
    };
    let all = report["findings"].as_array().into_iter().flatten();
    all.filter(is_of_rule)
        .map(|finding| {
            let mut finding = finding.clone();
            if let Some(path) = finding["path"].as_str() {
                finding["path"] = path.strip_prefix(&prefix).unwrap_or(path).into();
            }
            finding
        })
        .collect()
}

/// The findings as `expected.txt` holds them.
fn shown(found: &[Value]) -> String {
    let mut text = String::new();
    for finding in found {
        let place = match finding["path"].as_str() {
            Some(path) => format!("{path}:{}:{}", finding["line"], finding["column"]),
            None => "the whole site".to_owned(),
        };
        let _ = write!(
            text,
            "{} {} {place}",
            finding["severity"].as_str().unwrap_or_default(),
            finding["rule"].as_str().unwrap_or_default()
        );
        let list = |key: &str, quote: &str| {
            let items: Vec<String> = finding[key]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(|item| format!("{quote}{item}{quote}"))
                .collect();
            items.join(",")
        };
        for (key, quote) in [("people", ""), ("inferred", "\""), ("notes", "")] {
            if key == "inferred" && !finding["hours"].is_null() {
                let _ = write!(text, " hours={}", finding["hours"]);
            }
            let items = list(key, quote);
            if !items.is_empty() {
                let _ = write!(text, " {key}={items}");
            }
        }
        if let Some(until) = finding["accepted"]["until"].as_str() {
            let _ = write!(text, " accepted-until={until}");
        }
        let help = finding["help"].as_str().unwrap_or_default();
        let _ = writeln!(
            text,
            "\n  {}\n  help: {}",
            finding["message"].as_str().unwrap_or_default(),
            help.lines().next().unwrap_or_default()
        );
    }
    if text.is_empty() { "nothing\n".to_owned() } else { text }
}
