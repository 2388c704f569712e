//! How long the plan takes for 2,000 notes that leaders should hand over and 200 people who could take them.
//!
//! `cargo bench --bench plan` generates the same notes each time and prints the fastest of five runs of `handover check`
//! and `handover plan`. The difference is the cost of the plan.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const NOTES: u64 = 2_000;
const PEOPLE: u64 = 200;
const LEADERS: u64 = 20;
const SKILLS: u64 = 40;
const RUNS: usize = 5;

fn main() {
    let site = tempfile::tempdir().expect("a folder for the site");
    write_site(site.path());
    let check = best_of(RUNS, || run(site.path(), &["check", "--fail-on", "never", "--format", "json"]));
    let plan = best_of(RUNS, || run(site.path(), &["plan"]));
    println!("{NOTES} notes, {PEOPLE} people, {LEADERS} leaders, best of {RUNS}");
    println!("check  {:>6} ms", check.as_millis());
    println!("plan   {:>6} ms", plan.as_millis());
    println!("ratio  {:>6.1}", plan.as_secs_f64() / check.as_secs_f64());
}

fn best_of(runs: usize, run: impl Fn() -> Duration) -> Duration {
    (0..runs).map(|_| run()).min().unwrap_or_default()
}

fn run(site: &Path, arguments: &[&str]) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_handover"))
        .args(["--today", "2026-11-21", "--root"])
        .arg(site)
        .args(arguments)
        .stdout(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(status.success(), "handover {arguments:?} ended with {status}");
    start.elapsed()
}

fn write_site(site: &Path) {
    let mut config = String::from("[site]\ntitle = \"Benchmark\"\n");
    for leader in 0..LEADERS {
        let _ = writeln!(config, "[people.leader-{leader}]\nrole = \"leader\"\ncapacity = 40");
    }
    for person in 0..PEOPLE {
        let skills: Vec<String> = (0..4).map(|at| format!("\"skill-{}\"", mix(person * 7 + at) % SKILLS)).collect();
        let interest = mix(person + 900) % SKILLS;
        let _ = writeln!(
            config,
            "[people.person-{person}]\ncapacity = 36\nskills = [{}]\ninterests = [\"skill-{interest}\"]",
            skills.join(", ")
        );
    }
    fs::write(site.join("site.toml"), config).expect("site.toml is written");
    let content = site.join("content");
    fs::create_dir(&content).expect("a folder for the notes");
    for note in 0..NOTES {
        let (leader, skill) = (mix(note) % LEADERS, mix(note + 1) % SKILLS);
        let tenths = 5 + mix(note + 2) % 55;
        let text = format!(
            "+++\ntitle = \"Note {note}\"\nowner = \"leader-{leader}\"\nwork = \"execution\"\ncadence = \"weekly\"\n\
             hours = {}.{}\nskills = [\"skill-{skill}\"]\n+++\nWhat is done here, in a line.\n",
            tenths / 10,
            tenths % 10
        );
        fs::write(content.join(format!("note-{note}.md")), text).expect("the note is written");
    }
}

/// A pseudo-random number, the same every time.
fn mix(number: u64) -> u64 {
    let mixed = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33
}
