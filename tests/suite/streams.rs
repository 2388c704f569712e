//! What is printed to which stream, and how: `--quiet`, colour, links, and readers that close the pipe.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::support::{new_folder, program, read, run};

/// The program on the demonstration, in an environment without variables about colour.
fn handover(arguments: &[&str]) -> Command {
    let mut command = program();
    command.args(arguments);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "CI"] {
        command.env_remove(variable);
    }
    command
}

fn output(command: &mut Command) -> Output {
    command.output().expect("the program starts")
}

/// A new folder, and the path of something in it that does not exist yet.
fn new(name: &str) -> (TempDir, String) {
    let folder = new_folder();
    let path = folder.path().join(name).to_string_lossy().into_owned();
    (folder, path)
}

#[test]
fn quiet_prints_only_findings_and_errors() {
    let (_folder, out) = new("public");
    for arguments in [
        &["--quiet", "-C", "tests/cli/exit-codes.in/clean", "check"][..],
        &["--quiet", "-C", "tests/cli/plan.in", "check", "--select", "N08"],
        &["--quiet", "build", "--out", &out],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{arguments:?}");
    }
    for format in ["text", "concise", "github"] {
        let found = run(&["--quiet", "check", "--fail-on", "never", "--format", format]);
        assert_eq!(found.code, 0);
        let printed = found.out;
        assert!(printed.contains("N01") && !printed.contains("score") && found.err.is_empty(), "{format}: {printed}");
    }
    let wrong = run(&["--quiet", "explain", "N99"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.out.is_empty() && !wrong.err.is_empty());
}

/// `handover … | head -1` and `handover … | true`: no message, and the exit code is that of the audit.
#[test]
fn closed_pipe_changes_neither_the_messages_nor_the_exit_code() {
    let (_folder, out) = new("public");
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
fn colour_follows_the_option_then_the_environment() {
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
        for (command, is_error) in
            [(&["check"][..], false), (&["plan"], false), (&["explain", "N01"], false), (&["explain", "N99"], true)]
        {
            let ran = output(handover(&[arguments, command].concat()).envs(environment.iter().copied()));
            let printed = if is_error { ran.stderr } else { ran.stdout };
            assert!(!printed.is_empty());
            let has_escapes = printed.contains(&0x1b);
            assert_eq!(has_escapes, is_coloured, "{environment:?} {arguments:?} {command:?}");
        }
    }
}

/// Rules link to their pages if the output is coloured and the site has an address.
#[test]
fn rules_are_links_only_in_coloured_output_of_a_site_with_an_address() {
    let link = "\u{1b}]8;;https://halden.example/handover/rules/N01.html\u{1b}\\";
    let coloured = run(&["--color", "always", "check", "--select", "N01"]);
    assert!(coloured.out.contains(link));
    let plain = run(&["--color", "never", "check", "--select", "N01"]);
    assert!(!plain.out.contains("https://halden.example"));
    let without = run(&["-C", "tests/cli/check.in", "--color", "always", "check"]);
    assert!(!without.out.contains("\u{1b}]8;;"), "the site has no address");
}

/// Report files are written before standard output. If one cannot be written, nothing is published.
#[test]
fn report_files_are_written_before_anything_is_printed_or_published() {
    let (_folder, file) = new("first.sarif");
    let mut child = handover(&["check", "--format", "json", "--format", &format!("sarif={file}")])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("an end").code(), Some(1));
    assert!(Path::new(&file).exists());
    let (_folder, site) = new("public");
    let ran = run(&["build", "--out", &site, "--format", "json=no/such/folder/x.json"]);
    assert_eq!(ran.code, 2);
    assert!(!Path::new(&site).exists());
}

#[test]
fn report_that_would_overwrite_a_file_of_the_site_is_refused() {
    for arguments in [
        ["--format", "json=site.toml"],
        ["--format", "csv=content/brand/captions.md"],
        ["--write-baseline", "site.toml"],
    ] {
        let ran = run(&[&["check"], &arguments[..]].concat());
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains("is part of the site and would be overwritten"));
    }
}

#[test]
fn report_files_have_no_colour_even_with_color_always() {
    let (_folder, file) = new("text");
    run(&["--color", "always", "check", "--format", &format!("text={file}")]);
    let written = read(&file);
    assert!(written.contains("error[N01]") && !written.contains('\u{1b}'));
}
