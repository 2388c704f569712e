//! What packages take from the program: completion scripts that shells accept, and manual pages that leave nothing out.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

fn handover(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_handover")).args(arguments).output().expect("the program starts");
    assert!(output.status.success(), "handover {arguments:?} fails");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The verbs that `handover --help` lists.
fn verbs() -> Vec<String> {
    let help = handover(&["--help"]);
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list of verbs");
    let verbs = list.lines().filter_map(|line| line.split_whitespace().next().map(str::to_owned));
    verbs.filter(|verb| verb != "help").collect()
}

/// The long options that a help text lists.
fn options(help: &str) -> BTreeSet<String> {
    let listed = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = listed.filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")));
    words.map(str::to_owned).collect()
}

/// Whether `shell` reads the script without running it; nothing where the shell is not installed.
fn reads(shell: &str, script: &str) -> Option<bool> {
    let mut child = Command::new(shell).arg("-n").stdin(Stdio::piped()).spawn().ok()?;
    child.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("the shell reads");
    Some(child.wait().expect("the shell ends").success())
}

#[test]
fn shells_accept_their_completions() {
    assert_eq!(reads("bash", "if then"), Some(false), "bash accepts anything");
    assert_eq!(reads("bash", &handover(&["completions", "bash"])), Some(true));
    for shell in ["zsh", "fish"] {
        assert_ne!(reads(shell, &handover(&["completions", shell])), Some(false), "{shell}");
    }
}

#[test]
fn completions_know_every_verb_and_option() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = handover(&["completions", shell]);
        for verb in verbs() {
            assert!(script.contains(&verb), "{shell}: {verb}");
            for option in options(&handover(&[&verb, "-h"])) {
                assert!(script.contains(option.trim_start_matches('-')), "{shell}: {verb} {option}");
            }
        }
    }
}

#[test]
fn manual_pages_leave_nothing_out() {
    let program = handover(&["man"]);
    for verb in verbs() {
        assert!(program.contains(&format!("handover\\-{verb}(1)")), "the page of the program lacks {verb}");
        let page = handover(&["man", &verb]);
        for option in options(&handover(&[&verb, "-h"])) {
            let written = format!("\\fB{}\\fR", option.replace('-', "\\-"));
            assert!(page.contains(&written), "the page of {verb} lacks {option}");
        }
        for code in 0..4 {
            assert!(page.contains(&format!(".TP\n\\fB{code}\\fR\n")), "the page of {verb} lacks exit code {code}");
        }
    }
}
