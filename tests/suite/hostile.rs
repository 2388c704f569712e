//! Hostile notes: whatever they contain is text on the page, and every file of the site stays valid.
//!
//! The notes of `tests/hostile` are built as they are. Notes with names that not every system can hold, large notes and
//! special files are made here. Parsers of each format read the built files back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use icalendar::{Calendar, Component as _};
use quick_xml::events::Event;
use scraper::{ElementRef, Html, Selector};
use tempfile::TempDir;

use crate::support::{self, Files, build_into, files, new_folder, program, run, write};

/// A site of its own with one person and these notes.
fn site(notes: &[(&str, String)]) -> TempDir {
    let root = new_folder();
    fs::create_dir(root.path().join("content")).expect("a folder");
    let settings = "[site]\ntitle = \"T\"\n[people.eve]\nname = \"Eve\"\nrole = \"leader\"\n";
    write(root.path().join("site.toml"), settings);
    for (path, text) in notes {
        write(root.path().join("content").join(path), text);
    }
    root
}

fn note(body: &str) -> String {
    format!("+++\ntitle = \"Note\"\nowner = \"eve\"\n+++\n{body}\n\nThe end.\n")
}

/// Runs the program as a process, and fails if it does not end within a minute.
fn run_limited(root: &Path, arguments: &[&str]) -> Output {
    const LONGEST: Duration = Duration::from_mins(1);
    let log = |name: &str| fs::File::create(root.join(name)).expect("a file");
    let mut child = program()
        .arg("-C")
        .arg(root)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(log(".stdout"))
        .stderr(log(".stderr"))
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    let status = loop {
        match child.try_wait().expect("a child") {
            Some(status) => break status,
            None if start.elapsed() > LONGEST => {
                child.kill().expect("killed");
                panic!("{} {arguments:?} does not end", root.display());
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let read = |name: &str| fs::read(root.join(name)).expect("its output");
    Output { status, stdout: read(".stdout"), stderr: read(".stderr") }
}

/// Builds a site as a process with a limit, and returns its files.
fn build_limited(root: &Path, arguments: &[&str]) -> Files {
    let out = root.join("public");
    let built = run_limited(root, &[&["build", "--out", &out.to_string_lossy()], arguments].concat());
    assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
    files(&out)
}

/// The site of `tests/hostile`, built for the team.
fn corpus() -> &'static Files {
    static BUILT: LazyLock<Files> = LazyLock::new(|| support::build("tests/hostile", &["--audience", "team"]));
    &BUILT
}

fn kind(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, kind)| kind)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// Characters that control terminals or text direction instead of being shown, except the white space of files.
fn is_steering(c: char) -> bool {
    (c.is_control() && !"\n\t\r".contains(c))
        || "\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{feff}".contains(c)
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Where a link of the page at `path` leads, below the site's root; none where it leaves the site.
fn target(path: &str, link: &str) -> Option<String> {
    let link = link.split(['#', '?']).next().unwrap_or_default();
    if link.is_empty() {
        return Some(path.to_owned());
    }
    let mut segments: Vec<&str> = path.split('/').collect();
    segments.pop();
    for segment in link.split('/') {
        match segment {
            ".." => _ = segments.pop()?,
            "" | "." => return None,
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

/// An address that may leave the site: every browser reads it in the same way.
fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let has_host = |scheme: &str| {
        lower.strip_prefix(scheme).is_some_and(|rest| !rest.starts_with(['/', '\\', ':', '?', '#']) && !rest.is_empty())
    };
    has_host("https://") || has_host("http://") || lower.starts_with("mailto:") || lower.starts_with("tel:")
}

/// Holds one page to everything that SECURITY.md promises.
fn inspect(path: &str, page: &str, site: &Files) {
    assert!(!page.chars().any(is_steering), "{path} contains a control character");
    let document = Html::parse_document(page);
    let mut ids = BTreeSet::new();
    for element in document.root_element().descendants().filter_map(ElementRef::wrap) {
        let name = element.value().name();
        let is_safe = ![
            "iframe", "object", "embed", "base", "style", "form", "frame", "frameset", "audio", "video", "math",
            "template", "marquee", "portal",
        ]
        .contains(&name);
        assert!(is_safe, "{path} has <{name}>");
        for (attribute, value) in element.value().attrs() {
            let is_safe = !attribute.starts_with("on")
                && ![
                    "style",
                    "srcset",
                    "ping",
                    "target",
                    "action",
                    "formaction",
                    "srcdoc",
                    "autofocus",
                    "background",
                    "poster",
                    "is",
                    "slot",
                ]
                .contains(&attribute);
            assert!(is_safe, "{path} has <{name} {attribute}={value:?}>");
            if attribute == "id" {
                assert!(ids.insert(value.to_owned()), "{path} has the id {value} twice");
            }
            if ["href", "src", "xlink:href"].contains(&attribute) {
                let inside = target(path, value).is_some_and(|target| site.contains_key(&target));
                let leaves = name == "a" || (name == "link" && value.starts_with("https://example.com/reports/"));
                assert!(inside || (leaves && is_web(value)), "{path} leads to {value:?}");
            }
        }
        if name == "script" {
            assert!(
                element.attr("src").is_some_and(|source| source.ends_with("handover.js"))
                    && element.text().next().is_none()
            );
        }
        if name == "meta" {
            assert!(element.attr("http-equiv").is_none_or(|equiv| equiv == "Content-Security-Policy"), "{path}");
        }
    }
    let frames = usize::from(path != "404.html");
    let select = |selector: &str| document.select(&Selector::parse(selector).expect("a selector")).count();
    assert_eq!((select("script"), select("main#main"), select("head > title")), (frames, frames, 1), "{path}");
    // The footer after the body is still there, in its place.
    if path != "404.html" {
        assert_eq!(select("body > footer.foot"), 1, "{path} has lost its footer");
    }
    for body in document.select(&Selector::parse(".prose").expect("a selector")) {
        inspect_body(path, body);
    }
}

/// Holds the body of a note to the elements and attributes that SECURITY.md names.
fn inspect_body(path: &str, body: ElementRef<'_>) {
    const ELEMENTS: &str = "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 \
        h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr \
        u ul";
    const ATTRIBUTES: &str = "alt aria-label class colspan href id loading rel role rowspan scope src start tabindex";
    const CLASSES: [&str; 6] = ["anchor", "center", "footnote", "left", "right", "scroll"];
    let security = support::read("SECURITY.md");
    assert!(
        [ELEMENTS, ATTRIBUTES]
            .iter()
            .all(|set| set.split_whitespace().all(|word| security.contains(&format!("`{word}`"))))
    );
    for element in body.descendants().filter_map(ElementRef::wrap).skip(1) {
        let name = element.value().name();
        assert!(ELEMENTS.split_whitespace().any(|known| known == name), "{path} has <{name}> in its body");
        for (attribute, value) in element.value().attrs() {
            assert!(
                ATTRIBUTES.split_whitespace().any(|known| known == attribute),
                "{path} has {attribute} in its body"
            );
            match attribute {
                "id" => assert!(value.starts_with("n-"), "{path} has the id {value}"),
                "class" => assert!(CLASSES.contains(&value), "{path} has the class {value}"),
                _ => {}
            }
        }
    }
}

#[test]
fn pages_of_hostile_notes_keep_the_promises_of_security_md() {
    let site = corpus();
    let mut bodies = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| kind(path) == "html") {
        let page = text(bytes);
        inspect(path, page, site);
        let name = path.strip_prefix("notes/").unwrap_or_default();
        if page.contains("class=\"prose\"") && !name.starts_with("swallow") {
            assert!(page.contains("The end."), "{path} has lost the end of its note");
            bodies += 1;
        }
    }
    assert!(bodies > 20, "{bodies}");
    let page = |name: &str| text(&site[&format!("notes/{name}.html")]);
    assert!(
        page("template-syntax").contains("{{ config }} {% include") && page("template-syntax").contains("${x} #{x}")
    );
    assert!(page("raw-links").contains("href=\"tel:+123\""));
    assert!(!site.keys().any(|path| ["svg", "htm", "md"].contains(&kind(path)) && path.starts_with("files/")));
    let unreadable = text(&site["problems.html"]);
    for (name, why) in
        [("utf-16", "UTF-16"), ("latin-1", "not valid UTF-8 text"), ("nothing", "+++"), ("unclosed", "+++")]
    {
        let at = unreadable.find(&format!("plain-{name}.md")).unwrap_or_else(|| panic!("{name} is not named"));
        assert!(unreadable[at..].contains(why), "{name}: {unreadable}");
    }
}

#[test]
fn data_files_of_hostile_notes_are_valid() {
    let site = corpus();
    for (path, bytes) in site.iter().filter(|(path, _)| !path.starts_with("files/")) {
        match kind(path) {
            "xml" => well_formed(path, text(bytes)),
            "csv" => no_formula(path, bytes),
            "ics" => calendar(path, text(bytes)),
            "json" => assert!(serde_json::from_slice::<serde_json::Value>(bytes).is_ok(), "{path}"),
            _ => {}
        }
    }
    let index = text(&site["search-index.js"]);
    assert!(!index.contains(['<', '\u{2028}', '\u{2029}']) && !index.chars().any(is_steering));
    assert!(["atom.xml", "agenda.ics", "data/notes.csv"].iter().all(|path| site.contains_key(*path)));
}

fn well_formed(path: &str, xml: &str) {
    let is_allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(|c| is_allowed(c) && !is_steering(c)), "{path} holds a character that XML does not know");
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
            Event::Eof => break,
            Event::Start(tag) => assert_ne!(tag.name().as_ref(), b"script", "{path}"),
            _ => {}
        }
    }
}

fn no_formula(path: &str, bytes: &[u8]) {
    for row in csv::Reader::from_reader(bytes).into_records() {
        for cell in &row.expect("a row") {
            let is_number = cell.parse::<f64>().is_ok();
            let starts =
                cell.trim_start().trim_start_matches('"').starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(is_number || !starts, "{path}: {cell}");
            assert!(!cell.chars().any(is_steering), "{path}: {cell}");
        }
    }
}

fn calendar(path: &str, ics: &str) {
    let calendar: Calendar = ics.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
    assert!(!ics.chars().any(is_steering), "{path}");
    for event in calendar.events() {
        assert!(event.get_uid().is_some_and(str::is_ascii), "{path}");
    }
}

/// Terminals and text formats get no control characters either.
#[test]
fn printed_findings_of_hostile_notes_hold_no_control_characters() {
    for format in ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv"] {
        let ran =
            run(&["-C", "tests/hostile", "--color", "never", "check", "--min-severity", "info", "--format", format]);
        assert_eq!(ran.code, 1, "{format}: {}", ran.err);
        assert!(!ran.out.chars().any(is_steering), "{format}");
        assert!(!ran.err.chars().any(is_steering), "{format}");
        match format {
            "junit" => well_formed(format, &ran.out),
            "csv" => no_formula(format, ran.out.as_bytes()),
            "json" | "sarif" | "gitlab" => _ = support::json(&ran.out),
            _ => {}
        }
    }
}

/// File names that some systems cannot hold become paths that all of them can.
#[cfg(unix)]
#[test]
fn every_note_name_becomes_a_portable_path() {
    let long = "x".repeat(252);
    let deep = format!("{}deep", "d/".repeat(500));
    let names = [
        "con",
        "-rf",
        "index",
        "Case",
        "case",
        "e\u{301}",
        "é",
        "\u{202e}tfel",
        &long,
        "a;b&c=d?e",
        "nul.tar",
        "COM1.x",
        "a\\b",
        "two..dots",
        "trailing. ",
        "...",
        "a b/100% #1 'quoted' \"twice\" ünïcode 😀",
        "a.html",
        "a",
        "a.html/b",
        "A.html/c",
        "notes\nline",
        "\u{1b}[31m",
        &deep,
        "..a",
        "%2e%2e",
        "~",
        "$HOME",
        "`id`",
        "*",
    ];
    let paths: Vec<String> = names.iter().map(|name| format!("{name}.md")).collect();
    let mut notes: Vec<(&str, String)> = paths.iter().map(|name| (name.as_str(), note("Text."))).collect();
    let pictures = "![a](pic.PNG) ![b](pic.png) ![c](dir.PNG) ![d](dir.png/x.png)";
    notes.push(("pictures.md", note(pictures)));
    let pictures = ["pic.PNG", "pic.png", "dir.PNG", "dir.png/x.png"];
    notes.extend(pictures.map(|name| (name, name.to_owned())));
    let root = site(&notes);
    let out = root.path().join("public");
    build_into(&out, &root, &[]);
    let built = files(&out);
    build_into(&out, &root, &[]);
    assert!(built == files(&out), "a second build differs");
    let is_note =
        |(path, bytes): &(&String, &Vec<u8>)| path.starts_with("notes/") && text(bytes).contains("class=\"prose\"");
    let skipped = names.iter().filter(|name| name.split('/').any(|part| part.starts_with('.'))).count();
    assert_eq!(built.iter().filter(is_note).count(), names.len() - skipped + 1);
    let mut folded = BTreeSet::new();
    for path in built.keys().filter(|path| path.starts_with("notes/") || path.starts_with("files/")) {
        assert!(
            path.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-/".contains(&byte)),
            "{path}"
        );
        assert!(folded.insert(path.to_ascii_lowercase()) && path.len() < 460, "{path}");
        let is_plain = |part: &str| part.len() <= 120 && !part.starts_with(['-', '.']) && !part.ends_with('.');
        assert!(path.split('/').all(is_plain), "{path}");
    }
    let copied: BTreeSet<&[u8]> =
        built.iter().filter(|(path, _)| path.starts_with("files/")).map(|(_, bytes)| bytes.as_slice()).collect();
    assert_eq!(copied, pictures.map(str::as_bytes).into(), "each file is copied unchanged");
}

/// The program must not open pipes and devices, which it would wait for.
#[cfg(unix)]
#[test]
fn notes_that_are_no_regular_files_are_findings() {
    let folder = site(&[("good.md", note("![a](pipe.png) ![b](link.png)"))]);
    let root = folder.path();
    let at = |name: &str| root.join("content").join(name);
    let pipe = |name: &str| assert!(Command::new("mkfifo").arg(at(name)).status().expect("mkfifo").success());
    pipe("pipe.md");
    pipe("pipe.png");
    pipe("pipe.MD");
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, at(name)).expect("a link");
    link("/etc/passwd", "passwd.md");
    link("/dev/zero", "zero.md");
    link("..", "loop");
    link("good.md", "link.md");
    link("/etc/passwd", "link.png");
    let _socket = std::os::unix::net::UnixListener::bind(at("socket.md")).expect("a socket");
    fs::create_dir(at("folder.md")).expect("a folder");
    fs::write(at("folder.md/inside.md"), note("x")).expect("a note");
    fs::File::create(at("sparse.md")).and_then(|file| file.set_len(1 << 40)).expect("a file");
    fs::write(at("large.md"), note(&"a".repeat(1024 * 1024))).expect("a note");
    fs::write(at("zero-byte.md"), note("a\0b")).expect("a note");
    let checked = run_limited(root, &["check", "--format", "concise"]);
    let said = text(&checked.stdout);
    for name in ["pipe.md", "passwd.md", "zero.md", "loop", "link.md", "socket.md", "sparse.md", "large.md"] {
        assert!(
            said.contains(&format!("content/{name}:1:1: error[C01]"))
                || said.contains(&format!("content/{name}:1:1: C01")),
            "{name}: {said}"
        );
    }
    assert!(!said.contains("root:"), "{said}");
    let site = build_limited(root, &[]);
    assert!(site.contains_key("notes/folder.md/inside.html") && site.contains_key("notes/good.html"));
    assert!(!site.keys().any(|path| path.starts_with("files/")));
    assert!(
        text(&site["notes/zero-byte.html"]).contains("a\u{fffd}b")
            || text(&site["notes/zero-byte.html"]).contains("a\\u{0}b")
    );
    for (name, argument) in [("site.toml", "--config"), ("known.json", "--baseline")] {
        let file = root.join(format!("pipe-{name}"));
        assert!(Command::new("mkfifo").arg(&file).status().expect("mkfifo").success());
        let file = file.to_string_lossy().into_owned();
        let arguments =
            if argument == "--config" { vec![argument, &file, "check"] } else { vec!["check", argument, &file] };
        assert_eq!(run_limited(root, &arguments).status.code(), Some(2), "{argument}");
    }
}

/// None of these takes much longer than plain text of the same length, or overflows the stack.
#[test]
fn deep_and_long_notes_are_built_in_time() {
    // Without optimization everything takes ten to twenty times as long.
    const SHARE: usize = if cfg!(debug_assertions) { 20 } else { 1 };
    let many = |piece: &str, times: usize| piece.repeat(times / SHARE);
    let keys = (0..20_000 / SHARE).fold(String::new(), |all, at| format!("{all}k{at} = 1\n"));
    let links = many("[a](b) ", 20_000);
    let front = |keys: &str| format!("+++\ntitle = \"Note\"\nowner = \"eve\"\n{keys}\n+++\nThe end.\n");
    let footnotes = (0..5_000 / SHARE).fold(String::new(), |all, at| format!("{all}a[^{at}]\n\n[^{at}]: b\n\n"));
    let bold = (0..2_000).fold(String::new(), |all, at| format!("{all}<b class={at}>"));
    let notes = [
        note(&many(">", 100_000)),
        note(&many("[", 100_000)),
        note(&many("*", 100_000)),
        note(&many("(", 100_000)),
        note(&many("![", 100_000)),
        note(&many("<div>", 100_000)),
        note(&many("- ", 50_000)),
        note(&many("_", 100_000)),
        note(&many("`", 100_000)),
        note(&many("**a *a ", 20_000)),
        note(&many("[a](b", 100_000)),
        note(&many("&", 1_000_000)),
        note(&many("a", 1_000_000)),
        note(&many("# a\n", 100_000)),
        note(&footnotes),
        note(&links),
        note(&format!("{bold}\n\n{}", many("a\n\n", 100_000))),
        note(&many("<p><b>", 50_000)),
        note(&many("<a b", 50_000)),
        note(&many("[[", 100_000)),
        note(&many("|a", 10_000)),
        front(&keys),
        front(&many("= 1\n", 20_000)),
        front(&format!("x = {}{}", many("[", 50_000), many("]", 50_000))),
        front(&format!("x = {}", many("{a=", 50_000))),
        front(&format!("x{} = 1", many(".a", 50_000))),
        front(&format!("tags = [{}]", many("1,", 20_000))),
        front(&many("[[allow]]\n", 20_000)),
    ];
    for text in notes {
        let root = site(&[("long.md", text)]);
        // A build does all that a check does.
        build_limited(root.path(), &["--quiet"]);
    }
}
