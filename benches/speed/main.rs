//! What a build costs, compared with writing the same files and with Hugo on the same notes.
//!
//! `cargo bench --bench speed` measures two sites of 10,000 notes; benches/README.md says what it prints and how to run it.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod corpus;
mod floor;
mod hugo;
mod measure;
mod serve;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Parser, ValueEnum as _};
use corpus::Kind;
use hugo::Hugo;
use measure::{Cost, median, run};

/// What to measure.
#[derive(Parser)]
struct Arguments {
    /// How many notes
    #[arg(long, default_value_t = 10_000)]
    notes: u64,
    /// Which site: few findings, or three a note [default: both]
    #[arg(long, value_enum)]
    corpus: Option<Kind>,
    /// How often to run each; the median counts
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Measure `check` only, for a million notes
    #[arg(long)]
    check_only: bool,
    /// The Hugo program to compare with
    #[arg(long, default_value = "hugo")]
    hugo: PathBuf,
    /// Where to write; a new folder in it is removed at the end. Deletions slow a disk down for a while.
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
    let kinds = arguments.corpus.as_ref().map_or(Kind::value_variants(), std::slice::from_ref);
    for kind in kinds {
        let name = kind.to_possible_value().expect("a value").get_name().to_owned();
        let folder = folder.path().join(&name);
        let site = folder.join("site");
        corpus::write(&site, arguments.notes, *kind).expect("the notes are written");
        println!("{name}: {} notes, {} people; median of {}\n", arguments.notes, corpus::PEOPLE, arguments.runs);
        println!("{:<34} {:>8} {:>8} {:>8} {:>8}", "", "wall s", "user s", "system s", "MiB");
        Bench { folder: &folder, site: &site, notes: arguments.notes, kind: *kind }.measure(&arguments);
        println!();
    }
}

struct Bench<'b> {
    folder: &'b Path,
    site: &'b Path,
    notes: u64,
    kind: Kind,
}

/// The runs of each command.
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
    /// Runs the commands in turn, so that a slow moment of the machine slows all of them. Each build has its own folder.
    fn measure(&self, arguments: &Arguments) {
        if arguments.check_only {
            let check = || run(&mut handover(self.site, &["check", "-q", "--fail-on", "never"]));
            show("check", median((0..arguments.runs).map(|_| check()).collect()));
            return;
        }
        let hugo = Hugo::new(&arguments.hugo, &self.folder.join("hugo"), self.site).expect("templates are written");
        let mut costs = Costs::default();
        for round in 0..arguments.runs {
            let out = |name: &str| self.folder.join(format!("{name}-{round}"));
            self.touch("");
            costs.hugo.extend(hugo.as_ref().map(|hugo| run(&mut hugo.build(&out("hugo")))));
            costs.full.push(run(&mut self.build(&out("full"))));
            costs.floor.push(floor::run(&out("full"), &out("floor")));
            costs.check.push(run(&mut handover(self.site, &["check", "-q", "--fail-on", "never"])));
            costs.unchanged.push(run(&mut self.build(&out("full"))));
            self.touch("One more line.");
            costs.one_changed.push(run(&mut self.build(&out("full"))));
        }
        self.touch("");
        let files = files_below(&self.folder.join("full-0"));
        costs.report(files, self.notes);
        serve::report(self.site, self.notes, arguments.runs, &|with| self.touch(with));
    }

    /// Changes one note.
    fn touch(&self, with: &str) {
        corpus::touch(self.site, self.notes, self.kind, with).expect("the note is written");
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
