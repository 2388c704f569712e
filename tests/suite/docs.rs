//! The documents: links lead somewhere, chapters are listed, and generated regions hold what the program says.
//!
//! A region starts with `<!-- generated: NAME -->` and ends with `<!-- end -->`. `SNAPSHOTS=overwrite` writes regions anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::support::{entries, json, new_folder, read, write};

const BOOK: &str = "docs/src";

fn chapters() -> Vec<PathBuf> {
    entries(BOOK).into_iter().filter(|path| path.extension().is_some_and(|found| found == "md")).collect()
}

/// Every document for people, except the notes of the demonstration.
fn documents() -> Vec<PathBuf> {
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];
    let beside = ["benches/README.md", "fuzz/README.md", "tests/hostile/README.md"];
    top.into_iter().chain(beside).map(PathBuf::from).chain(chapters()).collect()
}

/// What the program prints in a folder without a site, on the day of all tests.
fn handover(arguments: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_handover"));
    program.args(arguments).current_dir(std::env::temp_dir());
    program.env("NO_COLOR", "1").env("SOURCE_DATE_EPOCH", "1795219200").env_remove("COLUMNS");
    String::from_utf8(program.output().expect("the program starts").stdout).expect("UTF-8")
}

#[test]
fn readme_has_at_most_150_lines() {
    assert!(read("README.md").lines().count() <= 150);
}

#[test]
fn summary_lists_every_chapter_once() {
    let summary = read(Path::new(BOOK).join("SUMMARY.md"));
    let mut listed: Vec<String> = Outline::of(&summary).links;
    listed.sort();
    let files = chapters().into_iter().filter(|path| !path.ends_with("SUMMARY.md"));
    let files: Vec<String> =
        files.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    assert_eq!(listed, files);
}

#[test]
fn internal_links_and_anchors_resolve() {
    let faults: Vec<String> = documents().iter().flat_map(|document| broken_links(document)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn broken_links(document: &Path) -> Vec<String> {
    let is_chapter = document.starts_with(BOOK);
    let is_broken = |link: &String| {
        let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
        let target = match path {
            "" => document.to_owned(),
            _ => plain(&document.parent().expect("a folder").join(path)),
        };
        // The book is published without the rest of the repository.
        let is_outside = is_chapter && !target.starts_with(BOOK);
        let is_missing = !target.exists();
        is_outside || is_missing || !anchor.is_empty() && !Outline::of(&text(&target)).anchors.contains(anchor)
    };
    let links = Outline::of(&text(document)).links.into_iter().filter(|link| !is_elsewhere(link));
    links.filter(is_broken).map(|link| format!("{}: {link} leads nowhere", document.display())).collect()
}

fn is_elsewhere(link: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| link.starts_with(scheme))
}

/// A path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

/// A document with the files that mdBook includes.
fn text(document: &Path) -> String {
    let included = |line: &str| {
        let name = line.strip_prefix("{{#include ")?.split([':', '}']).next()?;
        Some(read(document.parent()?.join(name)))
    };
    read(document).lines().map(|line| included(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
}

/// The links and headings of a document.
#[derive(Default)]
struct Outline {
    links: Vec<String>,
    /// What links call the headings, as mdBook makes it.
    anchors: BTreeSet<String>,
}

impl Outline {
    fn of(markdown: &str) -> Self {
        let mut outline = Self::default();
        let mut heading: Option<String> = None;
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    outline.links.push(dest_url.into_string());
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|heading| heading.push_str(&text)),
                Event::End(TagEnd::Heading(_)) => outline.add(&anchor(&heading.take().unwrap_or_default())),
                _ => {}
            }
        }
        outline
    }

    fn add(&mut self, anchor: &str) {
        let numbered = (1..).map(|number| format!("{anchor}-{number}"));
        let free = std::iter::once(anchor.to_owned()).chain(numbered).find(|free| !self.anchors.contains(free));
        self.anchors.extend(free);
    }
}

fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_'));
    kept.map(|c| if c.is_whitespace() { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[test]
fn paths_in_backticks_exist() {
    let folders = ["benches/", "docs/", "src/", "templates/", "tests/"];
    let mut faults = BTreeSet::new();
    for document in documents() {
        for word in read(&document).split('`').skip(1).step_by(2) {
            let is_path = folders.iter().any(|folder| word.starts_with(folder));
            let is_plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
            if is_path && is_plain && !Path::new(word).exists() {
                faults.insert(format!("{} names {word}, which does not exist", document.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn commands_chapter_shows_the_help_of_every_command() {
    let help = handover(&["--help"]);
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list of commands");
    let commands = list.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let wanted: BTreeSet<String> = commands.map(|name| format!("help of {name}")).chain(["help".to_owned()]).collect();
    assert_eq!(regions("commands.md"), wanted);
}

#[test]
fn rules_chapter_lists_every_family() {
    let wanted: BTreeSet<String> =
        handover(&["rules"]).lines().map(|line| format!("rules of {}", &line[..1])).collect();
    let found = regions("rules.md").into_iter().filter(|name| name.starts_with("rules of ")).collect();
    assert_eq!(wanted, found);
}

#[test]
fn formats_chapter_lists_every_format() {
    let help = handover(&["check", "--help"]).split_whitespace().collect::<Vec<_>>().join(" ");
    let list = &help[help.find("text, concise").expect("a list of formats")..];
    let list = list.split(|c: char| !c.is_ascii_lowercase() && !", ".contains(c)).next().expect("a list of formats");
    let chapter = read(Path::new(BOOK).join("formats.md"));
    let rows = chapter.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.collect::<Vec<_>>(), list.trim().split(", ").collect::<Vec<_>>());
}

/// The names of the regions of a chapter.
fn regions(chapter: &str) -> BTreeSet<String> {
    let text = read(Path::new(BOOK).join(chapter));
    text.lines().filter_map(region).map(str::to_owned).collect()
}

/// The name of the region that starts at this line.
fn region(line: &str) -> Option<&str> {
    line.strip_prefix("<!-- generated: ")?.strip_suffix(" -->")
}

#[test]
fn generated_regions_match_the_program() {
    for document in documents() {
        let found = read(&document);
        let mut wanted = String::new();
        let mut lines = found.lines();
        while let Some(line) = lines.next() {
            let _ = writeln!(wanted, "{line}");
            if let Some(name) = region(line) {
                let end = lines.by_ref().find(|line| *line == "<!-- end -->");
                assert!(end.is_some(), "{}: the region {name} does not end", document.display());
                let _ = writeln!(wanted, "\n{}\n\n<!-- end -->", generated(name).trim_end());
            }
        }
        if found != wanted {
            let found = snapbox::Data::read_from(&document, None).raw();
            snapbox::Assert::new().action_env("SNAPSHOTS").eq(wanted, found);
        }
    }
}

fn generated(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    match words.as_slice() {
        ["help"] => block(&handover(&["--help"])),
        ["help", "of", name] => block(own_help(&handover(&[name, "--help"]))),
        ["rules", "of", family] => rules(family),
        ["explanation", "of", rule] => {
            format!("```console\n$ handover explain {rule}\n{}\n```", handover(&["explain", rule]).trim_end())
        }
        ["keys", "of", "notes"] => keys("note"),
        ["keys", "of", "settings"] => keys("site"),
        ["answer", "of", name] => block(&answer(name)),
        _ => panic!("nothing generates the region {name}"),
    }
}

fn block(text: &str) -> String {
    format!("```text\n{}\n```", text.trim_end())
}

/// Global options are listed once, for the program.
fn own_help(help: &str) -> &str {
    help.split("\n\nGlobal options:").next().unwrap_or(help)
}

fn rules(family: &str) -> String {
    let mut table = "| id | name | severity | reports |\n|---|---|---|---|\n".to_owned();
    for line in handover(&["rules"]).lines().filter(|line| line.starts_with(family)) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let _ = writeln!(table, "| {} | {} | {} | {} |", words[0], words[1], words[2], words[3..].join(" "));
    }
    table
}

/// What a command prints for the first note of README.md.
fn answer(command: &str) -> String {
    let readme = read("README.md");
    let folder = new_folder();
    write(folder.path().join("site.toml"), fenced(&readme, "toml", "[site]"));
    write(folder.path().join("content/social/captions.md"), fenced(&readme, "md", "+++"));
    handover(&["--root", &folder.path().to_string_lossy(), command])
}

/// The first fenced block that is marked `info` and starts with `start`.
fn fenced<'d>(document: &'d str, info: &str, start: &str) -> &'d str {
    let opening = format!("```{info}\n{start}");
    let at = document.find(&opening).unwrap_or_else(|| panic!("there is no block {info} that starts with {start}"));
    let from = at + info.len() + 4;
    &document[from..from + document[from..].find("```").expect("the block ends")]
}

/// The keys of a JSON Schema: a table, and a section for each table below it.
fn keys(schema: &str) -> String {
    let schema = json(&handover(&["schema", schema]));
    let mut text = String::new();
    let mut open = vec![(String::new(), &schema)];
    while let Some((path, table)) = open.pop() {
        let mut inner = section(&mut text, &path, table);
        inner.reverse();
        open.append(&mut inner);
    }
    text
}

/// Writes one table of keys; gives the tables that it names.
fn section<'s>(text: &mut String, path: &str, table: &'s Value) -> Vec<(String, &'s Value)> {
    if !path.is_empty() {
        let description = table["description"].as_str().expect("a description");
        let _ = write!(text, "### `{path}`\n\n{description}\n\n");
    }
    let mut inner = Vec::new();
    let _ = writeln!(text, "| key | value | meaning |\n|---|---|---|");
    let empty = Vec::new();
    let required: BTreeSet<&str> =
        table["required"].as_array().unwrap_or(&empty).iter().filter_map(Value::as_str).collect();
    let keys: BTreeMap<(bool, &str), &Value> = table["properties"]
        .as_object()
        .expect("keys")
        .iter()
        .map(|(key, value)| ((!required.contains(key.as_str()), key.as_str()), value))
        .collect();
    for ((is_optional, key), value) in keys {
        let mark = if is_optional { "" } else { " (required)" };
        let meaning = value["description"].as_str().expect("a description");
        let below = below(path, key, value);
        let kind = below.as_ref().map_or_else(|| kind(value), |(path, _)| format!("[table](#{})", anchor(path)));
        let default = match &value["default"] {
            Value::Null => String::new(),
            Value::String(word) => format!(" Default: `{word}`."),
            number => format!(" Default: `{number}`."),
        };
        let _ = writeln!(text, "| `{key}`{mark} | {kind} | {meaning}{default} |");
        inner.extend(below);
    }
    text.push('\n');
    inner
}

/// The table that a key holds: itself, one for each entry of a list, or one for each id.
fn below<'s>(path: &str, key: &str, value: &'s Value) -> Option<(String, &'s Value)> {
    let outer = path.trim_matches(['[', ']']);
    let name = if outer.is_empty() { key.to_owned() } else { format!("{outer}.{key}") };
    let shapes = [
        (format!("[{name}]"), value),
        (format!("[[{name}]]"), &value["items"]),
        (format!("[{name}.ID]"), &value["additionalProperties"]),
    ];
    shapes.into_iter().find(|(_, shape)| shape["properties"].is_object())
}

/// What a value has to be.
fn kind(value: &Value) -> String {
    let strings = |list: &Value| {
        list.as_array().map(|words| {
            words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        })
    };
    if let Some(words) = strings(&value["enum"]) {
        return words;
    }
    let examples = strings(&value["examples"]).map(|examples| format!(", such as {examples}")).unwrap_or_default();
    match value["type"].as_str() {
        Some("array") if value["items"]["enum"].is_array() => format!("list of {}", kind(&value["items"])),
        Some("array") => format!("list of {}s", kind(&value["items"])),
        Some("object") => format!("for each rule: {}", kind(&value["additionalProperties"])),
        Some("string") if value["format"] == "date" => "date".to_owned(),
        Some("string") => format!("text{examples}"),
        Some(number) => match (&value["minimum"], &value["maximum"]) {
            (Value::Number(least), Value::Number(most)) => format!("{number} from {least} to {most}"),
            _ => number.to_owned(),
        },
        None => "any TOML".to_owned(),
    }
}
