//! The data files of a site, read back by the libraries that read them: JSON, CSV, schemas, feed, sitemap.

use std::collections::{BTreeMap, BTreeSet};

use atom_syndication::Feed;
use csv::Reader;
use serde_json::Value;

use crate::support::json_schema::JsonSchema;
use crate::support::{Files, build, demonstration, entries, json, new_folder, read, run, write};

/// A file of a built site, as text.
fn text<'f>(site: &'f Files, path: &str) -> &'f str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}

/// The report that a built site holds.
fn report(site: &Files) -> Value {
    json(text(site, "data/report.json"))
}

/// The report that `check` prints of the site at `root`.
fn checked(root: &str) -> Value {
    json(&run(&["--quiet", "-C", root, "check", "--format", "json"]).out)
}

fn schema(what: &str) -> JsonSchema {
    JsonSchema::new(&json(&run(&["schema", what]).out))
}

fn assert_valid(schema: &JsonSchema, value: &Value, name: &str) {
    schema.check(value).unwrap_or_else(|problems| panic!("{name}: {problems}"));
}

#[test]
fn reports_follow_their_schema() {
    let schema = schema("report");
    let unusual = entries("tests/site/unusual").into_iter().filter(|path| path.is_dir());
    let mut sites: Vec<String> = unusual.map(|path| path.to_string_lossy().into_owned()).collect();
    sites.extend(["tests/site/hidden", "tests/cli/plan.in", "tests/cli/check.in"].map(str::to_owned));
    for site in &sites {
        assert_valid(&schema, &report(&build(site, &[])), site);
        assert_valid(&schema, &checked(site), site);
    }
    let mut whole = report(demonstration());
    assert_valid(&schema, &whole, "the demonstration");
    assert_valid(&schema, &checked("."), "the demonstration");
    whole["findings"][0]["severity"] = "loud".into();
    assert!(schema.check(&whole).is_err(), "the schema accepts an unknown severity");
}

/// The report of the site holds what `check` prints for the same notes, and more.
#[test]
fn built_report_holds_everything_that_check_prints() {
    let built = report(&build(".", &["--audience", "leaders"]));
    let checked = checked(".");
    for (key, value) in checked.as_object().expect("an object") {
        assert_eq!(&built[key], value, "{key}");
    }
    for key in ["tasks", "people", "plan", "dates"] {
        assert!(checked.get(key).is_none() && built.get(key).is_some(), "{key}");
    }
    assert_eq!(Some(built["tasks"].as_array().expect("notes").len() as u64), built["notes"].as_u64());
    assert!(built["findings"].as_array().expect("findings").iter().any(|finding| !finding["accepted"].is_null()));
}

/// Everything that entries refer to exists: pages as files, notes and people by id, findings by fingerprint.
#[test]
fn report_refers_only_to_existing_pages_and_ids() {
    let site = demonstration();
    let report = report(site);
    let list = |of: &Value| of.as_array().expect("a list").clone();
    let names = |of: &Value, key: &str| -> BTreeSet<String> {
        list(of).iter().filter_map(|entry| entry[key].as_str().map(str::to_owned)).collect()
    };
    for entry in list(&report["tasks"]).iter().chain(&list(&report["people"])) {
        let page = entry["page"].as_str().expect("a page");
        assert!(site.contains_key(page), "{page} does not exist");
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
fn csv_files_hold_the_same_rows_as_the_report() {
    let site = demonstration();
    let report = report(site);
    for (file, list, key) in [("data/findings.csv", "findings", "fingerprint"), ("data/notes.csv", "tasks", "id")] {
        let mut reader = Reader::from_reader(text(site, file).as_bytes());
        let header = reader.headers().expect("a header").clone();
        let at = header.iter().position(|name| name == key).expect("a column");
        let hours = header.iter().position(|name| name == "hours").expect("a column");
        let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
        let expected = report[list].as_array().expect("a list");
        assert_eq!(rows.len(), expected.len(), "{file}");
        for (row, expected) in rows.iter().zip(expected) {
            assert_eq!(Some(&row[at]), expected[key].as_str(), "{file}");
            assert_eq!(row[hours].parse().ok(), expected["hours"].as_f64(), "{file}: {row:?}");
        }
    }
}

/// As editors read TOML: dates are strings.
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
fn demonstration_follows_the_schemas_of_notes_and_settings() {
    let schema_of_settings = schema("site");
    assert_valid(&schema_of_settings, &toml_as_json(&read("site.toml")), "site.toml");
    assert_valid(&schema_of_settings, &toml_as_json(&read("src/cli/init/site.toml")), "site.toml of init");
    let schema = schema("note");
    let checked = checked(".");
    let mut rules: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for finding in checked["findings"].as_array().expect("findings") {
        let (path, rule) = (finding["path"].as_str().unwrap_or_default(), finding["name"].as_str().expect("a rule"));
        rules.entry(path).or_default().insert(rule);
    }
    let invalidating = ["unreadable-note", "missing-field", "unknown-field", "invalid-value"];
    let whole = report(&build(".", &["--audience", "leaders"]));
    let (mut valid, mut invalid) = (0, 0);
    for task in whole["tasks"].as_array().expect("notes") {
        let path = task["path"].as_str().expect("a path");
        let text = read(&path[path.find("content/").expect("a note")..]);
        let front_matter = toml_as_json(text.split("+++").nth(1).expect("front matter"));
        if rules.get(path).is_some_and(|rules| invalidating.iter().any(|rule| rules.contains(rule))) {
            assert!(schema.check(&front_matter).is_err(), "{path} has a finding, but the schema accepts it");
            invalid += 1;
        } else {
            assert_valid(&schema, &front_matter, path);
            valid += 1;
        }
    }
    assert!(valid > 50 && invalid > 0, "{valid} valid, {invalid} invalid");
}

#[test]
fn feed_links_to_notes_with_findings() {
    let site = build(".", &["--base-url", "https://example.com/reports"]);
    let feed = Feed::read_from(&*site["atom.xml"]).expect("a feed");
    assert_eq!(feed.updated().to_rfc3339(), "2026-11-21T00:00:00+00:00");
    assert!(!feed.entries().is_empty());
    let mut ids = BTreeSet::new();
    for entry in feed.entries() {
        let address = entry.links()[0].href();
        let page = address.strip_prefix("https://example.com/reports/").expect("an address of the site");
        assert!(site.contains_key(page), "{page} does not exist");
        assert!(ids.insert(entry.id()), "{} occurs twice", entry.id());
    }
    let page = text(&site, "notes/brand/captions.html");
    assert!(page.contains("type=\"application/atom+xml\""), "no page links to the feed");
    assert!(page.contains("href=\"../../atom.xml\""), "{page}");
    assert!(!page.contains("rel=\"canonical\"") && !site.contains_key("sitemap.xml"), "only public sites have these");
}

#[test]
fn site_without_base_url_has_no_feed() {
    let site = build("tests/site/hidden", &["--audience", "public"]);
    assert!(!site.contains_key("atom.xml") && !site.contains_key("sitemap.xml"));
    assert!(!text(&site, "index.html").contains("atom.xml"));
    assert_eq!(text(&site, "robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn public_site_has_a_sitemap_and_canonical_links() {
    let site = build(".", &["--audience", "public", "--base-url", "https://example.com/reports"]);
    let robots = "User-agent: *\nAllow: /\n\nSitemap: https://example.com/reports/sitemap.xml\n";
    assert_eq!(text(&site, "robots.txt"), robots);
    let sitemap = text(&site, "sitemap.xml");
    let addresses: Vec<&str> =
        sitemap.split("<loc>").skip(1).map(|rest| rest.split_once("</loc>").expect("its end").0).collect();
    assert!(addresses.len() > 50);
    for address in addresses {
        let page = address.strip_prefix("https://example.com/reports/").expect("an address of the site");
        let canonical = format!("<link rel=\"canonical\" href=\"{address}\">");
        assert!(text(&site, page).contains(&canonical), "{page}");
    }
    assert!(!sitemap.contains("404.html"));
}

#[test]
fn base_url_is_checked_alike_in_the_option_and_in_the_settings() {
    let folder = new_folder();
    std::fs::create_dir(folder.path().join("content")).expect("a folder");
    let root = folder.path().to_string_lossy();
    for (address, code) in [("https://example.com/?a", 2), ("https://nora@example.com", 2), ("https://example.com", 3)]
    {
        write(folder.path().join("site.toml"), "[site]\ntitle = \"T\"\n");
        let option = run(&["-C", &root, "build", "--base-url", address]);
        write(folder.path().join("site.toml"), format!("[site]\ntitle = \"T\"\nbase_url = \"{address}\"\n"));
        let setting = run(&["-C", &root, "build"]);
        assert_eq!((option.code, setting.code), (code, code), "{address}");
    }
}
