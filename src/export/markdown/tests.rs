//! The table as a reader of Markdown sees it.

use std::fmt::Write as _;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;
use crate::audit::{Severity, Suppressions, run, samples};
use crate::report::Selection;

/// The rendered findings of notes with these texts, and what they say.
fn rendered(settings: &str, notes: &[(&str, &str)], mildest: Severity) -> (String, Vec<[String; 3]>) {
    let config = samples::config(settings);
    let notes = samples::notes(notes.iter().copied());
    let report = Report::new(run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
    let selection = Selection::default();
    let shown = Shown::new(&report, &selection, mildest);
    let said = shown.findings().map(|finding| {
        let place = report.place(finding);
        let what = format!("{} {}", sentence(&finding.message), sentence(&finding.help));
        [format!("{} {}", finding.code(), finding.name()), format!("{}:{}", place.path, place.line), what]
            .map(|text| plain(&text))
    });
    (render(&shown), said.collect())
}

/// The text as it is read: steering characters spelled out, white space alike.
fn plain(text: &str) -> String {
    legible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A parsed page: the cells of its tables by row, without the headers; links; and each piece of text by itself.
#[derive(Default)]
struct Page {
    rows: Vec<Vec<String>>,
    links: Vec<String>,
    pieces: Vec<String>,
}

/// Reads with every extension but curly quotes, and refuses whatever [`render`] does not write itself.
fn parse(markdown: &str) -> Page {
    let mut page = Page::default();
    let mut is_piece_open = false;
    for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        let was_open = std::mem::take(&mut is_piece_open);
        let shown = match event {
            Event::Start(Tag::TableRow) => {
                page.rows.push(Vec::new());
                continue;
            }
            Event::Start(Tag::TableCell) if !page.rows.is_empty() => {
                page.rows.last_mut().expect("a row").push(String::new());
                continue;
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                page.links.push(dest_url.into_string());
                continue;
            }
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableCell | Tag::Paragraph | Tag::Heading { .. })
            | Event::End(
                TagEnd::Table
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::TableCell
                | TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Link,
            ) => continue,
            Event::InlineHtml(tag) => match &*tag {
                "<br>" => "\n".to_owned(),
                "<span>" | "</span>" | "<code>" | "</code>" => continue,
                tag => panic!("{tag} in {markdown}"),
            },
            Event::Code(code) if page.rows.is_empty() || code.contains("handover") => continue,
            Event::Text(text) => {
                is_piece_open = true;
                match page.pieces.last_mut() {
                    Some(piece) if was_open => piece.push_str(&text),
                    _ => page.pieces.push(text.to_string()),
                }
                text.into_string()
            }
            event => panic!("{event:?} in {markdown}"),
        };
        if let Some(cell) = page.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.push_str(&shown);
        }
    }
    page
}

/// What GitHub and GitLab would make something of in one piece of text.
fn is_reference(piece: &str) -> bool {
    let bytes = piece.as_bytes();
    let followed = |sign: u8| bytes.windows(2).any(|two| two[0] == sign && !two[1].is_ascii_whitespace());
    let is_emoji = piece.split_whitespace().any(|word| word.matches(':').count() > 1);
    let lower = piece.to_ascii_lowercase();
    is_emoji
        || b"@#!%&^~$".iter().any(|sign| followed(*sign))
        || ["www.", "://", "mailto:"].iter().any(|word| lower.contains(word))
        || lower.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word.starts_with("gh-"))
}

fn note_titled(title: &str) -> String {
    let title = title.chars().fold(String::new(), |mut toml, c| {
        let _ = write!(toml, "\\U{:08X}", c as u32);
        toml
    });
    format!(
        "+++\ntitle = \"{title}\"\nowner = \"nora\"\nwork = \"execution\"\narea = \"content\"\ncadence = \"weekly\"\n+++\n"
    )
}

fn assert_literal(title: &str) {
    let (markdown, said) = rendered("", &[("a", &note_titled(title))], Severity::Info);
    let page = parse(&markdown);
    let read: Vec<Vec<String>> =
        page.rows.iter().map(|row| row[1..4].iter().map(|cell| plain(cell)).collect()).collect();
    assert_eq!(read, said, "{markdown}");
    assert_eq!(page.links, Vec::<String>::new());
    for piece in &page.pieces {
        assert!(!is_reference(piece), "{piece:?} in {markdown}");
    }
}

#[test]
fn text_of_notes_is_text() {
    for title in [
        "a | b \\| c \\\\| d",
        "*a* _b_ **c** ~~d~~ `e` ``f`` \\*g\\*",
        "[a](https://example.com) ![b](c.png) <https://d.example> [e]: f [^1] [ ] [x]",
        "https://example.com www.example.com WWW.example.com a@example.com mailto:a@example.com",
        "@nora @org/team #123 GH-12 org/repo#3 !4 ~bug %1 &5 ^alert#6 $7 *iteration:8 [vulnerability:9]",
        "$x$ $$y$$ $`z`$ costs $5 and $6",
        ":x: :+1: a:b:c",
        "<script>a</script> <!-- b --> <br> &amp; &#64;nora </code>",
        "# a\n## b\n\n- c\n\n| d |\n|---|\n\n    e\n```\nf",
        "a\r\n::error::b ##[error]c \t d",
        "==a== ^b^ ~c~ ||d|| {+ e +} {{ f }} \"g\" 'h' -- ...",
    ] {
        assert_literal(title);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_title_is_shown_literally(hostile in "[-\\\\`*_\\[\\]<>&~^|{}$@#:!%./()+=\"' \t\n\r1awghx]{1,40}", other in "\\PC{1,20}") {
        prop_assume!(!hostile.trim().is_empty() && !other.trim().is_empty());
        assert_literal(&hostile);
        assert_literal(&other);
    }
}

#[test]
fn rules_link_to_their_pages_if_the_site_has_a_base_url() {
    let note = note_titled("Captions");
    let site = "base_url = \"https://example.com/a|b)c&copy;d\"\n";
    let config = crate::input::settings_from_text(
        &format!("[site]\ntitle = \"Test\"\n{site}[people.nora]\nname = \"Nora\"\nrole = \"leader\"\n"),
        samples::TODAY,
    );
    let config = config.expect("settings");
    let notes = samples::notes([("a", note.as_str())]);
    let report = Report::new(run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
    let selection = Selection::default();
    let page = parse(&render(&Shown::all(&report, &selection)));
    assert!(!page.links.is_empty());
    for link in page.links {
        assert!(link.starts_with("https://example.com/a%7Cb)c&copy;d/rules/"), "{link}");
    }
}

#[test]
fn most_severe_findings_fit_into_a_step_summary() {
    let note = format!("+++\ntitle = \"A\"\nowner = \"nora\"\nskills = [{}]\n+++\n", "3,".repeat(200));
    let ids: Vec<String> = (0..100).map(|number| format!("n{number}")).collect();
    let notes: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), note.as_str())).collect();
    let (markdown, said) = rendered("", &notes, Severity::Info);
    assert!(said.len() > 20_000);
    assert!(markdown.len() <= 1024 * 1024 && markdown.len() > 1000 * 1024, "{}", markdown.len());
    let page = parse(&markdown);
    assert_eq!(page.rows[0][0], "error");
    let more = said.len() - page.rows.len();
    assert!(markdown.ends_with(&format!("\n{more} more findings not listed: `handover check` lists all of them.\n")));
}

#[test]
fn long_site_title_leaves_room_for_findings() {
    let title = "@".repeat(MOST / 16);
    let (markdown, said) = rendered("", &[("a", &note_titled(&title))], Severity::Info);
    assert!(!said.is_empty() && markdown.len() <= MOST);
}

#[test]
fn hidden_findings_are_counted() {
    let (markdown, said) = rendered("", &[("a", &note_titled("A"))], Severity::Error);
    let (_, all) = rendered("", &[("a", &note_titled("A"))], Severity::Info);
    assert!(said.len() < all.len());
    assert!(markdown.contains(&format!("\n{} findings with a lower severity", all.len() - said.len())), "{markdown}");
}
