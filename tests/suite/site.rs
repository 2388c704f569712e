//! The site as a reader gets it: golden pages, links that are alive, and the same bytes twice.
//!
//! Golden pages hold what stands in `<main>`; `SNAPSHOTS=overwrite` writes them anew. `SITE=folder` checks the links of a
//! site that is built already.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use icalendar::{Calendar, Component as _};
use scraper::{Html, Selector};
use snapbox::{Assert, Data};

/// Builds the site at `root` into a new folder below cargo's own for tests.
fn build(root: &str, name: &str) -> PathBuf {
    build_with(root, name, &[])
}

/// The same with further arguments for `build`.
fn build_with(root: &str, name: &str, arguments: &[&str]) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&out);
    let status = Command::new(env!("CARGO_BIN_EXE_handover"))
        .args(["-C", root, "--today", "2026-11-21", "--quiet", "build", "--out"])
        .arg(&out)
        .args(arguments)
        .env_remove("SOURCE_DATE_EPOCH")
        .status()
        .expect("the program starts");
    assert!(matches!(status.code(), Some(0 | 3)), "{root} does not build: {status}");
    out
}

/// Every file below a folder, with its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let path = entry.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                found.insert(path, std::fs::read(&entry).expect("a file"));
            }
        }
    }
    found
}

fn pages(folder: &Path) -> BTreeMap<String, String> {
    pages_of(&files(folder))
}

fn pages_of(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let html = files.iter().filter(|(path, _)| is_kind(path, "html"));
    html.map(|(path, bytes)| (path.clone(), String::from_utf8(bytes.clone()).expect("UTF-8"))).collect()
}

fn is_kind(path: &str, kind: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == kind)
}

fn main_of(page: &str) -> String {
    let start = page.find("<main").expect("a main part");
    let end = page.find("</main>").expect("its end");
    format!("{}</main>\n", &page[start..end])
}

fn compare(expected: &Path, actual: String) {
    Assert::new().action_env("SNAPSHOTS").eq(actual, Data::read_from(expected, None));
}

#[test]
fn golden_pages_of_the_demonstration() {
    let golden = Path::new("tests/site/demonstration");
    let built = pages(&build(".", "golden"));
    let wanted = [
        "index.html",
        "never.html",
        "plan.html",
        "briefs/femke.html",
        "rules/method.html",
        "board.html",
        "hands-on.html",
        "agenda.html",
        "owners/index.html",
        "owners/wout.html",
        "owners/yusuf.html",
        "owners/postduif.html",
        "map.html",
        "notes/index.html",
        "notes/brand/captions.html",
        "notes/social/rider-club.html",
        "rules/index.html",
        "rules/N02.html",
        "rules/N-dealer-quotes.html",
        "problems.html",
        "404.html",
    ];
    let mut names = BTreeSet::new();
    for path in wanted {
        let name = path.replace('/', "-");
        compare(&golden.join(&name), main_of(&built[path]));
        names.insert(name);
    }
    refuse_orphans(golden, &names);
}

/// Sites at the edges: nobody leads, nobody to hand to, nothing measured, nothing live, nothing at all.
#[test]
fn golden_first_pages_of_unusual_sites() {
    let folder = Path::new("tests/site/unusual");
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if !entry.is_dir() {
            continue;
        }
        let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
        let out = build(&entry.to_string_lossy(), &format!("unusual-{name}"));
        let built = pages(&out);
        let others = files(&out).into_keys().filter(|path| !built.contains_key(path)).collect();
        assert!(built.contains_key("map.html"), "{name} has no map");
        let both = format!("{}{}", main_of(&built["index.html"]), main_of(&built["never.html"]));
        compare(&folder.join(format!("{name}.html")), both);
        check_links(&built, &others);
        names.insert(format!("{name}.html"));
    }
    refuse_orphans(folder, &names);
}

/// Pages of levels, exceptions and dates: where dates have passed or are today, and where there is nothing.
#[test]
fn golden_boards_and_dates() {
    let folder = Path::new("tests/site/dates");
    for (name, site) in [("late", "tests/site/dates/late"), ("empty", "tests/site/unusual/empty")] {
        let built = pages(&build(site, &format!("dates-{name}")));
        let shown = ["board.html", "hands-on.html", "agenda.html"].map(|path| main_of(&built[path]));
        compare(&folder.join(format!("{name}.html")), shown.concat());
    }
    refuse_orphans(folder, &["late.html", "empty.html"].map(str::to_owned).into());
}

fn refuse_orphans(folder: &Path, names: &BTreeSet<String>) {
    let is_file = |entry: &std::fs::DirEntry| entry.path().is_file();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")).filter(is_file) {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(names.contains(&name), "{} is compared with nothing", entry.path().display());
    }
}

#[test]
fn the_same_notes_give_the_same_bytes() {
    let (first, second) = (files(&build(".", "once")), files(&build(".", "twice")));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (path, bytes) in first {
        assert!(second[&path] == bytes, "{path} differs between two builds");
    }
}

#[test]
fn every_link_is_alive_and_every_page_loads_one_script_at_most() {
    let folder = std::env::var_os("SITE").map_or_else(|| build(".", "links"), PathBuf::from);
    let built = pages(&folder);
    let others = files(&folder).into_keys().filter(|path| !built.contains_key(path)).collect();
    check_links(&built, &others);
    for (path, page) in &built {
        let csp = "default-src 'none'";
        assert!(page.contains(csp), "{path} has no content security policy");
        for forbidden in ["<style", " style=", " onclick=", " onload=", "javascript:"] {
            assert!(!page.contains(forbidden), "{path} has {forbidden}");
        }
        // What else could run is refused by the policy; the page that is not there runs nothing at all.
        let script = format!("<script src=\"{}handover.js\" defer></script>", "../".repeat(path.matches('/').count()));
        let scripts = usize::from(path != "404.html");
        assert_eq!(page.matches("<script").count(), scripts, "{path} has another script");
        assert_eq!(page.matches(&script).count(), scripts, "{path} does not load {script}");
        assert_eq!(page.matches("script-src 'self';").count(), scripts, "{path} has another policy");
    }
    let script = std::fs::read(folder.join("handover.js")).expect("the script");
    assert!(script.len() < 15_000, "handover.js has {} bytes", script.len());
}

/// The value that the search index assigns.
fn search_index(folder: &Path) -> BTreeMap<String, Vec<serde_json::Value>> {
    let script = std::fs::read_to_string(folder.join("search-index.js")).expect("the search index");
    assert!(!script.contains(['<', '\u{2028}', '\u{2029}']), "the search index could end its script or a line");
    let json = script.strip_prefix("window.handoverIndex = ").and_then(|rest| rest.strip_suffix(";\n"));
    serde_json::from_str(json.expect("one assignment")).expect("JSON")
}

/// Every result of the search leads somewhere, and everything with a page of its own can be found.
#[test]
fn the_search_index_leads_to_pages_and_headings() {
    let folder = std::env::var_os("SITE").map_or_else(|| build(".", "search"), PathBuf::from);
    let built = pages(&folder);
    let ids: BTreeMap<&str, BTreeSet<String>> =
        built.iter().map(|(path, page)| (path.as_str(), survey(path, page).1)).collect();
    let mut found = BTreeSet::new();
    for (kind, entries) in search_index(&folder) {
        for entry in entries {
            let href = entry[1].as_str().expect("an address");
            let (href, place) = href.split_once('#').map_or((href, None), |(href, place)| (href, Some(place)));
            assert!(ids.contains_key(href), "{kind} lead to {href}, which is not there");
            assert!(place.is_none_or(|place| ids[href].contains(place)), "{href} has no {place:?}");
            assert!(entry[0].as_str().is_some_and(|title| !title.is_empty()), "{href} has no title");
            for heading in entry[4].as_array().expect("headings") {
                let id = heading[1].as_str().expect("an id");
                assert!(ids[href].contains(id), "{href} has no heading {id}");
            }
            found.insert(href.to_owned());
        }
    }
    let is_own = |path: &&String| ["notes/", "owners/", "rules/"].iter().any(|folder| path.starts_with(folder));
    let is_further = |path: &&String| path.starts_with("notes/index-") || *path == "rules/method.html";
    for path in built.keys().filter(is_own).filter(|path| !is_further(path)) {
        assert!(found.contains(path), "the search does not find {path}");
    }
}

#[test]
fn hostile_titles_stay_inside_the_search_index() {
    let index = search_index(&build("tests/site/hostile", "hostile"));
    let note = &index["notes"][0];
    assert_eq!(note[0], "</script><script>alert(1)</script>\\u{2028}\\u{202e}");
    assert_eq!(note[2], "<img src=x onerror=alert(1)>, active");
    assert_eq!(note[4][0][0], "\"]];alert(1)//");
}

/// What is above the audience is in no page, feed, list or data file: neither its words, tags and headings nor the
/// people only it mentions, nor the files beside it.
#[test]
fn hidden_notes_leave_no_trace() {
    let of_leaders = [
        "plum",
        "quince",
        "zoltan",
        "xaver",
        "acquisition",
        "salary",
        "boardroom",
        "orchard",
        "damson",
        "wilhelmina",
        "second job",
        "mirabelle",
        "greengage",
        "bullace",
        "prunella",
        "sloe",
        "cherry",
        "pitting",
        "drupe",
        "stone-fruit",
        "kernels",
        "persimmon",
        "loquat",
        "medlar",
        "apricot",
        "nectarine",
    ];
    let of_team = ["spring campaign", "thaddeus", "leaflet", "risograph", "two sides"];
    for (audience, secrets, left_out) in
        [("team", of_leaders.to_vec(), 4), ("public", [of_leaders.as_slice(), of_team.as_slice()].concat(), 6)]
    {
        let address = ["--audience", audience, "--base-url", "https://example.org/handover/"];
        let built = files(&build_with("tests/site/hidden", &format!("hidden-{audience}"), &address));
        for (path, bytes) in &built {
            let text = format!("{path} {}", String::from_utf8_lossy(bytes)).to_lowercase();
            for secret in &secrets {
                assert!(!text.contains(secret), "{path} for {audience} holds {secret}");
            }
        }
        let first = String::from_utf8_lossy(&built["index.html"]);
        assert!(first.contains(&format!("{left_out} notes not shown here")), "{audience}: {first}");
        assert!(built.contains_key("notes/open-day.html"));
        let robots = String::from_utf8_lossy(&built["robots.txt"]);
        let is_public = audience == "public";
        assert_eq!(robots.contains("Disallow: /"), !is_public);
        for page in pages_of(&built).values() {
            assert_eq!(page.contains("noindex"), !is_public);
        }
    }
    let team = pages(&build("tests/site/hidden", "hidden"));
    assert!(team["notes/open.html"].contains("waits for a note not shown here and its a note not"));
}

/// Notes that want a narrower audience in a way that is not right, and files that give no note: each is called
/// `secret-…`, or `inner-…` where the team may know of it. What `site.toml` says of the people they name goes too.
#[test]
fn notes_with_an_unclear_audience_are_for_leaders() {
    const SITE: &str = "[site]\ntitle = \"Unclear\"\n[people.nora]\nname = \"Nora\"\nrole = \"leader\"\n\
        [people.ghost]\nname = \"Secret One\"\nsecret_key = 1\n[people.loner]\nname = \"Inner One\"\n\
        [decisions.secret-deal]\ntitle = \"Deal\"\nby = [\"ghost\"]\nsecret_limit = 1\n\
        [[audit.allow]]\nrule = \"D10\"\nsubject = \"secret-deal\"\nbecause = \"x\"\nuntil = 2027-01-31\nsecret_word = 1\n";
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unclear-source");
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("content")).expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(root.join(name), bytes).expect("a file");
    write("site.toml", SITE.as_bytes());
    write("content/open.md", b"+++\ntitle = \"Open\"\nowner = \"nora\"\naudience = \"public\"\n+++\n");
    for (name, keys) in [
        ("secret-mistyped.md", "audiance = \"leaders\""),
        ("secret-capital.md", "Audience = \"leaders\""),
        ("secret-below.md", "[approval]\nby = \"nora\"\naudience = \"leaders\""),
        ("secret-twice.md", "audience = \"team\"\naudience = \"leaders\""),
        ("secret-quoted.md", "x = = 1\n\"audience\" = \"leaders\""),
        ("secret-line.md", "x = = 1; audience = \"leaders\""),
        ("secret-extra.md", "x = = 1\n[extra]\naudience = \"public\""),
        ("secret-skipped.MD", "audience = \"leaders\""),
        ("Secret-Case.md", "audience = \"leaders\""),
        ("inner-broken.md", "x = = 1"),
        ("inner-skipped.markdown", ""),
        ("inner-extra.md", "[extra]\naudience = \"customers\""),
    ] {
        let owner = if name.starts_with("inner") { "nora" } else { "ghost" };
        let note = format!("+++\ntitle = \"{name}\"\nowner = \"{owner}\"\n{keys}\n+++\n");
        write(&format!("content/{name}"), note.as_bytes());
    }
    let asking = "+++\ntitle = \"Secret\"\nowner = \"ghost\"\naudience = \"leaders\"\n+++\n";
    write("content/secret-latin.md", &[asking.as_bytes(), b"\xe9"].concat());
    write("content/secret-long.md", asking.replace("+++\n", &format!("+++\n{}", "\n".repeat(600_000))).as_bytes());
    write("content/secret-returns.md", asking.replace('\n', "\r").as_bytes());
    write("content/secret-yaml.md", b"---\nowner: ghost\naudience: leaders\n---\n");
    write("content/inner-README.md", b"+++\n");
    write("content/README.md", b"Read me\n");
    for (audience, secrets) in [("team", vec!["secret"]), ("public", vec!["secret", "inner", "readme"])] {
        let out = build_with(&root.to_string_lossy(), &format!("unclear-{audience}"), &["--audience", audience]);
        let all: String = files(&out)
            .into_iter()
            .filter(|(path, _)| !path.starts_with("rules/") && path != "search-index.js" && path != "handover.js")
            .map(|(path, bytes)| format!("{path}\n{}\n", String::from_utf8_lossy(&bytes)).to_lowercase())
            .collect();
        for secret in secrets {
            let at = all.find(secret).map(|at| &all[all.floor_char_boundary(at.saturating_sub(200))..at + 40]);
            assert!(at.is_none(), "{audience}: {at:?}");
        }
        if audience == "team" {
            for shown in ["inner-broken", "inner-skipped", "inner-extra", "inner one", "content/readme.md"] {
                assert!(all.contains(shown), "{shown} is not shown to the team");
            }
        }
    }
}

/// Many notes: no page has more than 500 rows, live ones come first, and each number leads to all that it counts.
#[test]
fn long_lists_are_cut_into_pages() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("long-source");
    std::fs::create_dir_all(root.join("content")).expect("a folder");
    let people = "[people.ada]\nname = \"Ada\"\nrole = \"leader\"\n\n[people.ben]\nname = \"Ben\"\n";
    std::fs::write(root.join("site.toml"), format!("[site]\ntitle = \"Many\"\n\n{people}")).expect("a file");
    for number in 0..1201 {
        let status = if number < 600 { "done" } else { "active" };
        let keys = format!("title = \"Task {number:04}\"\nstatus = \"{status}\"\nowner = \"ada\"\ndelegate = \"ben\"");
        // A few hundred hang on their leader.
        let yes = if number >= 1000 { "[approval]\nby = \"ada\"\nof = \"assets\"\nhours = 0.5\n" } else { "" };
        let note = format!("+++\n{keys}\ncadence = \"weekly\"\nhours = 1\n{yes}+++\n");
        std::fs::write(root.join(format!("content/{number}.md")), note).expect("a file");
    }
    let out = build(&root.to_string_lossy(), "long");
    let built = pages(&out);
    let others = files(&out).into_keys().filter(|path| !built.contains_key(path)).collect();
    check_links(&built, &others);
    let row = Selector::parse("tbody tr").expect("a selector");
    let rows = |path: &str| -> Vec<String> {
        let page = Html::parse_document(&built[path]);
        page.select(&row).map(|row| row.text().collect()).collect()
    };
    let all = ["notes/index.html", "notes/index-2.html", "notes/index-3.html"].map(rows);
    assert_eq!(all.each_ref().map(Vec::len), [500, 500, 201]);
    let all = all.concat();
    let first_done = all.iter().position(|row| row.contains("done")).expect("a note that is done");
    assert_eq!(first_done, 601, "live notes come first");
    let is_list = |path: &str| !path.starts_with("notes/") || path.starts_with("notes/index");
    for (path, page) in built.iter().filter(|(path, _)| is_list(path)) {
        let page = Html::parse_document(page);
        let items = Selector::parse("tbody tr, li").expect("a selector");
        assert!(page.select(&items).count() < 600, "{path} is too long");
    }
    // Whoever has more notes than their page names gets a list of them; so does each figure and level.
    for (path, number) in [("owners/ben/notes", 1201), ("board/unsaid", 601), ("figures/handed-over", 601)] {
        let further = (2..).map(|at| format!("{path}-{at}.html")).take_while(|path| built.contains_key(path));
        let listed: usize = [format!("{path}.html")].into_iter().chain(further).map(|path| rows(&path).len()).sum();
        assert_eq!(listed, number, "{path}");
    }
    // A rule that fires on every note has all of its findings somewhere.
    let anchor = Selector::parse("ul.findings > li").expect("a selector");
    let fired = |path: &String| Html::parse_document(&built[path]).select(&anchor).count();
    let of_rule = built.keys().filter(|path| path.starts_with("rules/D04"));
    assert_eq!(of_rule.map(fired).sum::<usize>(), 601);
    let thing = Selector::parse("ol.recommendations > li").expect("a selector");
    let planned = |path: &str| Html::parse_document(&built[path]).select(&thing).count();
    assert_eq!((planned("plan.html"), planned("plan-2.html"), planned("owners/ada.html")), (150, 51, 40));
}

/// What a broken template leaves behind: no site where there was none, and the old one to the byte where there was one.
#[test]
fn a_broken_template_publishes_nothing() {
    let sites = Path::new("tests/cli/templates.in");
    let out = build("tests/cli/templates.in/good", "broken-template");
    let before = files(&out);
    assert_eq!(String::from_utf8_lossy(&before["style.css"]), "body { font-family: serif }\n");
    let fresh = out.with_extension("fresh");
    let mut broken = 0;
    for site in std::fs::read_dir(sites).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if site.ends_with("good") {
            continue;
        }
        for folder in [&out, &fresh] {
            let run = Command::new(env!("CARGO_BIN_EXE_handover"))
                .args(["--today", "2026-11-21", "-C"])
                .arg(&site)
                .args(["build", "--out"])
                .arg(folder)
                .output()
                .expect("the program starts");
            assert_eq!(run.status.code(), Some(2), "{}", site.display());
        }
        assert!(files(&out) == before, "{} changed the site", site.display());
        assert!(!fresh.exists(), "{} left something", site.display());
        broken += 1;
    }
    assert!(broken > 10);
}

/// Files beside a note that it links to or shows come along; files that could run something do not.
#[test]
fn files_beside_notes_are_copied_where_they_are_harmless() {
    let out = build("tests/site/files", "files");
    let copied: Vec<String> = files(&out).into_keys().filter(|path| path.starts_with("files/")).collect();
    assert_eq!(copied, ["files/shop/floor-plan.png", "files/shop/prices.csv"]);
    let page = &pages(&out)["notes/shop/opening.html"];
    assert!(page.contains("<img src=\"../../files/shop/floor-plan.png\" alt=\"Floor plan\""), "{page}");
    assert!(page.contains("<a href=\"../../files/shop/prices.csv\">Prices</a>"), "{page}");
    assert!(page.contains("<span>Script</span>"), "{page}");
}

/// Every calendar is one, and an event has the same UID wherever it stands.
#[test]
fn calendars_are_read_back() {
    let built = files(&build(".", "calendars"));
    let mut days: BTreeMap<String, String> = BTreeMap::new();
    let mut calendars = 0;
    for (path, bytes) in built.iter().filter(|(path, _)| is_kind(path, "ics")) {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        let calendar: Calendar = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(calendar.property_value("PRODID"), Some("-//Handover//Delegation audit//EN"));
        let mut uids = BTreeSet::new();
        for event in calendar.events() {
            let uid = event.get_uid().expect("a UID").to_owned();
            assert!(uids.insert(uid.clone()), "{path} has {uid} twice");
            assert_eq!(event.property_value("DTSTAMP"), Some("20261121T000000Z"), "{path}");
            let day = format!("{:?} {:?}", event.get_start().expect("a day"), event.get_summary());
            assert_eq!(days.entry(uid).or_insert_with(|| day.clone()), &day, "{path}");
        }
        assert!(path == "agenda.ics" || built.contains_key(&path.replace(".ics", ".html")), "{path} has no page");
        calendars += 1;
    }
    let people = built.keys().filter(|path| path.starts_with("owners/") && is_kind(path, "html")).count() - 1;
    assert_eq!(calendars, people + 1);
    let all: Calendar = String::from_utf8_lossy(&built["agenda.ics"]).parse().expect("a calendar");
    assert_eq!(all.events().count(), days.len());
}

/// Each relative link leads to a file of the site, each fragment to an id, and ids are unique.
fn check_links(built: &BTreeMap<String, String>, others: &BTreeSet<String>) {
    let parsed: BTreeMap<&str, (Vec<String>, BTreeSet<String>)> =
        built.iter().map(|(path, page)| (path.as_str(), survey(path, page))).collect();
    for (path, (links, _)) in &parsed {
        for link in links.iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            let (file, fragment) = link.split_once('#').map_or((link.as_str(), None), |(file, id)| (file, Some(id)));
            let target = if file.is_empty() { (*path).to_owned() } else { join(path, file) };
            let is_there = built.contains_key(&target) || others.contains(&target);
            assert!(is_there, "{path} links to {link}, which is not there");
            if let (Some(id), Some((_, ids))) = (fragment, parsed.get(target.as_str())) {
                assert!(ids.contains(id), "{path} links to {link}, but {target} has no such id");
            }
        }
    }
}

fn survey(path: &str, page: &str) -> (Vec<String>, BTreeSet<String>) {
    let document = Html::parse_document(page);
    let all = |selector: &str, attribute: &str| -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        document.select(&selector).filter_map(|element| element.attr(attribute)).map(str::to_owned).collect()
    };
    let mut links = all("[href]", "href");
    links.extend(all("[src]", "src"));
    let ids = all("[id]", "id");
    let unique: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(ids.len(), unique.len(), "{path} has an id twice");
    (links, unique)
}

fn join(from: &str, link: &str) -> String {
    let mut segments: Vec<&str> = from.split('/').collect();
    segments.pop();
    for segment in link.split('/') {
        match segment {
            ".." => assert!(segments.pop().is_some(), "{from} links out of the site: {link}"),
            "." => {}
            name => segments.push(name),
        }
    }
    segments.join("/")
}
