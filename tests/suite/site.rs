//! The site as readers get it: golden pages, templates, copied files, long lists and calendars.
//!
//! Golden pages hold the `<main>` part; `SNAPSHOTS=overwrite` writes them anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use icalendar::{Calendar, Component as _};
use scraper::{Html, Selector};
use snapbox::{Assert, Data};

use crate::links::assert_links_lead_somewhere;
use crate::support::{build, build_into, demonstration, entries, files, has_extension, new_folder, pages, run, write};

fn main_of(page: &str) -> String {
    let start = page.find("<main").expect("a main part");
    let end = page.find("</main>").expect("its end");
    format!("{}</main>\n", &page[start..end])
}

fn compare(expected: &Path, actual: String) {
    Assert::new().action_env("SNAPSHOTS").eq(actual, Data::read_from(expected, None));
}

#[test]
fn demonstration_has_the_expected_pages() {
    let golden = Path::new("tests/site/demonstration");
    let built = pages(demonstration());
    let compared = [
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
    for path in compared {
        let name = path.replace('/', "-");
        compare(&golden.join(&name), main_of(&built[path]));
        names.insert(name);
    }
    refuse_orphans(golden, &names);
}

/// Sites without leaders, without members, without hours, without live notes, without any notes.
#[test]
fn unusual_sites_have_the_expected_first_pages() {
    let folder = Path::new("tests/site/unusual");
    let mut names = BTreeSet::new();
    for root in entries(folder).into_iter().filter(|path| path.is_dir()) {
        let name = root.file_name().expect("a name").to_string_lossy().into_owned();
        let site = build(&root, &[]);
        let built = pages(&site);
        assert!(built.contains_key("map.html"), "{name} has no map");
        let both = format!("{}{}", main_of(&built["index.html"]), main_of(&built["never.html"]));
        compare(&folder.join(format!("{name}.html")), both);
        assert_links_lead_somewhere(&site);
        names.insert(format!("{name}.html"));
    }
    refuse_orphans(folder, &names);
}

/// Pages of levels, exceptions and dates: with dates in the past and today, and without any.
#[test]
fn boards_and_dates_have_the_expected_pages() {
    let folder = Path::new("tests/site/dates");
    for (name, site) in [("late", "tests/site/dates/late"), ("empty", "tests/site/unusual/empty")] {
        let built = pages(&build(site, &[]));
        let shown = ["board.html", "hands-on.html", "agenda.html"].map(|path| main_of(&built[path]));
        compare(&folder.join(format!("{name}.html")), shown.concat());
    }
    refuse_orphans(folder, &["late.html", "empty.html"].map(str::to_owned).into());
}

/// Fails on expected files that no test reads.
fn refuse_orphans(folder: &Path, names: &BTreeSet<String>) {
    for file in entries(folder).into_iter().filter(|path| path.is_file()) {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(names.contains(&name), "no test reads {}", file.display());
    }
}

#[test]
fn two_builds_of_the_same_notes_give_the_same_bytes() {
    let (first, second) = (demonstration(), build(".", &[]));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (path, bytes) in first {
        assert!(second[path] == *bytes, "{path} differs between two builds");
    }
}

/// No page has more than 500 rows, live notes come first, and each figure leads to all the notes it counts.
#[test]
fn long_lists_are_split_into_pages() {
    let root = new_folder();
    let people = "[people.ada]\nname = \"Ada\"\nrole = \"leader\"\n\n[people.ben]\nname = \"Ben\"\n";
    write(root.path().join("site.toml"), format!("[site]\ntitle = \"Many\"\n\n{people}"));
    for number in 0..1201 {
        let status = if number < 600 { "done" } else { "active" };
        let keys = format!("title = \"Task {number:04}\"\nstatus = \"{status}\"\nowner = \"ada\"\ndelegate = \"ben\"");
        // A few hundred need the leader's approval.
        let approval = if number >= 1000 { "[approval]\nby = \"ada\"\nof = \"assets\"\nhours = 0.5\n" } else { "" };
        let note = format!("+++\n{keys}\ncadence = \"weekly\"\nhours = 1\n{approval}+++\n");
        write(root.path().join(format!("content/{number}.md")), note);
    }
    let site = build(&root, &[]);
    assert_links_lead_somewhere(&site);
    let built = pages(&site);
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
    // A person whose page cannot name all their notes gets a list of them; so does each figure and level.
    for (path, number) in [("owners/ben/notes", 1201), ("board/unsaid", 601), ("figures/handed-over", 601)] {
        let further = (2..).map(|at| format!("{path}-{at}.html")).take_while(|path| built.contains_key(path));
        let listed: usize = [format!("{path}.html")].into_iter().chain(further).map(|path| rows(&path).len()).sum();
        assert_eq!(listed, number, "{path}");
    }
    // The pages of a rule show all its findings.
    let anchor = Selector::parse("ul.findings > li").expect("a selector");
    let fired = |path: &String| Html::parse_document(&built[path]).select(&anchor).count();
    let of_rule = built.keys().filter(|path| path.starts_with("rules/D04"));
    assert_eq!(of_rule.map(fired).sum::<usize>(), 601);
    let thing = Selector::parse("ol.recommendations > li").expect("a selector");
    let planned = |path: &str| Html::parse_document(&built[path]).select(&thing).count();
    assert_eq!((planned("plan.html"), planned("plan-2.html"), planned("owners/ada.html")), (150, 51, 40));
}

/// No site appears where there was none, and an existing site stays the same to the byte.
#[test]
fn broken_template_publishes_nothing() {
    let folder = new_folder();
    let (old, fresh) = (folder.path().join("old"), folder.path().join("fresh"));
    build_into(&old, "tests/cli/templates.in/good", &[]);
    let before = files(&old);
    assert_eq!(String::from_utf8_lossy(&before["style.css"]), "body { font-family: serif }\n");
    let mut broken = 0;
    for site in entries("tests/cli/templates.in").into_iter().filter(|site| !site.ends_with("good")) {
        for out in [&old, &fresh] {
            let built = run(&["-C", &site.to_string_lossy(), "build", "--out", &out.to_string_lossy()]);
            assert_eq!(built.code, 2, "{}", site.display());
        }
        assert!(files(&old) == before, "{} changed the site", site.display());
        assert!(!fresh.exists(), "{} created files", site.display());
        broken += 1;
    }
    assert!(broken > 10);
}

/// Files beside a note that it links to or shows are copied; files that could run something are not.
#[test]
fn harmless_files_beside_notes_are_copied() {
    let site = build("tests/site/files", &[]);
    let copied: Vec<&String> = site.keys().filter(|path| path.starts_with("files/")).collect();
    assert_eq!(copied, ["files/shop/floor-plan.png", "files/shop/prices.csv"]);
    let page = &pages(&site)["notes/shop/opening.html"];
    assert!(page.contains("<img src=\"../../files/shop/floor-plan.png\" alt=\"Floor plan\""), "{page}");
    assert!(page.contains("<a href=\"../../files/shop/prices.csv\">Prices</a>"), "{page}");
    assert!(page.contains("<span>Script</span>"), "{page}");
}

/// A parser accepts every calendar, and an event has the same UID in each calendar that holds it.
#[test]
fn calendars_are_valid_and_agree_on_their_events() {
    let built = demonstration();
    let mut days: BTreeMap<String, String> = BTreeMap::new();
    let mut calendars = 0;
    for (path, bytes) in built.iter().filter(|(path, _)| has_extension(path, "ics")) {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        let calendar: Calendar = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(calendar.property_value("PRODID"), Some("-//Handover//Delegation audit//EN"));
        let mut uids = BTreeSet::new();
        for event in calendar.events() {
            let uid = event.get_uid().expect("a UID").to_owned();
            assert!(uids.insert(uid.clone()), "{path} holds {uid} twice");
            assert_eq!(event.property_value("DTSTAMP"), Some("20261121T000000Z"), "{path}");
            let day = format!("{:?} {:?}", event.get_start().expect("a day"), event.get_summary());
            assert_eq!(days.entry(uid).or_insert_with(|| day.clone()), &day, "{path}");
        }
        assert!(path == "agenda.ics" || built.contains_key(&path.replace(".ics", ".html")), "{path} has no page");
        calendars += 1;
    }
    let people = built.keys().filter(|path| path.starts_with("owners/") && has_extension(path, "html")).count() - 1;
    assert_eq!(calendars, people + 1);
    let all: Calendar = String::from_utf8_lossy(&built["agenda.ics"]).parse().expect("a calendar");
    assert_eq!(all.events().count(), days.len());
}
