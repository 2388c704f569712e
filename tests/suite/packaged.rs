//! What packages take from the program: completion scripts that shells accept, and complete manual pages.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use crate::support::{program, run};

fn printed(arguments: &[&str]) -> String {
    let ran = run(arguments);
    assert_eq!(ran.code, 0, "handover {arguments:?} fails: {}", ran.err);
    ran.out
}

/// The help text that a process prints: the width of the terminal does not change it.
fn help(arguments: &[&str]) -> String {
    let output = program().args(arguments).arg("-h").output().expect("the program starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Every command with its long options, as the help texts list them.
fn commands() -> &'static BTreeMap<String, BTreeSet<String>> {
    static COMMANDS: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
        let all = help(&[]);
        let list =
            all.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list of commands");
        let commands =
            list.lines().filter_map(|line| line.split_whitespace().next()).filter(|command| *command != "help");
        commands.map(|command| (command.to_owned(), options(&help(&[command])))).collect()
    });
    assert!(COMMANDS.len() > 5 && COMMANDS.values().all(|options| options.contains("--help")), "{:?}", *COMMANDS);
    &COMMANDS
}

/// The long options that a help text lists.
fn options(help: &str) -> BTreeSet<String> {
    let listed = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = listed.filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")));
    words.map(str::to_owned).collect()
}

/// Whether `shell` can parse the script; `None` if the shell is not installed.
fn parses(shell: &str, script: &str) -> Option<bool> {
    let mut child = Command::new(shell).arg("-n").stdin(Stdio::piped()).spawn().ok()?;
    child.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("the shell reads");
    Some(child.wait().expect("the shell ends").success())
}

#[test]
fn shells_accept_their_completion_scripts() {
    assert_eq!(parses("bash", "if then"), Some(false), "bash accepts anything");
    assert_eq!(parses("bash", &printed(&["completions", "bash"])), Some(true));
    for shell in ["zsh", "fish"] {
        assert_ne!(parses(shell, &printed(&["completions", shell])), Some(false), "{shell}");
    }
}

#[test]
fn completion_scripts_hold_every_command_and_option() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = printed(&["completions", shell]);
        for (command, options) in commands() {
            assert!(script.contains(command), "{shell}: {command}");
            for option in options {
                assert!(script.contains(option.trim_start_matches('-')), "{shell}: {command} {option}");
            }
        }
    }
}

#[test]
fn manual_pages_hold_every_command_option_and_exit_code() {
    let main_page = printed(&["man"]);
    for (command, options) in commands() {
        assert!(main_page.contains(&format!("handover\\-{command}(1)")), "the page of the program lacks {command}");
        let page = printed(&["man", command]);
        for option in options {
            let written = format!("\\fB{}\\fR", option.replace('-', "\\-"));
            assert!(page.contains(&written), "the page of {command} lacks {option}");
        }
        for code in 0..4 {
            assert!(page.contains(&format!(".TP\n\\fB{code}\\fR\n")), "the page of {command} lacks exit code {code}");
        }
    }
}
