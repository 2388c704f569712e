//! The feed: an Atom entry for each note with errors or warnings.
//!
//! Takes a report and the address of the site; gives the feed. A build does not know the findings of the build before, so
//! an entry has no date of its own. Its id names the note and its findings: it stays the same from build to build, and
//! changes when the findings of the note change. `updated` is the audit's date; feed readers compare ids.

use std::cmp::Reverse;
use std::fmt::Write as _;

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

use crate::audit::{Finding, Severity};
use crate::model::{BaseUrl, page_path};
use crate::report::{Counts, Report};
use crate::text::control::legible;
use crate::text::hash::short_hash;
use crate::text::html::escaped;
use crate::text::words::{count, day, list, sentence};

/// The most entries; notes with the most severe findings come first.
const MOST: usize = 100;
/// Infos are for readers of the note, not for subscribers.
const MILDEST: Severity = Severity::Warning;

/// `path` is the feed's own, below `base`.
pub(crate) fn feed(report: &Report<'_>, base: &BaseUrl, path: &str) -> Vec<u8> {
    let config = report.config();
    let updated = stamp(report);
    let mut notes: Vec<(usize, Vec<&Finding>)> = (0..report.notes().len())
        .map(|at| (at, open_findings(report, at)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    notes.sort_by_cached_key(|(at, found)| {
        (found.iter().map(|finding| Reverse(finding.severity)).min(), Reverse(found.len()), *at)
    });
    let subtitle = format!("Notes with errors or warnings, as of {}.", day(report.audit.site.today));
    let feed = Feed {
        title: Text::plain(legible(&config.site.title)),
        subtitle: Some(Text::plain(subtitle)),
        id: base.join(path),
        updated,
        lang: Some(legible(&config.site.language)),
        // Atom requires an author: the site.
        authors: vec![Person { name: legible(&config.site.title), ..Person::default() }],
        generator: Some(Generator { value: "Handover".to_owned(), ..Generator::default() }),
        links: vec![link("self", "application/atom+xml", base.join(path)), page(base.join("index.html"))],
        entries: notes.iter().take(MOST).map(|(at, found)| entry(report, base, *at, found, updated)).collect(),
        ..Feed::default()
    };
    let mut bytes = feed.write_to(Vec::new()).expect("writing to memory cannot fail");
    bytes.push(b'\n');
    bytes
}

fn open_findings<'r>(report: &'r Report<'_>, at: usize) -> Vec<&'r Finding> {
    report.of_note(at).filter(|finding| finding.accepted.is_none() && finding.severity >= MILDEST).collect()
}

fn entry(report: &Report<'_>, base: &BaseUrl, at: usize, found: &[&Finding], updated: FixedDateTime) -> Entry {
    let note = report.note(at);
    let address = base.join(&page_path(&note.id));
    let mut fingerprints: Vec<&str> = found.iter().map(|finding| finding.fingerprint.as_str()).collect();
    fingerprints.sort_unstable();
    Entry {
        title: Text::plain(legible(&format!("{}: {}", note.title.value, how_many(found)))),
        id: format!("{address}#findings-{}", short_hash(&fingerprints.join(" "), 8)),
        updated,
        links: vec![page(address)],
        content: Some(Content {
            content_type: Some("html".to_owned()),
            value: Some(legible(&body(report, found))),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// "1 error and 2 warnings".
fn how_many(found: &[&Finding]) -> String {
    let counts = Counts::of(found.iter().copied());
    let kinds = [(counts.errors, "error", "errors"), (counts.warnings, "warning", "warnings")];
    let kinds = kinds.into_iter().filter(|(number, ..)| *number > 0);
    list(&kinds.map(|(number, one, many)| count(number, one, many)).collect::<Vec<_>>())
}

/// The findings as HTML.
fn body(report: &Report<'_>, found: &[&Finding]) -> String {
    let mut html = "<ul>".to_owned();
    for finding in found {
        let message = report.sentence(finding, &finding.message);
        let said = format!("{} {}: {message}", finding.severity, finding.code());
        let _ = write!(html, "<li><p>{}</p><p>{}</p></li>", escaped(&said), escaped(&sentence(&finding.help)));
    }
    html + "</ul>"
}

fn page(href: String) -> Link {
    link("alternate", "text/html", href)
}

fn link(rel: &str, kind: &str, href: String) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(kind.to_owned()), ..Link::default() }
}

/// The audit's date, so that two builds give the same bytes. Atom takes four-digit years only.
fn stamp(report: &Report<'_>) -> FixedDateTime {
    format!("{}T00:00:00Z", report.audit.site.today).parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Suppressions, run, samples};
    use proptest::prelude::*;

    const CAPTIONS: &str = "work = \"execution\"\narea = \"content\"\ncadence = \"weekly\"\n";

    /// The feed of notes with these titles that nora, a leader, does herself.
    fn bytes_of(titles: &[&str], more: &str) -> Vec<u8> {
        let config = samples::config("");
        let text = |title: &&str| {
            let spell = |mut toml: String, c: char| {
                let _ = write!(toml, "\\U{:08X}", c as u32);
                toml
            };
            let title = title.chars().fold(String::new(), spell);
            format!("+++\ntitle = \"{title}\"\nowner = \"nora\"\n{CAPTIONS}{more}+++\n")
        };
        let texts: Vec<(String, String)> =
            titles.iter().enumerate().map(|(at, title)| (format!("n{at:03}"), text(title))).collect();
        let notes = samples::notes(texts.iter().map(|(id, text)| (id.as_str(), text.as_str())));
        let report = Report::new(run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
        feed(&report, &BaseUrl::parse("https://example.com/x").expect("an address"), "atom.xml")
    }

    fn feed_of(titles: &[&str], more: &str) -> Feed {
        Feed::read_from(&bytes_of(titles, more)[..]).expect("a feed")
    }

    #[test]
    fn entry_is_a_note_with_its_open_findings() {
        let feed = feed_of(&["Captions <b> & more"], "");
        assert_eq!(
            (feed.id(), feed.updated().to_rfc3339().as_str()),
            ("https://example.com/x/atom.xml", "2026-11-21T00:00:00+00:00")
        );
        let [entry] = feed.entries() else { panic!("{feed:#?}") };
        assert_eq!(entry.title().as_str(), "Captions <b> & more: 1 error");
        assert_eq!(entry.links()[0].href(), "https://example.com/x/notes/n000.html");
        let html = entry.content().and_then(Content::value).expect("content");
        assert!(html.starts_with("<ul><li><p>error N01: Nora does “Captions &lt;b&gt; &amp; more”"), "{html}");
    }

    #[test]
    fn entry_id_changes_with_the_findings_only() {
        let id = |more: &str| feed_of(&["Captions"], more).entries()[0].id().to_owned();
        assert_eq!(id(""), id("tags = [\"more\"]\n"), "moved lines do not change the id");
        assert_ne!(id(""), id("[approval]\nby = \"nora\"\nof = \"assets\"\n"), "a new finding changes the id");
    }

    #[test]
    fn accepted_findings_have_no_entry_and_entries_are_limited() {
        let accepted = "[[allow]]\nrule = \"N01\"\nbecause = \"for now\"\nuntil = 2027-01-01\n";
        assert_eq!(feed_of(&["Captions"], accepted).entries(), []);
        assert_eq!(feed_of(&["Captions"; 120], "").entries().len(), MOST);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_title_is_read_back(title in "[\\x00-\\x1f<&\\]>\"'\u{fffe}\u{ffff}\u{202e}a]{0,8}.{0,8}") {
            let feed = feed_of(&[&format!("T{title}")], "");
            prop_assert_eq!(feed.entries().len(), 1);
            let text = String::from_utf8(bytes_of(&[&format!("T{title}")], "")).expect("UTF-8");
            let is_illegal = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
            prop_assert!(!text.contains(is_illegal));
        }
    }
}
