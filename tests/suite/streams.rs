//! What goes to which stream, and how: silence, colour, links, and readers that go away.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program on the demonstration, in an environment that says nothing about colour.
fn handover(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
    command.args(["--today", "2026-11-21"]).args(arguments);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "CI", "SOURCE_DATE_EPOCH"] {
        command.env_remove(variable);
    }
    command
}

fn output(command: &mut Command) -> Output {
    command.output().expect("the program starts")
}

/// A folder of cargo's own for tests.
fn out(name: &str) -> String {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("streams-{name}")).to_string_lossy().into_owned()
}

#[test]
fn quiet_is_silent_but_for_findings_and_errors() {
    let out = out("quiet");
    for arguments in [
        &["--quiet", "-C", "tests/cli/exit-codes.in/clean", "check"][..],
        &["--quiet", "-C", "tests/cli/plan.in", "check", "--select", "N08"],
        &["--quiet", "build", "--out", &out],
    ] {
        let ran = output(&mut handover(arguments));
        assert_eq!(ran.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&ran.stdout), "", "{arguments:?}");
    }
    for format in ["text", "concise", "github"] {
        let found = output(&mut handover(&["--quiet", "check", "--fail-on", "never", "--format", format]));
        assert_eq!(found.status.code(), Some(0));
        let said = String::from_utf8_lossy(&found.stdout);
        assert!(said.contains("N01") && !said.contains("score") && found.stderr.is_empty(), "{format}: {said}");
    }
    let wrong = output(&mut handover(&["--quiet", "explain", "N99"]));
    assert_eq!(wrong.status.code(), Some(2));
    assert!(wrong.stdout.is_empty() && !wrong.stderr.is_empty());
}

/// `handover … | head -1` and `handover … | true`: nobody is told of it, and the exit code is that of the audit.
#[test]
fn a_reader_may_go_away() {
    let out = out("head");
    for ((arguments, code), reads) in [
        (&["check"][..], 1),
        (&["check", "--fail-on", "never"], 0),
        (&["rules"], 0),
        (&["explain", "N01"], 0),
        (&["plan"], 0),
        (&["schema", "report"], 0),
        (&["build", "--out", &out, "--fail-on", "error"], 1),
        (&["--help"], 0),
        (&["check", "--format", "json"], 1),
    ]
    .into_iter()
    .flat_map(|run| [0, 1].map(|reads| (run, reads)))
    {
        let mut child =
            handover(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut stdout = child.stdout.take().expect("a pipe");
        stdout.read_exact(&mut vec![0; reads]).expect("output");
        drop(stdout);
        let ran = child.wait_with_output().expect("an end");
        let stderr = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(code), "{arguments:?}");
        assert!(!stderr.contains("panicked") && !stderr.contains("error"), "{arguments:?}: {stderr}");
    }
}

#[test]
fn colour_is_for_those_who_want_it() {
    for (environment, arguments, is_coloured) in [
        (&[][..], &[][..], false),
        (&[("CLICOLOR_FORCE", "1")], &[], true),
        (&[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], &[], true),
        (&[("CLICOLOR_FORCE", "")], &[], false),
        (&[("CLICOLOR", "1")], &[], false),
        (&[("CLICOLOR", "0")], &[], false),
        (&[("TERM", "dumb")], &[], false),
        (&[("TERM", "xterm-256color")], &[], false),
        (&[("NO_COLOR", "1")], &[], false),
        (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], &[], false),
        (&[], &["--color", "always"], true),
        (&[("NO_COLOR", "1")], &["--color", "always"], true),
        (&[("TERM", "dumb")], &["--color", "always"], true),
        (&[("CLICOLOR_FORCE", "1")], &["--color", "never"], false),
        (&[], &["--color", "auto"], false),
    ] {
        for (verb, is_error) in
            [(&["check"][..], false), (&["plan"], false), (&["explain", "N01"], false), (&["explain", "N99"], true)]
        {
            let ran = output(handover(&[arguments, verb].concat()).envs(environment.iter().copied()));
            let printed = if is_error { ran.stderr } else { ran.stdout };
            assert!(!printed.is_empty());
            let has_escapes = printed.contains(&0x1b);
            assert_eq!(has_escapes, is_coloured, "{environment:?} {arguments:?} {verb:?}");
        }
    }
}

/// Rules link to their pages on a terminal, where the site has an address.
#[test]
fn links_come_with_colour() {
    let link = "\u{1b}]8;;https://halden.example/handover/rules/N01.html\u{1b}\\";
    let coloured = output(&mut handover(&["--color", "always", "check", "--select", "N01"]));
    assert!(String::from_utf8_lossy(&coloured.stdout).contains(link));
    let plain = output(&mut handover(&["check", "--select", "N01"]));
    assert!(!String::from_utf8_lossy(&plain.stdout).contains("https://halden.example"));
    let without = output(&mut handover(&["-C", "tests/cli/check.in", "--color", "always", "check"]));
    assert!(!String::from_utf8_lossy(&without.stdout).contains("\u{1b}]8;;"), "there is no address");
}

/// Files are written before anybody can go away, and what cannot be written ends the run before anything is published.
#[test]
fn files_go_first() {
    let (file, site) = (out("first.sarif"), out("first-site"));
    let _ = std::fs::remove_file(&file);
    let mut child = handover(&["check", "--format", "json", "--format", &format!("sarif={file}")])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("an end").code(), Some(1));
    assert!(Path::new(&file).exists());
    let ran = output(&mut handover(&["build", "--out", &site, "--format", "json=no/such/folder/x.json"]));
    assert_eq!(ran.status.code(), Some(2));
    assert!(!Path::new(&site).exists());
}

/// What a report would be written over.
#[test]
fn reports_do_not_replace_what_they_are_about() {
    for arguments in [
        ["--format", "json=site.toml"],
        ["--format", "csv=content/brand/captions.md"],
        ["--write-baseline", "site.toml"],
    ] {
        let ran = output(&mut handover(&[&["check"], &arguments[..]].concat()));
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&ran.stderr).contains("is part of the site, and would be overwritten"));
    }
}

/// What a file holds has no styles, whatever the terminal wants.
#[test]
fn files_are_plain() {
    let file = out("text");
    let to = format!("text={file}");
    output(&mut handover(&["--color", "always", "check", "--format", &to]));
    let written = std::fs::read_to_string(&file).expect("a file");
    assert!(written.contains("error[N01]") && !written.contains('\u{1b}'));
}
