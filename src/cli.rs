//! The command line: verbs, flags, streams and exit codes.
//!
//! Takes the arguments; gives an exit code. Each verb is a thin file below `cli/`; nothing else prints.

mod build;
mod check;
mod completions;
mod contents;
mod earlier;
mod edition;
mod explain;
mod findings;
mod init;
mod man;
mod new;
mod plan;
mod progress;
mod rules;
mod schema;
mod serve;
mod site;
mod summary;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::export;
use crate::model::Error;
use crate::text::words;
use progress::{Ending, Progress};

/// Finds what leaders should let go of, in task notes kept as Markdown, and renders it as a static site.
#[derive(Debug, Parser)]
#[command(name = "handover", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    globals: Globals,
}

const AFTER_HELP: &str = "\
Exit codes:
  0  nothing found at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage, broken site.toml, or a file that cannot be read or written; nothing was published
  3  no notes found";

/// What every verb takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
struct Globals {
    /// Look for the site in this folder, or in the nearest one above it that has a site.toml
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Use this file instead of site.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Audit as of this day, such as 2026-11-21 [default: `SOURCE_DATE_EPOCH`, `today` under `[audit]`, or the clock]
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_day)]
    today: Option<Date>,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", hide_possible_values = false)]
    color: Color,
    /// Say nothing but findings and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say where the site was found, and name what is accepted
    #[arg(short, long, global = true)]
    verbose: bool,
}

fn parse_day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "write a day of the calendar as year, month and day, such as 2026-11-21")
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Start a site: site.toml, three example notes and a .gitignore
    Init(init::Arguments),
    /// Start a note
    New(new::Arguments),
    /// Audit the notes and print findings; the gate for CI
    Check(check::Arguments),
    /// Audit the notes and write the site
    Build(build::Arguments),
    /// Show the site in the browser while you write: it follows what you save
    Serve(serve::Arguments),
    /// Say who could take what leaders should hand over, and what that changes
    Plan(plan::Arguments),
    /// List the rules
    Rules(rules::Arguments),
    /// Explain a rule, by id or name
    Explain(explain::Arguments),
    /// Print the JSON Schema of notes, site.toml or the report
    Schema(schema::Arguments),
    /// Print the completion script of a shell
    Completions(completions::Arguments),
    /// Print the manual page of the program or of a verb
    Man(man::Arguments),
}

/// How a run ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Clean,
    Findings,
    NoNotes,
}

/// The two streams a verb may write to.
struct Streams<'s> {
    out: &'s mut dyn Write,
    err: &'s mut dyn Write,
    /// What the run is at; ends with the first thing that is written.
    progress: &'s Progress,
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = arguments();
    let color = match arguments.globals.color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let progress = Progress::start(arguments.globals.quiet);
    let mut out = Ending::new(AutoStream::new(io::stdout().lock(), color), &progress);
    // Not locked, since the progress is drawn there from another thread.
    let mut err = Ending::new(AutoStream::new(io::stderr(), color), &progress);
    let result = run(arguments, &mut Streams { out: &mut out, err: &mut err, progress: &progress });
    let result = result.and_then(|outcome| out.flush().map(|()| outcome).map_err(Error::from));
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::NoNotes) => ExitCode::from(3),
        Err(error) => {
            let _ = report_error(&mut err, &error);
            ExitCode::from(2)
        }
    }
}

/// The arguments, or the end of the program with what is wrong with them. That repeats them, so they are read once more
/// as they may be printed.
fn arguments() -> Arguments {
    Arguments::try_parse().unwrap_or_else(|error| {
        let visible = |argument: OsString| words::visible(&argument.to_string_lossy());
        Arguments::try_parse_from(env::args_os().map(visible)).err().unwrap_or(error).exit()
    })
}

fn run(arguments: Arguments, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let globals = arguments.globals;
    match arguments.verb {
        Verb::Init(verb) => init::run(&verb, &globals, streams),
        Verb::New(verb) => new::run(&verb, &globals, streams),
        Verb::Check(verb) => check::run(&verb, &globals, streams),
        Verb::Build(verb) => build::run(&verb, &globals, streams),
        Verb::Serve(verb) => serve::run(&verb, &globals, streams),
        Verb::Plan(verb) => plan::run(&verb, &globals, streams),
        Verb::Rules(verb) => rules::run(&verb, &globals, streams),
        Verb::Explain(verb) => explain::run(&verb, &globals, streams),
        Verb::Schema(verb) => schema::run(&verb, streams),
        Verb::Completions(verb) => completions::run(&verb, streams),
        Verb::Man(verb) => man::run(&verb, streams),
    }
}

fn report_error(err: &mut dyn Write, error: &Error) -> io::Result<()> {
    err.write_all(error_text(error).as_bytes())
}

/// What is said of an error, with styles.
fn error_text(error: &Error) -> String {
    if let Error::Config { text, problems } = error {
        let shown = export::problems(text, problems);
        let problems = words::count(problems.len(), "problem", "problems");
        return format!("{shown}the settings cannot be used: {problems}\n");
    }
    let style = anstyle::AnsiColor::Red.on_default().bold();
    format!("{style}error:{style:#} {}\n", words::visible(&error.to_string()))
}
