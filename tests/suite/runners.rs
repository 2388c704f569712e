//! What is printed is no command to the service that runs the program, whatever notes and settings say.
//!
//! Runners read the output of a step line by line and obey some of it. This decodes it as they do: `::name k=v::data`
//! behind white space, and the older `##[name]`, `##vso[name]` and `##teamcity[name]` anywhere in a line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A workflow command, its values decoded.
#[derive(Debug, PartialEq)]
struct Told {
    name: String,
    properties: BTreeMap<String, String>,
    data: String,
}

/// Every command in what was printed, and every line that comes close to one.
fn commands(printed: &str) -> Vec<Told> {
    // What is a command of the newer kind is not looked at for one of the older.
    printed.split(['\n', '\r']).filter_map(|line| newer(line).or_else(|| older(line))).collect()
}

fn newer(line: &str) -> Option<Told> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (command, data) = rest.split_once("::").unwrap_or((rest, ""));
    let (name, properties) = command.split_once(' ').unwrap_or((command, ""));
    let properties = properties.split(',').filter_map(|pair| pair.split_once('='));
    let value = |text: &str| text.replace("%2C", ",").replace("%3A", ":").replace("%0A", "\n").replace("%0D", "\r");
    let properties = properties.map(|(key, text)| (key.to_owned(), value(text).replace("%25", "%"))).collect();
    let data = data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
    Some(Told { name: name.to_owned(), properties, data })
}

fn older(line: &str) -> Option<Told> {
    let named = |(at, _)| line[at + 2..].trim_start_matches(char::is_alphanumeric).starts_with('[');
    line.match_indices("##").any(|(at, sign)| named((at, sign))).then(|| Told {
        name: line.to_owned(),
        properties: BTreeMap::new(),
        data: String::new(),
    })
}

#[test]
fn the_decoder_knows_commands() {
    let told = commands(
        "a\n \u{3000}::error file=a%2Cb%3A,line=1::x%0A%253A\r::group::y\nb ##[add-mask]z ###vso[x]\n## [x] ::no::",
    );
    let names: Vec<&str> = told.iter().map(|told| told.name.as_str()).collect();
    assert_eq!(names, ["error", "group", "b ##[add-mask]z ###vso[x]"]);
    assert_eq!((told[0].properties["file"].as_str(), told[0].data.as_str()), ("a,b:", "x\n%3A"));
}

/// What somebody may have written anywhere.
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

/// As a string of TOML: all of it spelled out, or as it is wherever TOML allows that.
fn quoted(text: &str, is_plain: bool) -> String {
    let spell = |mut toml: String, c: char| {
        let is_bare = is_plain && c != '"' && c != '\\' && (!c.is_control() || matches!(c, '\n' | '\t'));
        let _ = if is_bare { write!(toml, "{c}") } else { write!(toml, "\\U{:08X}", u32::from(c)) };
        toml
    };
    let body = text.chars().fold(String::new(), spell);
    if is_plain && text.contains('\n') { format!("\"\"\"\n{body}\"\"\"") } else { format!("\"{body}\"") }
}

/// A note that says the text in every place.
fn note(text: &str, is_plain: bool) -> String {
    let said = quoted(text, is_plain);
    let key = quoted(text, false);
    format!(
        "+++\ntitle = {said}\nowner = \"nora\"\ndelegate = {said}\nwork = \"execution\"\narea = {said}\n\
         cadence = \"weekly\"\nhours = 2\ntags = [{said}]\nskills = [{said}, 3]\nanchor = {said}\nframework = {said}\n\
         {key} = 1\nstatus = {said}\n[approval]\nby = \"nora\"\nof = {said}\n\
         [[allow]]\nrule = {said}\nbecause = {said}\nuntil = 2027-01-01\n\
         [[allow]]\nrule = \"N01\"\nbecause = {said}\nuntil = 2027-01-01\n+++\n# {text}\n[{text}]({text}.md)\n"
    )
}

/// Settings that say hostile texts in every place they may, each in another place for another `first`.
fn settings(first: usize, content: &str) -> String {
    let mut texts = HOSTILE.iter().cycle().skip(first);
    let mut said = || quoted(texts.next().expect("a circle"), true);
    let mut toml = format!("[site]\ntitle = {}\ndescription = {}\n", said(), said());
    let _ =
        writeln!(toml, "{} = {}\n[content]\ndir = {}", quoted(HOSTILE[first], false), said(), quoted(content, false));
    let _ = writeln!(toml, "[people.nora]\nname = {}\nrole = \"leader\"", said());
    let _ = writeln!(toml, "[people.milo]\nname = {}\nskills = [{}]\ncapacity = 30", said(), said());
    let _ = writeln!(toml, "[north_star]\ntitle = {}\n[anchors.far]\ntitle = {}\nowner = {}", said(), said(), said());
    let _ = writeln!(toml, "[decisions.prices]\ntitle = {}\nby = [{}]", said(), said());
    let _ =
        writeln!(toml, "[never.own]\ntitle = {}\ninstead = {}\nphrases = [\"captions\", {}]", said(), said(), said());
    let _ = writeln!(toml, "[[audit.allow]]\nrule = \"C12\"\nbecause = {}\nuntil = 2027-01-01", said());
    toml
}

/// A site in a folder of its own, which is its git root too.
fn site(name: &str, settings: &str, content: &str, notes: &[(String, String)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("runners-{name}"));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join(".git")).expect("a folder");
    fs::create_dir_all(root.join(content)).expect("a folder");
    fs::write(root.join("site.toml"), settings).expect("settings");
    for (file, text) in notes {
        fs::write(root.join(content).join(file), text).unwrap_or_else(|error| panic!("{file:?}: {error}"));
    }
    root
}

/// Notes that say each hostile text, and are called so as far as files can be.
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

fn hostile_site(name: &str, first: usize, content: &str) -> PathBuf {
    site(&format!("{name}-{first}"), &settings(first, content), content, &hostile_notes())
}

fn handover(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
    command.args(["--today", "2026-11-21"]).args(arguments).current_dir(root).env_remove("SOURCE_DATE_EPOCH");
    command.output().expect("the program starts")
}

/// The formats there are, as the program lists them, but those that are commands themselves.
fn formats() -> Vec<String> {
    let asked = handover(Path::new("."), &["check", "--format", "?"]);
    let told = String::from_utf8(asked.stderr).expect("UTF-8");
    let (_, known) = told.split_once("known are ").expect("the formats");
    let known = known.split([',', '\n']).map(str::trim).take_while(|name| !name.is_empty());
    let known: Vec<String> = known.filter(|name| *name != "github").map(str::to_owned).collect();
    assert!(known.len() >= 4, "{told}");
    known
}

/// Runs it, and finds no command in what is printed, with or without its styles.
fn assert_tells_nothing(root: &Path, arguments: &[&str]) -> Output {
    let ran = handover(root, &[&["--color", "always"], arguments].concat());
    for stream in [&ran.stdout, &ran.stderr] {
        let printed = String::from_utf8_lossy(stream);
        let plain = without_styles(&printed);
        assert!(!printed.contains("panicked at"), "{arguments:?}: {printed}");
        let told: Vec<Told> = commands(&printed).into_iter().chain(commands(&plain)).collect();
        assert_eq!(told, [], "{arguments:?}: {plain}");
    }
    ran
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

#[test]
fn no_verb_tells_the_runner_anything() {
    for (first, content) in [(0, "content"), (3, "::warning::c"), (7, "##[section]c"), (12, " ::group::c")] {
        let root = hostile_site("verbs", first, content);
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
            let ran = assert_tells_nothing(&root, arguments);
            assert!(matches!(ran.status.code(), Some(0..=2)), "{arguments:?}");
        }
    }
}

#[test]
fn no_format_tells_the_runner_anything() {
    for first in [0, 7] {
        let root = hostile_site("formats", first, "::warning::c");
        for format in formats() {
            for verb in ["check", "build"] {
                let ran = assert_tells_nothing(&root, &[verb, "--min-severity", "info", "--format", &format]);
                assert!(ran.stdout.len() > 500, "{format} says nothing");
            }
        }
    }
}

#[test]
fn no_error_tells_the_runner_anything() {
    let root = site("errors", &settings(0, "content"), "content", &[("a.md".to_owned(), note("a", true))]);
    let empty = site("empty", &settings(0, "::error::none"), "::error::none", &[]);
    assert_tells_nothing(&empty, &["check"]);
    for (at, text) in HOSTILE.iter().enumerate() {
        for arguments in [
            &["check", text][..],
            &["check", "--select", text],
            &["check", "--format", text],
            &["check", "--fail-on", text],
            &["check", "--today", text],
            &["check", "--config", text],
            &["--root", text, "check"],
            &["explain", text],
            &["schema", text],
            &["new", text, "--title", "A", "--owner", "nora"],
            &["new", "a", "--title", text, "--owner", text],
            &["build", "--base-url", text],
            &["build", "--audience", text],
            &[text],
            &["check", &format!("--{text}")],
        ] {
            assert_tells_nothing(&root, arguments);
        }
        let (said, key) = (quoted(text, true), quoted(text, false));
        let broken =
            format!("[site]\ntitle = 3\n[people.{key}]\nname = {said}\nrole = {said}\n[audit]\n{key} = {said}\n");
        for (kind, broken) in [("values", broken), ("toml", format!("{text} = [\n"))] {
            let root = site(&format!("settings-{kind}-{at}"), &broken, "content", &[]);
            let ran = assert_tells_nothing(&root, &["check"]);
            assert_eq!(ran.status.code(), Some(2));
        }
    }
}

/// Undoes the spelling out of characters that act.
fn unspelled(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |read, part| {
        let (code, rest) = part.split_once('}').expect("a whole character");
        let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character");
        format!("{read}{c}{rest}")
    })
}

/// What GitHub is to be told of a finding.
fn annotation(finding: &Value) -> Told {
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
    Told { name: level.to_owned(), properties, data: format!("{}\nhelp: {}", text("message"), text("help")) }
}

/// All commands for these findings: at most ten of a level, and what is left of them in a group.
fn expected(findings: &[Value]) -> Vec<Told> {
    let told = |name: &str, title: Option<String>, data: String| {
        let properties = title.map(|title| ("title".to_owned(), title)).into_iter().collect();
        Told { name: name.to_owned(), properties, data }
    };
    let (mut all, mut left) = (Vec::new(), 0);
    for (severity, level) in [("error", "error"), ("warning", "warning"), ("info", "notice")] {
        let mut annotations: Vec<Told> =
            findings.iter().filter(|finding| finding["severity"] == severity).map(annotation).collect();
        if annotations.len() > 10 {
            let more = annotations.split_off(9).len();
            let what = format!("{more} more {severity}s");
            left += more;
            annotations.push(told(
                level,
                Some(what.clone()),
                format!("and {what}: the log of this step names all of them"),
            ));
        }
        all.extend(annotations);
    }
    if left > 0 {
        all.push(told("group", None, format!("{left} more findings")));
        all.push(told("endgroup", None, String::new()));
    }
    all
}

#[test]
fn github_is_told_what_json_says() {
    let root = hostile_site("github", 0, "::warning file=a,b::c");
    for selected in ["N,D,A,X,C", "N01", "N01,C03", "C04", "C12", "X"] {
        let report = handover(&root, &["check", "--select", selected, "--format", "json"]);
        let report: Value = serde_json::from_slice(&report.stdout).expect("JSON");
        let findings = report["findings"].as_array().expect("findings").iter();
        let findings: Vec<Value> = findings.filter(|finding| finding["accepted"].is_null()).cloned().collect();
        let printed = handover(&root, &["check", "--select", selected, "--format", "github"]);
        let printed = String::from_utf8(printed.stdout).expect("UTF-8");
        let mut told = commands(&printed);
        for told in &mut told {
            told.data = unspelled(&told.data);
            if let Some(file) = told.properties.get_mut("file") {
                *file = unspelled(file);
            }
        }
        let expected = expected(&findings);
        for (told, expected) in told.iter().zip(&expected) {
            assert_eq!(told, expected, "{selected}");
        }
        assert_eq!(told.len(), expected.len(), "{selected}: {printed}");
        let lines = printed.lines().filter(|line| !line.starts_with("::")).count();
        let left = findings.len() - told.iter().filter(|told| told.properties.contains_key("file")).count();
        assert_eq!(lines, left + 1, "each finding is named once, and one line sums up: {printed}");
    }
}
