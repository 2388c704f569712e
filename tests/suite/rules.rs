//! Each folder below `tests/rules/` is a small site; what its rule says on it stands in `expected.txt`.
//!
//! Notes called `flagged-…` have to be found, those called `clean-…` must not be; the same holds for people, anchors
//! and decisions of site.toml with such ids. `SNAPSHOTS=overwrite` writes the expected files anew; read them before you
//! commit.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use snapbox::{Assert, Data};

datatest_stable::harness! {
    { test = fixture, root = "tests/rules", pattern = r"site\.toml$" },
}

fn fixture(site: &Path) -> datatest_stable::Result<()> {
    let folder = site.parent().ok_or("a fixture lies in a folder")?;
    let output = Command::new(env!("CARGO_BIN_EXE_handover"))
        .args(["--today", "2026-11-21", "check", "--format", "json", "--root"])
        .arg(folder)
        .output()?;
    let report: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&output.stderr)))?;
    let (id, file) = rule_of(folder)?;
    let found = findings(&report, &id, folder);
    Assert::new().action_env("SNAPSHOTS").eq(shown(&found), Data::read_from(&folder.join("expected.txt"), None));
    for note in notes(folder, "content")? {
        let is_named = found.iter().any(|finding| names(finding, &note));
        let name = note.strip_prefix("content/").unwrap_or(&note);
        if name.contains("clean-") && is_named {
            return Err(format!("{file} speaks on {note}").into());
        }
        if name.contains("flagged-") && !is_named {
            return Err(format!("{file} says nothing on {note}").into());
        }
    }
    for (id, lines) in entries(site)? {
        let is_in_it = |finding: &Value| finding["line"].as_u64().is_some_and(|line| lines.contains(&line));
        let is_named = found.iter().any(|finding| finding["path"].as_str() == Some("site.toml") && is_in_it(finding));
        if id.starts_with("clean-") && is_named {
            return Err(format!("{file} speaks on {id} of site.toml").into());
        }
        if id.starts_with("flagged-") && !is_named {
            return Err(format!("{file} says nothing on {id} of site.toml").into());
        }
    }
    Ok(())
}

/// Every person, anchor and decision of site.toml, with the lines from its header to the next.
fn entries(site: &Path) -> datatest_stable::Result<Vec<(String, Range<u64>)>> {
    let mut entries: Vec<(String, Range<u64>)> = Vec::new();
    for (line, text) in (1..).zip(std::fs::read_to_string(site)?.lines()) {
        let id_in = |table: &str| text.strip_prefix(&format!("[{table}."))?.strip_suffix(']');
        if let Some(id) = ["people", "anchors", "decisions"].into_iter().find_map(id_in) {
            entries.push((id.to_owned(), line..line + 1));
        } else if let Some((_, lines)) = entries.last_mut() {
            lines.end = line + 1;
        }
    }
    Ok(entries)
}

/// Whether a finding is on a note, or lists it.
fn names(finding: &Value, note: &str) -> bool {
    let mut listed = finding["notes"].as_array().into_iter().flatten().filter_map(Value::as_str);
    finding["path"].as_str() == Some(note) || listed.any(|id| note == format!("content/{id}.md"))
}

/// The id of the rule a folder is about, and its source: the longest rule file that begins the folder's name.
fn rule_of(folder: &Path) -> datatest_stable::Result<(String, String)> {
    let family = folder.parent().and_then(Path::file_name).ok_or("a fixture lies below its family")?;
    let name = folder.file_name().and_then(|name| name.to_str()).ok_or("a fixture has a name")?;
    let sources = Path::new("src/audit/rules").join(family);
    let mut files: Vec<PathBuf> = std::fs::read_dir(sources)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let source = files
        .into_iter()
        .filter(|file| file.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| name.starts_with(stem)))
        .max_by_key(|file| file.as_os_str().len())
        .ok_or_else(|| format!("{name} belongs to no rule"))?;
    let text = std::fs::read_to_string(&source)?;
    let id = text.split("id: \"").nth(1).and_then(|rest| rest.split('"').next()).ok_or("a rule has an id")?;
    Ok((id.to_owned(), source.display().to_string()))
}

/// Findings of one rule, with paths below the fixture.
fn findings(report: &Value, id: &str, folder: &Path) -> Vec<Value> {
    let prefix = format!("{}/", folder.display());
    let is_of_rule = |finding: &&Value| match (id, finding["rule"].as_str().unwrap_or_default()) {
        ("N-ID", rule) => rule.starts_with("N-"),
        (id, rule) => rule == id,
    };
    let all = report["findings"].as_array().map_or(&[][..], Vec::as_slice);
    all.iter()
        .filter(is_of_rule)
        .map(|finding| {
            let mut finding = finding.clone();
            if let Some(path) = finding["path"].as_str() {
                finding["path"] = path.strip_prefix(&prefix).unwrap_or(path).into();
            }
            finding
        })
        .collect()
}

/// Every note of a fixture, by its path below it.
fn notes(folder: &Path, below: &str) -> datatest_stable::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder.join(below))? {
        let path = format!("{below}/{}", entry?.file_name().to_string_lossy());
        if folder.join(&path).is_dir() {
            found.extend(notes(folder, &path)?);
        } else if path.strip_suffix(".md").is_some() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

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
