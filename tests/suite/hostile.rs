//! Notes that attack: whatever they try, it is text on the page, and every file of the site is what it should be.
//!
//! The notes of `tests/hostile` are built as they are; files with names that not every system can hold, large ones and
//! files that are none are made here. What is built is read back by parsers of its kind.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use icalendar::{Calendar, Component as _};
use quick_xml::events::Event;
use scraper::{ElementRef, Html, Selector};

/// A new folder below cargo's own for tests.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A site of its own with one person and these notes.
fn site(name: &str, notes: &[(&str, String)]) -> PathBuf {
    let root = fresh(name);
    fs::create_dir(root.join("content")).expect("a folder");
    fs::write(root.join("site.toml"), "[site]\ntitle = \"T\"\n[people.eve]\nname = \"Eve\"\nrole = \"leader\"\n")
        .expect("settings");
    for (path, text) in notes {
        let file = root.join("content").join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    }
    root
}

fn note(body: &str) -> String {
    format!("+++\ntitle = \"Note\"\nowner = \"eve\"\n+++\n{body}\n\nThe end.\n")
}

/// Runs the program, which has to end by itself.
fn handover(root: &Path, arguments: &[&str]) -> Output {
    const LONGEST: Duration = Duration::from_mins(1);
    let log = |name: &str| fs::File::create(root.join(name)).expect("a file");
    let mut child = Command::new(env!("CARGO_BIN_EXE_handover"))
        .args(["--today", "2026-11-21", "-C"])
        .arg(root)
        .args(arguments)
        .env_remove("SOURCE_DATE_EPOCH")
        .stdin(Stdio::null())
        .stdout(log(".stdout"))
        .stderr(log(".stderr"))
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    let status = loop {
        match child.try_wait().expect("it can be waited for") {
            Some(status) => break status,
            None if start.elapsed() > LONGEST => {
                child.kill().expect("killed");
                panic!("{} {arguments:?} does not end", root.display());
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let read = |name: &str| fs::read(root.join(name)).expect("what it said");
    Output { status, stdout: read(".stdout"), stderr: read(".stderr") }
}

/// Builds a site, and gives every file of it.
fn build(root: &Path, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = root.join("public");
    let built = handover(root, &[&["build", "--out", &out.to_string_lossy()], more].concat());
    assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
    let mut found = BTreeMap::new();
    let mut folders = vec![out.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let path = entry.strip_prefix(&out).expect("below").to_str().expect("a plain path").to_owned();
                found.insert(path, fs::read(entry).expect("a file"));
            }
        }
    }
    found
}

/// The notes of `tests/hostile` in a folder of their own.
fn corpus(name: &str) -> PathBuf {
    let root = fresh(name);
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(Path::new("tests/hostile").join(&folder)).expect("a folder") {
            let below = folder.join(entry.expect("an entry").file_name());
            let (from, to) = (Path::new("tests/hostile").join(&below), root.join(&below));
            if from.is_dir() {
                fs::create_dir(&to).expect("a folder");
                folders.push(below);
            } else {
                fs::copy(&from, &to).expect("a copy");
            }
        }
    }
    root
}

fn kind(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, kind)| kind)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// Characters that act instead of being read, white space of files aside.
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

/// An address that may leave the site: where it leads is plain to every browser.
fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let has_host = |scheme: &str| {
        lower.strip_prefix(scheme).is_some_and(|rest| !rest.starts_with(['/', '\\', ':', '?', '#']) && !rest.is_empty())
    };
    has_host("https://") || has_host("http://") || lower.starts_with("mailto:") || lower.starts_with("tel:")
}

/// Holds one page to all that is promised of pages.
fn inspect(path: &str, page: &str, site: &BTreeMap<String, Vec<u8>>) {
    assert!(!page.chars().any(is_steering), "{path} holds a character that acts");
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
    // What stands behind the body is still there, and where it was.
    if path != "404.html" {
        assert_eq!(select("body > footer.foot"), 1, "{path} has lost its end");
    }
    for body in document.select(&Selector::parse(".prose").expect("a selector")) {
        inspect_body(path, body);
    }
}

/// Holds what a note says to the set of elements and attributes that SECURITY.md names.
fn inspect_body(path: &str, body: ElementRef<'_>) {
    const ELEMENTS: &str = "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 \
        h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr \
        u ul";
    const ATTRIBUTES: &str = "alt aria-label class colspan href id loading rel role rowspan scope src start tabindex";
    const CLASSES: [&str; 6] = ["anchor", "center", "footnote", "left", "right", "scroll"];
    let security = fs::read_to_string("SECURITY.md").expect("what is promised");
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
fn pages_hold_what_is_promised() {
    let root = corpus("pages");
    let site = build(&root, &["--audience", "team"]);
    let mut bodies = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| kind(path) == "html") {
        let page = text(bytes);
        inspect(path, page, &site);
        let name = path.strip_prefix("notes/").unwrap_or_default();
        if page.contains("class=\"prose\"") && !name.starts_with("swallow") {
            assert!(page.contains("The end."), "{path} has lost what its note says last");
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
        [("utf-16", "UTF-16"), ("latin-1", "starts no character"), ("nothing", "+++"), ("unclosed", "+++")]
    {
        let at = unreadable.find(&format!("plain-{name}.md")).unwrap_or_else(|| panic!("{name} is not named"));
        assert!(unreadable[at..].contains(why), "{name}: {unreadable}");
    }
}

#[test]
fn other_files_are_what_they_should_be() {
    let site = build(&corpus("files"), &["--audience", "team"]);
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

/// Text formats and terminals get nothing that acts either.
#[test]
fn nothing_that_acts_is_printed() {
    let root = corpus("printed");
    for format in ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv"] {
        let printed = handover(&root, &["--color", "never", "check", "--min-severity", "info", "--format", format]);
        assert_eq!(printed.status.code(), Some(1), "{format}: {}", text(&printed.stderr));
        assert!(!text(&printed.stdout).chars().any(is_steering), "{format}");
        assert!(!text(&printed.stderr).chars().any(is_steering), "{format}");
        match format {
            "junit" => well_formed(format, text(&printed.stdout)),
            "csv" => no_formula(format, &printed.stdout),
            "json" | "sarif" | "gitlab" => {
                serde_json::from_slice::<serde_json::Value>(&printed.stdout).expect("JSON");
            }
            _ => {}
        }
    }
}

/// Names that some systems cannot hold become paths that all of them can.
#[cfg(unix)]
#[test]
fn any_name_becomes_a_portable_path() {
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
    let files: Vec<String> = names.iter().map(|name| format!("{name}.md")).collect();
    let mut notes: Vec<(&str, String)> = files.iter().map(|name| (name.as_str(), note("Text."))).collect();
    let pictures = "![a](pic.PNG) ![b](pic.png) ![c](dir.PNG) ![d](dir.png/x.png)";
    notes.push(("pictures.md", note(pictures)));
    let pictures = ["pic.PNG", "pic.png", "dir.PNG", "dir.png/x.png"];
    notes.extend(pictures.map(|name| (name, name.to_owned())));
    let root = site("names", &notes);
    let built = build(&root, &[]);
    let again = build(&root, &[]);
    assert!(built == again, "a second build differs");
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
    assert_eq!(copied, pictures.map(str::as_bytes).into(), "each file comes along as itself");
}

/// What looks like a note and is no regular file is named, and nobody waits for it.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_a_finding_and_never_a_wait() {
    let root = site("no-files", &[("good.md", note("![a](pipe.png) ![b](link.png)"))]);
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
    let checked = handover(&root, &["check", "--format", "concise"]);
    let said = text(&checked.stdout);
    for name in ["pipe.md", "passwd.md", "zero.md", "loop", "link.md", "socket.md", "sparse.md", "large.md"] {
        assert!(
            said.contains(&format!("content/{name}:1:1: error[C01]"))
                || said.contains(&format!("content/{name}:1:1: C01")),
            "{name}: {said}"
        );
    }
    assert!(!said.contains("root:"), "{said}");
    let site = build(&root, &[]);
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
        assert_eq!(handover(&root, &arguments).status.code(), Some(2), "{argument}");
    }
}

/// None of these may take much longer than a plain text of their length, or need more of the stack than there is.
#[test]
fn deep_and_long_notes_end_soon() {
    // Without optimization all of it takes about ten times as long.
    const SHARE: usize = if cfg!(debug_assertions) { 10 } else { 1 };
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
    for (at, text) in notes.into_iter().enumerate() {
        let root = site(&format!("long-{at}"), &[("long.md", text)]);
        let checked = handover(&root, &["check", "--quiet"]);
        assert!(matches!(checked.status.code(), Some(0 | 1)), "{at}: {:?}", checked.status);
        let _ = build(&root, &["--quiet"]);
        let _ = fs::remove_dir_all(&root);
    }
}
