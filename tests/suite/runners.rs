//! CI services find no commands in what is printed, whatever notes and settings contain.
//!
//! Runners read the output of a step line by line and obey some lines. This module decodes them as runners do:
//! `::name k=v::data` after white space, and the older `##[name]`, `##vso[name]` and `##teamcity[name]` anywhere in a line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Ran, json, new_folder, program, run, write};

/// A workflow command, its values decoded.
#[derive(Debug, PartialEq)]
struct Command {
    name: String,
    properties: BTreeMap<String, String>,
    data: String,
}

/// Every command in a text, and every line that comes close to one.
fn commands(printed: &str) -> Vec<Command> {
    // A command of the newer kind counts once, even if it also looks like one of the older kind.
    printed.split(['\n', '\r']).filter_map(|line| newer(line).or_else(|| older(line))).collect()
}

fn newer(line: &str) -> Option<Command> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (command, data) = rest.split_once("::").unwrap_or((rest, ""));
    let (name, properties) = command.split_once(' ').unwrap_or((command, ""));
    let properties = properties.split(',').filter_map(|pair| pair.split_once('='));
    let value = |text: &str| text.replace("%2C", ",").replace("%3A", ":").replace("%0A", "\n").replace("%0D", "\r");
    let properties = properties.map(|(key, text)| (key.to_owned(), value(text).replace("%25", "%"))).collect();
    let data = data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
    Some(Command { name: name.to_owned(), properties, data })
}

fn older(line: &str) -> Option<Command> {
    let named = |(at, _)| line[at + 2..].trim_start_matches(char::is_alphanumeric).starts_with('[');
    line.match_indices("##").any(|(at, sign)| named((at, sign))).then(|| Command {
        name: line.to_owned(),
        properties: BTreeMap::new(),
        data: String::new(),
    })
}

#[test]
fn decoder_finds_commands_of_both_kinds() {
    let found = commands(
        "a\n \u{3000}::error file=a%2Cb%3A,line=1::x%0A%253A\r::group::y\nb ##[add-mask]z ###vso[x]\n## [x] ::no::",
    );
    let names: Vec<&str> = found.iter().map(|command| command.name.as_str()).collect();
    assert_eq!(names, ["error", "group", "b ##[add-mask]z ###vso[x]"]);
    assert_eq!((found[0].properties["file"].as_str(), found[0].data.as_str()), ("a,b:", "x\n%3A"));
}

/// Texts that somebody may write anywhere.
const HOSTILE: [&str; 16] = [
    "::error::x",
    "  ::stop-commands::x",
    "\u{a0}\u{3000}::add-mask::x",
    "\u{200d}:\u{200d}:error::x",
    "\t::error::x",
    ":",
    ":error file=x",
    "##[error]x",
    "###[error]x",
    "#\u{200d}#\u{200d}[error]x",
    "##vso[task.setvariable variable=x]y",
    "##teamcity[buildStop]",
    "a\n::error::x",
    "a\r\n  ::error::x\r##[group]y",
    "a%0A::error::x%0D, b: c",
    "a\u{1b}[31m\u{202e}::error::x\u{b}::error::y\u{2028}::error::z\u{85}::error::w",
];

/// The text as a TOML string: every character escaped, or unchanged where TOML allows it.
fn quoted(text: &str, is_plain: bool) -> String {
    let spell = |mut toml: String, c: char| {
        let is_bare = is_plain && c != '"' && c != '\\' && (!c.is_control() || matches!(c, '\n' | '\t'));
        let _ = if is_bare { write!(toml, "{c}") } else { write!(toml, "\\U{:08X}", u32::from(c)) };
        toml
    };
    let body = text.chars().fold(String::new(), spell);
    if is_plain && text.contains('\n') { format!("\"\"\"\n{body}\"\"\"") } else { format!("\"{body}\"") }
}

/// A note with the text in every place.
fn note(text: &str, is_plain: bool) -> String {
    let value = quoted(text, is_plain);
    let key = quoted(text, false);
    format!(
        "+++\ntitle = {value}\nowner = \"nora\"\ndelegate = {value}\nwork = \"execution\"\narea = {value}\n\
         cadence = \"weekly\"\nhours = 2\ntags = [{value}]\nskills = [{value}, 3]\nanchor = {value}\nframework = {value}\n\
         {key} = 1\nstatus = {value}\n[approval]\nby = \"nora\"\nof = {value}\n\
         [[allow]]\nrule = {value}\nbecause = {value}\nuntil = 2027-01-01\n\
         [[allow]]\nrule = \"N01\"\nbecause = {value}\nuntil = 2027-01-01\n+++\n# {text}\n[{text}]({text}.md)\n"
    )
}

/// Settings with hostile texts in every possible place. Another `first` puts each text into another place.
fn settings(first: usize, content: &str) -> String {
    let mut texts = HOSTILE.iter().cycle().skip(first);
    let mut next = || quoted(texts.next().expect("cycle never ends"), true);
    let mut toml = format!("[site]\ntitle = {}\ndescription = {}\n", next(), next());
    let _ =
        writeln!(toml, "{} = {}\n[content]\ndir = {}", quoted(HOSTILE[first], false), next(), quoted(content, false));
    let _ = writeln!(toml, "[people.nora]\nname = {}\nrole = \"leader\"", next());
    let _ = writeln!(toml, "[people.milo]\nname = {}\nskills = [{}]\ncapacity = 30", next(), next());
    let _ = writeln!(toml, "[north_star]\ntitle = {}\n[anchors.far]\ntitle = {}\nowner = {}", next(), next(), next());
    let _ = writeln!(toml, "[decisions.prices]\ntitle = {}\nby = [{}]", next(), next());
    let _ =
        writeln!(toml, "[never.own]\ntitle = {}\ninstead = {}\nphrases = [\"captions\", {}]", next(), next(), next());
    let _ = writeln!(toml, "[[audit.allow]]\nrule = \"C12\"\nbecause = {}\nuntil = 2027-01-01", next());
    toml
}

/// A site in a folder of its own, which is its own git root.
fn site(settings: &str, content: &str, notes: &[(String, String)]) -> TempDir {
    let root = new_folder();
    fs::create_dir(root.path().join(".git")).expect("a folder");
    fs::create_dir(root.path().join(content)).expect("a folder");
    write(root.path().join("site.toml"), settings);
    for (file, text) in notes {
        write(root.path().join(content).join(file), text);
    }
    root
}

/// Notes with each hostile text inside, and in their names as far as file names allow.
fn hostile_notes() -> Vec<(String, String)> {
    let called = |at: usize, text: &str| format!("{}{at}.md", text.replace('/', ""));
    let spelled_out = HOSTILE.iter().enumerate().map(|(at, text)| (called(at, text), note(text, false)));
    let plain = HOSTILE.iter().enumerate().map(|(at, text)| (format!("plain-{at}.md"), note(text, true)));
    let work = |text: &str| {
        let title = quoted(&format!("{text} captions"), false);
        format!(
            "+++\ntitle = {title}\nowner = \"nora\"\nwork = \"execution\"\narea = \"content\"\ncadence = \"weekly\"\n+++\n"
        )
    };
    let live = HOSTILE.iter().enumerate().map(|(at, text)| (format!("live-{at}.md"), work(text)));
    let broken = ("broken.md".to_owned(), "+++\n::error::x ##[error]\n+++\n".to_owned());
    spelled_out.chain(plain).chain(live).chain([broken]).collect()
}

fn hostile_site(first: usize, content: &str) -> TempDir {
    site(&settings(first, content), content, &hostile_notes())
}

/// The formats that the program lists, except the one that consists of commands.
fn formats() -> Vec<String> {
    let asked = run(&["check", "--format", "?"]);
    let (_, known) = asked.err.split_once("the formats are ").expect("the formats");
    let known = known.split([',', '\n']).map(str::trim).take_while(|name| !name.is_empty());
    let known: Vec<String> = known.filter(|name| *name != "github").map(str::to_owned).collect();
    assert!(known.len() >= 4, "{}", asked.err);
    known
}

/// Runs the program as a process in the folder `root`, and asserts that it prints no command.
fn assert_process_prints_no_command(root: &Path, arguments: &[&str]) -> Option<i32> {
    let output = program().args(["--color", "always"]).args(arguments).current_dir(root).output();
    let ran = output.expect("the program starts");
    for stream in [&ran.stdout, &ran.stderr] {
        let printed = String::from_utf8_lossy(stream);
        assert!(!printed.contains("panicked at"), "{arguments:?}: {printed}");
        assert_no_command(&printed, arguments);
    }
    ran.status.code()
}

/// Runs the program, and asserts that it prints no command.
fn assert_prints_no_command(arguments: &[&str]) -> Ran {
    let ran = run(&[&["--color", "always"], arguments].concat());
    assert_no_command(&ran.out, arguments);
    assert_no_command(&ran.err, arguments);
    ran
}

/// With or without its colours.
fn assert_no_command(printed: &str, arguments: &[&str]) {
    let plain = without_styles(printed);
    let found: Vec<Command> = commands(printed).into_iter().chain(commands(&plain)).collect();
    assert_eq!(found, [], "{arguments:?}: {plain}");
}

/// Without escape sequences.
fn without_styles(printed: &str) -> String {
    let mut parts = printed.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        let end = if part.starts_with(']') { part.find('\\') } else { part.find(|c: char| c.is_alphabetic()) };
        plain + end.map_or("", |end| &part[end + 1..])
    })
}

/// As processes, because some commands print and write paths below the current folder.
#[test]
fn no_command_of_the_program_prints_workflow_commands() {
    for (first, content) in [(0, "content"), (3, "::warning::c"), (7, "##[section]c"), (12, " ::group::c")] {
        let root = hostile_site(first, content);
        for arguments in [
            &["check", "--min-severity", "info", "--verbose"][..],
            &["check", "--no-allow", "--verbose"],
            &["plan", "--verbose"],
            &["rules"],
            &["explain", "N-own"],
            &["build", "--out", "public", "--verbose"],
            &["build", "--quiet"],
            &["build", "--out", "::group::public"],
            &["new", "::error::a", "--title", "A", "--owner", "milo"],
            &["new", "##[error]a", "--title", "A", "--owner", "milo"],
            &["init", "::error::site"],
            &["init", "##[error]site"],
        ] {
            let code = assert_process_prints_no_command(root.path(), arguments);
            assert!(matches!(code, Some(0..=2)), "{arguments:?}");
        }
    }
}

#[test]
fn no_format_prints_commands() {
    for first in [0, 7] {
        let folder = hostile_site(first, "::warning::c");
        let root = folder.path().to_string_lossy();
        for format in formats() {
            for command in ["check", "build"] {
                let ran =
                    assert_prints_no_command(&["-C", &root, command, "--min-severity", "info", "--format", &format]);
                assert!(ran.out.len() > 500, "{format} prints nothing");
            }
        }
    }
}

#[test]
fn no_error_message_prints_commands() {
    let folder = site(&settings(0, "content"), "content", &[("a.md".to_owned(), note("a", true))]);
    let root = folder.path().to_string_lossy();
    let empty = site(&settings(0, "::error::none"), "::error::none", &[]);
    assert_prints_no_command(&["-C", &empty.path().to_string_lossy(), "check"]);
    for text in HOSTILE {
        for arguments in [
            &["check", text][..],
            &["check", "--select", text],
            &["check", "--format", text],
            &["check", "--fail-on", text],
            &["check", "--today", text],
            &["check", "--config", text],
            &["explain", text],
            &["schema", text],
            &["new", text, "--title", "A", "--owner", "nora"],
            &["new", "a", "--title", text, "--owner", text],
            &["build", "--base-url", text],
            &["build", "--audience", text],
            &[text],
            &["check", &format!("--{text}")],
        ] {
            assert_prints_no_command(&[&["-C", &root], arguments].concat());
        }
        assert_prints_no_command(&["--root", text, "check"]);
        let (value, key) = (quoted(text, true), quoted(text, false));
        let broken =
            format!("[site]\ntitle = 3\n[people.{key}]\nname = {value}\nrole = {value}\n[audit]\n{key} = {value}\n");
        for settings in [broken, format!("{text} = [\n")] {
            let root = site(&settings, "content", &[]);
            assert_eq!(assert_prints_no_command(&["-C", &root.path().to_string_lossy(), "check"]).code, 2);
        }
    }
}

/// The text with its escaped control characters restored.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |read, part| {
        let (code, rest) = part.split_once('}').expect("a whole character");
        let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character");
        format!("{read}{c}{rest}")
    })
}

/// The command that GitHub should get for a finding.
fn annotation(finding: &Value) -> Command {
    let text = |key: &str| finding[key].as_str().unwrap_or_default();
    let number = |key: &str| finding[key].as_u64().unwrap_or(1);
    let level = if text("severity") == "info" { "notice" } else { text("severity") };
    let path = finding["path"].as_str().unwrap_or("site.toml");
    let mut properties = BTreeMap::from([
        ("file", path.to_owned()),
        ("line", number("line").to_string()),
        ("endLine", number("end_line").to_string()),
        ("title", format!("{} {}", text("rule"), text("name"))),
    ]);
    if number("line") == number("end_line") {
        properties.insert("col", number("column").to_string());
        properties.insert("endColumn", number("end_column").to_string());
    }
    let properties = properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    Command { name: level.to_owned(), properties, data: format!("{}\nhelp: {}", text("message"), text("help")) }
}

/// All commands for these findings: at most ten per level; a group lists the rest.
fn expected(findings: &[Value]) -> Vec<Command> {
    let command = |name: &str, title: Option<String>, data: String| {
        let properties = title.map(|title| ("title".to_owned(), title)).into_iter().collect();
        Command { name: name.to_owned(), properties, data }
    };
    let (mut all, mut left) = (Vec::new(), 0);
    for (severity, level) in [("error", "error"), ("warning", "warning"), ("info", "notice")] {
        let mut annotations: Vec<Command> =
            findings.iter().filter(|finding| finding["severity"] == severity).map(annotation).collect();
        if annotations.len() > 10 {
            let more = annotations.split_off(9).len();
            let what = format!("{more} more {severity}s");
            left += more;
            annotations.push(command(level, Some(what.clone()), format!("{what}, listed in the log of this step")));
        }
        all.extend(annotations);
    }
    if left > 0 {
        all.push(command("group", None, format!("{left} more findings")));
        all.push(command("endgroup", None, String::new()));
    }
    all
}

#[test]
fn github_commands_hold_the_same_findings_as_json() {
    let folder = hostile_site(0, "::warning file=a,b::c");
    let root = folder.path().to_string_lossy();
    for selected in ["N,D,A,X,C", "N01", "N01,C03", "C04", "C12", "X"] {
        let check = |format| run(&["-C", &root, "check", "--select", selected, "--format", format]).out;
        let report = json(&check("json"));
        let findings = report["findings"].as_array().expect("findings").iter();
        let findings: Vec<Value> = findings.filter(|finding| finding["accepted"].is_null()).cloned().collect();
        let printed = check("github");
        let mut found = commands(&printed);
        for command in &mut found {
            command.data = unescaped(&command.data);
            if let Some(file) = command.properties.get_mut("file") {
                *file = unescaped(file);
            }
        }
        let expected = expected(&findings);
        for (command, expected) in found.iter().zip(&expected) {
            assert_eq!(command, expected, "{selected}");
        }
        assert_eq!(found.len(), expected.len(), "{selected}: {printed}");
        let lines = printed.lines().filter(|line| !line.starts_with("::")).count();
        let left = findings.len() - found.iter().filter(|command| command.properties.contains_key("file")).count();
        assert_eq!(lines, left + 1, "each finding is named once, and the last line is a summary: {printed}");
    }
}
