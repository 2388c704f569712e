//! Links and the search index of built sites: everything they lead to exists.
//!
//! `SITE=folder` checks a site that is already built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use scraper::{Html, Selector};

use crate::support::{Files, build, demonstration, files, pages};

/// The site in the folder that the variable `SITE` names; without it, the demonstration.
fn given_site() -> Files {
    std::env::var_os("SITE").map_or_else(|| demonstration().clone(), |folder| files(Path::new(&folder)))
}

#[test]
fn every_link_leads_somewhere_and_pages_load_only_the_script_of_the_site() {
    let site = given_site();
    assert_links_lead_somewhere(&site);
    for (path, page) in &pages(&site) {
        let csp = "default-src 'none'";
        assert!(page.contains(csp), "{path} has no content security policy");
        for forbidden in ["<style", " style=", " onclick=", " onload=", "javascript:"] {
            assert!(!page.contains(forbidden), "{path} has {forbidden}");
        }
        // The policy refuses everything else that could run. The page for missing pages runs nothing.
        let script = format!("<script src=\"{}handover.js\" defer></script>", "../".repeat(path.matches('/').count()));
        let scripts = usize::from(path != "404.html");
        assert_eq!(page.matches("<script").count(), scripts, "{path} has another script");
        assert_eq!(page.matches(&script).count(), scripts, "{path} does not load {script}");
        assert_eq!(page.matches("script-src 'self';").count(), scripts, "{path} has another policy");
    }
    let bytes = site["handover.js"].len();
    assert!(bytes < 15_000, "handover.js has {bytes} bytes");
}

/// The value that the search index assigns.
fn search_index(site: &Files) -> BTreeMap<String, Vec<serde_json::Value>> {
    let script = std::str::from_utf8(&site["search-index.js"]).expect("UTF-8");
    assert!(!script.contains(['<', '\u{2028}', '\u{2029}']), "the search index could end its script or a line");
    let json = script.strip_prefix("window.handoverIndex = ").and_then(|rest| rest.strip_suffix(";\n"));
    serde_json::from_str(json.expect("one assignment")).expect("JSON")
}

/// Every search result leads to a page or heading, and the search finds everything that has its own page.
#[test]
fn search_index_leads_to_existing_pages_and_headings() {
    let site = given_site();
    let built = pages(&site);
    let ids: BTreeMap<&str, BTreeSet<String>> =
        built.iter().map(|(path, page)| (path.as_str(), survey(path, page).1)).collect();
    let mut found = BTreeSet::new();
    for (kind, entries) in search_index(&site) {
        for entry in entries {
            let href = entry[1].as_str().expect("an address");
            let (href, place) = href.split_once('#').map_or((href, None), |(href, place)| (href, Some(place)));
            assert!(ids.contains_key(href), "{kind} lead to {href}, which does not exist");
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
fn hostile_titles_cannot_leave_the_search_index() {
    let index = search_index(&build("tests/site/hostile", &[]));
    let note = &index["notes"][0];
    assert_eq!(note[0], "</script><script>alert(1)</script>\\u{2028}\\u{202e}");
    assert_eq!(note[2], "<img src=x onerror=alert(1)>, active");
    assert_eq!(note[4][0][0], "\"]];alert(1)//");
}

/// Asserts that each relative link leads to a file of the site, each fragment to an id, and that ids are unique.
pub(crate) fn assert_links_lead_somewhere(site: &Files) {
    let built = pages(site);
    let parsed: BTreeMap<&str, (Vec<String>, BTreeSet<String>)> =
        built.iter().map(|(path, page)| (path.as_str(), survey(path, page))).collect();
    for (path, (links, _)) in &parsed {
        for link in links.iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            let (file, fragment) = link.split_once('#').map_or((link.as_str(), None), |(file, id)| (file, Some(id)));
            let target = if file.is_empty() { (*path).to_owned() } else { join(path, file) };
            assert!(site.contains_key(&target), "{path} links to {link}, which does not exist");
            if let (Some(id), Some((_, ids))) = (fragment, parsed.get(target.as_str())) {
                assert!(ids.contains(id), "{path} links to {link}, but {target} has no such id");
            }
        }
    }
}

/// The links and the ids of a page.
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
    assert_eq!(ids.len(), unique.len(), "{path} uses an id twice");
    (links, unique)
}

/// The path that a relative link leads to.
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
