//! The files of a site for machines, read back by what machines read them with: data, schemas, feed, sitemap.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use atom_syndication::Feed;
use csv::Reader;
use jsonschema::Validator;
use serde_json::Value;

fn handover(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
    command.args(["--today", "2026-11-21", "--quiet"]).args(arguments).env_remove("SOURCE_DATE_EPOCH");
    command.output().expect("the program starts")
}

/// Builds the site at `root` into a new folder below cargo's own for tests.
fn build(root: &str, name: &str, more: &[&str]) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("machines-{name}"));
    let _ = std::fs::remove_dir_all(&out);
    let folder = out.to_string_lossy();
    let built = handover(&[&["-C", root, "build", "--out", &folder], more].concat());
    assert!(matches!(built.status.code(), Some(0 | 3)), "{root}: {}", String::from_utf8_lossy(&built.stderr));
    out
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn schema(what: &str) -> Validator {
    let printed = handover(&["schema", what]);
    let schema = json(&String::from_utf8(printed.stdout).expect("UTF-8"));
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

fn assert_valid(schema: &Validator, value: &Value, name: &str) {
    let problems: Vec<String> =
        schema.iter_errors(value).map(|problem| format!("{}: {problem}", problem.instance_path())).collect();
    assert!(problems.is_empty(), "{name}: {problems:#?}");
}

#[test]
fn reports_are_as_their_schema_says() {
    let schema = schema("report");
    let unusual = std::fs::read_dir("tests/site/unusual").expect("a folder");
    let unusual = unusual.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
    let mut sites: Vec<String> = unusual.map(|path| path.to_string_lossy().into_owned()).collect();
    sites.extend([".", "tests/site/hidden", "tests/cli/plan.in", "tests/cli/check.in"].map(str::to_owned));
    for site in &sites {
        let out = build(site, &format!("schema-{}", site.replace(['/', '.'], "-")), &[]);
        assert_valid(&schema, &json(&read(out.join("data/report.json"))), site);
        let checked = handover(&["-C", site, "check", "--format", "json"]);
        assert_valid(&schema, &json(&String::from_utf8_lossy(&checked.stdout)), site);
    }
    let mut broken = json(&read(build(".", "schema-broken", &[]).join("data/report.json")));
    broken["findings"][0]["severity"] = "loud".into();
    assert!(!schema.is_valid(&broken), "a schema that takes anything says nothing");
}

/// The report of the site says what `check` says of the same notes, and more.
#[test]
fn both_reports_agree() {
    let out = build(".", "agree", &["--audience", "leaders"]);
    let built = json(&read(out.join("data/report.json")));
    let checked = json(&String::from_utf8_lossy(&handover(&["check", "--format", "json"]).stdout));
    for (key, value) in checked.as_object().expect("an object") {
        assert_eq!(&built[key], value, "{key}");
    }
    for key in ["tasks", "people", "plan", "dates"] {
        assert!(checked.get(key).is_none() && built.get(key).is_some(), "{key}");
    }
    assert_eq!(Some(built["tasks"].as_array().expect("notes").len() as u64), built["notes"].as_u64());
    assert!(built["findings"].as_array().expect("findings").iter().any(|finding| !finding["accepted"].is_null()));
}

/// What entries name is there: pages as files, notes and people by id, findings by fingerprint.
#[test]
fn ids_and_pages_of_the_report_lead_somewhere() {
    let out = build(".", "ids", &[]);
    let report = json(&read(out.join("data/report.json")));
    let list = |of: &Value| of.as_array().expect("a list").clone();
    let names = |of: &Value, key: &str| -> BTreeSet<String> {
        list(of).iter().filter_map(|entry| entry[key].as_str().map(str::to_owned)).collect()
    };
    for entry in list(&report["tasks"]).iter().chain(&list(&report["people"])) {
        let page = entry["page"].as_str().expect("a page");
        assert!(out.join(page).is_file(), "{page} is not there");
    }
    let (notes, people) = (names(&report["tasks"], "id"), names(&report["people"], "id"));
    for part in ["handovers", "changes", "unplaced"] {
        let part = &report["plan"][part];
        assert!(names(part, "note").is_subset(&notes), "{part}");
        assert!(names(part, "leader").is_subset(&people) && names(part, "to").is_subset(&people), "{part}");
        assert!(names(part, "finding").is_subset(&names(&report["findings"], "fingerprint")), "{part}");
    }
    assert!(names(&report["dates"], "note").is_subset(&notes));
    let paths = names(&report["tasks"], "path");
    assert!(names(&report["findings"], "path").iter().any(|path| paths.contains(path)));
}

#[test]
fn tables_hold_what_the_report_holds() {
    let out = build(".", "tables", &[]);
    let report = json(&read(out.join("data/report.json")));
    for (file, list, key) in [("findings.csv", "findings", "fingerprint"), ("notes.csv", "tasks", "id")] {
        let mut reader = Reader::from_path(out.join("data").join(file)).expect("a table");
        let header = reader.headers().expect("a header").clone();
        let at = header.iter().position(|name| name == key).expect("a column");
        let hours = header.iter().position(|name| name == "hours").expect("a column");
        let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
        let wanted = report[list].as_array().expect("a list");
        assert_eq!(rows.len(), wanted.len(), "{file}");
        for (row, wanted) in rows.iter().zip(wanted) {
            assert_eq!(Some(&row[at]), wanted[key].as_str(), "{file}");
            assert_eq!(row[hours].parse().ok(), wanted["hours"].as_f64(), "{file}: {row:?}");
        }
    }
}

/// As editors see TOML: dates are texts.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect(),
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(is) => (*is).into(),
    }
}

fn toml_as_json(text: &str) -> Value {
    let table: toml::Table = text.parse().expect("TOML");
    as_json(&table.into())
}

#[test]
fn the_demonstration_is_as_the_schemas_say() {
    assert_valid(&schema("site"), &toml_as_json(&read("site.toml")), "site.toml");
    assert_valid(&schema("site"), &toml_as_json(&read("src/cli/init/site.toml")), "site.toml of init");
    let schema = schema("note");
    let report = json(&String::from_utf8_lossy(&handover(&["check", "--format", "json"]).stdout));
    let findings = report["findings"].as_array().expect("findings");
    let mut problems: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for finding in findings {
        let (path, rule) = (finding["path"].as_str().unwrap_or_default(), finding["name"].as_str().expect("a rule"));
        problems.entry(path).or_default().insert(rule);
    }
    let unusable = ["unreadable-note", "missing-field", "unknown-field", "invalid-value"];
    let whole = json(&read(build(".", "notes", &["--audience", "leaders"]).join("data/report.json")));
    let (mut valid, mut invalid) = (0, 0);
    for task in whole["tasks"].as_array().expect("notes") {
        let path = task["path"].as_str().expect("a path");
        let text = read(&path[path.find("content/").expect("a note")..]);
        let front_matter = toml_as_json(text.split("+++").nth(1).expect("front matter"));
        let is_broken = problems.get(path).is_some_and(|rules| unusable.iter().any(|rule| rules.contains(rule)));
        if is_broken {
            assert!(!schema.is_valid(&front_matter), "{path} has a finding, and the schema takes it");
            invalid += 1;
        } else {
            assert_valid(&schema, &front_matter, path);
            valid += 1;
        }
    }
    assert!(valid > 50 && invalid > 0, "{valid} valid, {invalid} invalid");
}

#[test]
fn the_feed_leads_to_notes_with_findings() {
    let out = build(".", "feed", &["--base-url", "https://example.com/reports"]);
    let feed = Feed::read_from(read(out.join("atom.xml")).as_bytes()).expect("a feed");
    assert_eq!(feed.updated().to_rfc3339(), "2026-11-21T00:00:00+00:00");
    assert!(!feed.entries().is_empty());
    let mut ids = BTreeSet::new();
    for entry in feed.entries() {
        let address = entry.links()[0].href();
        let page = address.strip_prefix("https://example.com/reports/").expect("below the address");
        assert!(out.join(page).is_file(), "{page} is not there");
        assert!(ids.insert(entry.id()), "{} is there twice", entry.id());
    }
    let page = read(out.join("notes/brand/captions.html"));
    assert!(page.contains("type=\"application/atom+xml\""), "no page says that there is a feed");
    assert!(page.contains("href=\"../../atom.xml\""), "{page}");
    assert!(!page.contains("rel=\"canonical\"") && !out.join("sitemap.xml").exists(), "only the public looks for it");
}

#[test]
fn without_an_address_there_is_no_feed() {
    let out = build("tests/site/hidden", "no-address", &["--audience", "public"]);
    assert!(!out.join("atom.xml").exists() && !out.join("sitemap.xml").exists());
    assert!(!read(out.join("index.html")).contains("atom.xml"));
    assert_eq!(read(out.join("robots.txt")), "User-agent: *\nAllow: /\n");
}

#[test]
fn search_engines_find_what_is_public() {
    let more = ["--audience", "public", "--base-url", "https://example.com/reports"];
    let out = build(".", "public", &more);
    let robots = read(out.join("robots.txt"));
    assert_eq!(robots, "User-agent: *\nAllow: /\n\nSitemap: https://example.com/reports/sitemap.xml\n");
    let sitemap = read(out.join("sitemap.xml"));
    let addresses: Vec<&str> =
        sitemap.split("<loc>").skip(1).map(|rest| rest.split_once("</loc>").expect("its end").0).collect();
    assert!(addresses.len() > 50);
    for address in addresses {
        let page = address.strip_prefix("https://example.com/reports/").expect("below the address");
        let canonical = format!("<link rel=\"canonical\" href=\"{address}\">");
        assert!(read(out.join(page)).contains(&canonical), "{page}");
    }
    assert!(!sitemap.contains("404.html"));
}

#[test]
fn an_address_means_the_same_in_both_places() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("machines-address");
    std::fs::create_dir_all(folder.join("content")).expect("a folder");
    let site = folder.to_string_lossy();
    for (address, code) in [("https://example.com/?a", 2), ("https://nora@example.com", 2), ("https://example.com", 3)]
    {
        std::fs::write(folder.join("site.toml"), "[site]\ntitle = \"T\"\n").expect("a file");
        let given = handover(&["-C", &site, "build", "--base-url", address]);
        std::fs::write(folder.join("site.toml"), format!("[site]\ntitle = \"T\"\nbase_url = \"{address}\"\n"))
            .expect("a file");
        let written = handover(&["-C", &site, "build"]);
        assert_eq!((given.status.code(), written.status.code()), (Some(code), Some(code)), "{address}");
    }
}
