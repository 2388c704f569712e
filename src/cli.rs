//! The command line: verbs, flags, streams and exit codes.
//!
//! Takes the arguments; gives an exit code. Each verb is one file below `cli/`, and nothing else prints.

mod baseline_options;
mod context;
mod errors;
mod finding_options;
mod globals;
mod outcome;
mod progress;
mod site_options;
mod site_summary;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use anstream::AutoStream;
use anstream::stream::{AsLockedWrite, RawStream};
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::model::Error;
use crate::text::control;
use context::Context;
use errors::error_text;
use globals::Globals;
use outcome::Outcome;
use progress::{Progress, ProgressStream};

/// Finds work that leaders should hand over, in task notes kept as Markdown, and renders it as a static site
#[derive(Debug, Parser)]
#[command(name = "handover", version, max_term_width = 100, after_help = outcome::EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    globals: Globals,
}

macro_rules! verbs {
    ($($name:ident($module:ident))+) => {
        $(mod $module;)+

        #[derive(Debug, Subcommand)]
        enum Verb {
            $($name($module::Arguments),)+
        }

        impl Verb {
            fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Error> {
                match self {
                    $(Self::$name(arguments) => $module::run(arguments, context),)+
                }
            }
        }
    };
}

verbs! {
    Init(init)
    New(new)
    Check(check)
    Build(build)
    Serve(serve)
    Plan(plan)
    Rules(rules)
    Explain(explain)
    Schema(schema)
    Completions(completions)
    Man(man)
}

/// What the program prints to: standard output and standard error, or bytes in memory.
pub trait Stream: RawStream + AsLockedWrite {}

impl<S: RawStream + AsLockedWrite> Stream for S {}

/// Runs the program with the arguments and streams of the process.
#[must_use]
pub fn main() -> ExitCode {
    // Standard error is not locked: another thread draws the progress line there.
    ExitCode::from(run(env::args_os(), io::stdout().lock(), io::stderr()))
}

/// Runs the program and returns its exit code. The first argument is the name of the program. Everything it prints goes
/// to `out` and `err`; the progress line appears only where `err` is a terminal.
pub fn run(arguments: impl IntoIterator<Item = OsString>, mut out: impl Stream, mut err: impl Stream) -> u8 {
    let Arguments { verb, globals } = match parse(&arguments.into_iter().collect::<Vec<_>>()) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => return print_usage(&error, &mut err),
        Err(help) => return print_usage(&help, &mut out),
    };
    let color = globals.color();
    let progress = Progress::start(globals.quiet || !err.is_terminal());
    let mut out = ProgressStream::new(AutoStream::new(out, color), &progress);
    let mut err = ProgressStream::new(AutoStream::new(err, color), &progress);
    let command = Arguments::command;
    let mut context = Context { globals, out: &mut out, err: &mut err, progress: &progress, command };
    let result = verb.run(&mut context);
    let result = result.and_then(|outcome| out.flush().map(|()| outcome).map_err(Error::from));
    match result {
        Ok(outcome) => outcome.exit_code(),
        Err(error) => {
            let _ = err.write_all(error_text(&error).as_bytes());
            outcome::FAILED
        }
    }
}

/// Parses the arguments. The message of an error repeats them, so they are parsed once more with control characters
/// spelled out.
fn parse(arguments: &[OsString]) -> Result<Arguments, clap::Error> {
    Arguments::try_parse_from(arguments).map_err(|error| {
        let visible = |argument: &OsString| control::visible(&argument.to_string_lossy());
        Arguments::try_parse_from(arguments.iter().map(visible)).err().unwrap_or(error)
    })
}

/// Prints a usage error, a help text or the version, and returns the exit code.
fn print_usage(text: &clap::Error, stream: &mut impl Stream) -> u8 {
    // A closed pipe is no failure.
    let _ = write!(AutoStream::auto(stream), "{}", text.render().ansi());
    u8::try_from(text.exit_code()).unwrap_or(outcome::FAILED)
}
