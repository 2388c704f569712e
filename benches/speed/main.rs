//! What a build costs, beside what the same files cost to write and what Hugo takes for the same notes.
//!
//! `cargo bench --bench speed` does it on 10,000 notes; see benches/README.md for what it prints and how to run it.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod corpus;
mod floor;
mod hugo;
mod measure;
mod serve;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;
use hugo::Hugo;
use measure::{Cost, median, run};

/// What to measure.
#[derive(Parser)]
struct Arguments {
    /// How many notes
    #[arg(long, default_value_t = 10_000)]
    notes: u64,
    /// How often each, in turn; the run in the middle counts
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Only `check`, for more notes than anybody would build
    #[arg(long)]
    check_only: bool,
    /// The program to compare with
    #[arg(long, default_value = "hugo")]
    hugo: PathBuf,
    /// Where to write, best on a disk with nothing deleted from lately; a new folder in it is removed at the end
    #[arg(long)]
    folder: Option<PathBuf>,
    /// What cargo passes to every benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let arguments = Arguments::parse();
    let folder = match &arguments.folder {
        Some(folder) => tempfile::tempdir_in(folder),
        None => tempfile::tempdir(),
    };
    let folder = folder.expect("a folder");
    let site = folder.path().join("site");
    corpus::write(&site, arguments.notes).expect("the notes are written");
    println!("{} notes, {} people; the run in the middle of {}\n", arguments.notes, corpus::PEOPLE, arguments.runs);
    println!("{:<34} {:>8} {:>8} {:>8} {:>8}", "", "wall s", "user s", "system s", "MiB");
    if arguments.check_only {
        show("check", median((0..arguments.runs).map(|_| run(&mut handover(&site, &["check", "-q"]))).collect()));
        return;
    }
    let bench = Bench { folder: folder.path(), site: &site, notes: arguments.notes };
    bench.measure(&arguments);
}

struct Bench<'b> {
    folder: &'b Path,
    site: &'b Path,
    notes: u64,
}

/// What is measured, each as often as asked for.
#[derive(Default)]
struct Costs {
    hugo: Vec<Cost>,
    full: Vec<Cost>,
    floor: Vec<Cost>,
    check: Vec<Cost>,
    unchanged: Vec<Cost>,
    one_changed: Vec<Cost>,
}

impl Bench<'_> {
    /// Each in turn, so that what slows the machine down slows all of them down; each build into a folder of its own.
    fn measure(&self, arguments: &Arguments) {
        let hugo = Hugo::new(&arguments.hugo, &self.folder.join("hugo"), self.site).expect("templates are written");
        let mut costs = Costs::default();
        for round in 0..arguments.runs {
            let out = |name: &str| self.folder.join(format!("{name}-{round}"));
            corpus::touch(self.site, self.notes, "").expect("the note is written");
            costs.hugo.extend(hugo.as_ref().map(|hugo| run(&mut hugo.build(&out("hugo")))));
            costs.full.push(run(&mut self.build(&out("full"))));
            costs.floor.push(floor::run(&out("full"), &out("floor")));
            costs.check.push(run(&mut handover(self.site, &["check", "-q", "--fail-on", "never"])));
            costs.unchanged.push(run(&mut self.build(&out("full"))));
            corpus::touch(self.site, self.notes, "One more line.").expect("the note is written");
            costs.one_changed.push(run(&mut self.build(&out("full"))));
        }
        corpus::touch(self.site, self.notes, "").expect("the note is written");
        let files = files_below(&self.folder.join("full-0"));
        costs.report(files, self.notes);
        serve::report(self.site, self.notes, arguments.runs);
    }

    fn build(&self, out: &Path) -> Command {
        let mut command = handover(self.site, &["build", "-q", "--out"]);
        command.arg(out);
        command
    }
}

impl Costs {
    fn report(self, files: usize, notes: u64) {
        let [full, floor, check] = [self.full, self.floor, self.check].map(median);
        let [unchanged, changed] = [self.unchanged, self.one_changed].map(median);
        let hugo = (!self.hugo.is_empty()).then(|| median(self.hugo));
        if let Some(hugo) = hugo {
            show("hugo", hugo);
        }
        show(&format!("build, {files} files"), full);
        show("the same files, only written", floor);
        show("check", check);
        show("build, nothing changed", unchanged);
        show("build, one note changed", changed);
        println!();
        let seconds = |cost: &Cost| cost.wall.as_secs_f64();
        if let Some(hugo) = hugo {
            println!("build / hugo                       {:.2}  (at most 0.25)", seconds(&full) / seconds(&hugo));
        }
        println!("build / only written               {:.2}  (at most 2)", seconds(&full) / seconds(&floor));
        println!("unchanged / build                  {:.2}  (at most 0.35)", seconds(&unchanged) / seconds(&full));
        println!("one changed - unchanged            {:.2} s  (at most 0.1)", seconds(&changed) - seconds(&unchanged));
        let micros = full.cpu().as_micros() / u128::from(notes);
        println!("processor time of a build          {micros} µs a note");
    }
}

fn handover(site: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
    command.args(["--today", "2026-11-21", "--root"]).arg(site).args(arguments);
    command
}

fn show(what: &str, cost: Cost) {
    println!("{what:<34} {cost}");
}

fn files_below(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}
