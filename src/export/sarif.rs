//! Findings as SARIF 2.1.0, for GitHub's code scanning and other viewers.
//!
//! Takes what is shown; gives one log with one run. The log describes every rule that is on, even without findings, so that
//! services can show which rules ran. The fingerprint `handoverFinding/v1` identifies a result; it does not depend on the
//! line. GitHub's uploader adds its own hash, which it computes from the lines of the file.

mod log;
mod message;
mod rules;

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::ci_escapes;
use crate::audit::{Finding, Severity};
use crate::model::Location;
use crate::report::{Place, Report, Shown};
use crate::text::words::count;
use log::{ArtifactLocation, Driver, Fingerprints, Invocation, Log, Notification, PhysicalLocation, Region, Run, Tool};
use message::message;

/// The limit of GitHub for one run; the most severe findings come first.
const MOST: usize = 25_000;
/// The most notes listed with a finding about several; its message gives their number.
const MOST_RELATED: usize = 20;

pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    ci_escapes::json(&log(shown, MOST))
}

fn log<'r>(shown: &Shown<'r, '_>, most: usize) -> Log<'r> {
    let report = shown.report;
    let rules = rules::rules(report.config());
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(at, rule)| (rule.id.as_str(), at)).collect();
    let findings: Vec<&Finding> = shown.findings().collect();
    let results = findings.iter().take(most).map(|finding| result(report, &index, finding)).collect();
    let left_out = findings.len().saturating_sub(most);
    let information_uri = report.config().site.base_url.as_ref().map(|base| base.join("rules/index.html"));
    Log {
        version: "2.1.0",
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "Handover",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    information_uri,
                    rules,
                },
            },
            invocations: (left_out > 0).then(|| cut(most, left_out)).into_iter().collect(),
            column_kind: "unicodeCodePoints",
            results,
        }],
    }
}

/// A notification that the list is not complete.
fn cut(most: usize, left_out: usize) -> Invocation {
    let findings = count(most, "finding is", "findings are");
    let text = format!("{findings} listed, the most severe first; {left_out} more left out.");
    Invocation {
        execution_successful: true,
        tool_execution_notifications: vec![Notification {
            level: rules::level(Severity::Warning),
            message: message(&text),
        }],
    }
}

fn result<'r>(report: &Report<'_>, rules: &BTreeMap<&str, usize>, finding: &'r Finding) -> log::Result<'r> {
    let others = finding.notes.iter().filter(|at| Some(**at) != finding.note());
    log::Result {
        rule_id: finding.code(),
        rule_index: rules.get(finding.code()).copied(),
        level: rules::level(finding.severity),
        message: message(&report.said(finding)),
        locations: [log::Location { physical_location: physical(&report.place(finding)), message: None }],
        related_locations: others.take(MOST_RELATED).map(|at| related(report, *at)).collect(),
        partial_fingerprints: Fingerprints { finding: &finding.fingerprint },
    }
}

/// A note, at its title.
fn related(report: &Report<'_>, at: usize) -> log::Location {
    let note = report.note(at);
    let place = report.outer_place(&Location::new(&note.path, &note.text, note.title.span));
    log::Location { physical_location: physical(&place), message: Some(message(&note.title.value)) }
}

fn physical(place: &Place) -> PhysicalLocation {
    let has_end = (place.line, place.column) < (place.end_line, place.end_column);
    PhysicalLocation {
        artifact_location: ArtifactLocation { uri: uri(&place.path) },
        region: Region {
            start_line: place.line,
            start_column: place.column,
            // Without an end, viewers mark the rest of the line; they would not show an empty region.
            end_line: has_end.then_some(place.end_line),
            end_column: has_end.then_some(place.end_column),
        },
    }
}

/// Characters that are not encoded in paths. A colon is encoded, since it would end a scheme.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path from the git root as a relative reference.
fn uri(path: &str) -> String {
    utf8_percent_encode(path, PLAIN).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::audit::{Suppressions, run, samples};
    use crate::report::Selection;

    /// The log of a site with a note nora, a leader, does herself, cut after `most` results.
    fn log_of(settings: &str, title: &str, most: usize) -> Value {
        let config = samples::config(settings);
        let title = toml::Value::from(title);
        let text = format!(
            "+++\ntitle = {title}\nowner = \"nora\"\nhuors = 2\nwork = \"execution\"\narea = \"content\"\n\
             cadence = \"weekly\"\n+++\n"
        );
        let notes = samples::notes([("a", text.as_str())]);
        let report = Report::new(run(&notes, &config, samples::TODAY, Suppressions::Apply), "below/".to_owned());
        let everything = Selection::default();
        serde_json::to_value(log(&Shown::all(&report, &everything), most)).expect("plain data serializes")
    }

    #[test]
    fn result_has_rule_level_and_region() {
        let log = log_of("", "Captions {0} [x](1)", MOST);
        let run = &log["runs"][0];
        let result = run["results"].as_array().expect("results").iter().find(|result| result["ruleId"] == "C03");
        let result = result.expect("a finding about the unknown key");
        assert_eq!(result["level"], "warning");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "below/content/a.md");
        assert_eq!(place["region"], json!({"startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 6}));
        let at = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(run["tool"]["driver"]["rules"][at]["id"], "C03");
        let first = run["results"][0]["message"]["text"].as_str().expect("a text");
        assert!(first.starts_with("Nora does “Captions {{0}} [x\\](1)”"), "{first}");
        assert!(run.get("invocations").is_none());
    }

    #[test]
    fn finding_about_several_notes_lists_them() {
        let log = log_of("", "Captions", MOST);
        let results = log["runs"][0]["results"].as_array().expect("results");
        let result =
            results.iter().find(|result| result["ruleId"] == "C12").expect("a finding about notes without hours");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "below/site.toml");
        assert_eq!(place["region"], json!({"startLine": 1, "startColumn": 1}));
        let [related] = result["relatedLocations"].as_array().expect("notes").as_slice() else { panic!("{result}") };
        assert_eq!(related["message"]["text"], "Captions");
        assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], "below/content/a.md");
        assert_eq!(related["physicalLocation"]["region"]["startLine"], 2);
    }

    #[test]
    fn cut_list_keeps_the_most_severe_and_counts_the_rest() {
        let whole = log_of("", "Captions", MOST);
        let cut = log_of("", "Captions", 1);
        let all = whole["runs"][0]["results"].as_array().expect("results");
        assert_eq!(cut["runs"][0]["results"], json!([all[0]]));
        let said = &cut["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert_eq!(said, &format!("1 finding is listed, the most severe first; {} more left out.", all.len() - 1));
    }

    #[test]
    fn addresses_appear_only_with_a_base_url() {
        let log = log_of("", "Captions", MOST);
        assert!(log["runs"][0]["tool"]["driver"].get("informationUri").is_none());
        assert!(log["runs"][0]["tool"]["driver"]["rules"][0].get("helpUri").is_none());
        let mut config = samples::config("");
        config.site.value.base_url = crate::model::BaseUrl::parse("https://example.com/x").ok();
        let rules = serde_json::to_value(rules::rules(&config)).expect("plain data serializes");
        assert_eq!(rules[0]["helpUri"], "https://example.com/x/rules/N01.html");
    }

    #[test]
    fn paths_are_encoded_as_relative_references() {
        assert_eq!(uri("content/a b%20/ü#1?.md"), "content/a%20b%2520/%C3%BC%231%3F.md");
        assert_eq!(uri("c:x/a\\b.md"), "c%3Ax/a%5Cb.md");
    }
}
