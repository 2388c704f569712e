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
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::model::Error;
use crate::text::words;
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

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let Arguments { verb, globals } = arguments();
    let color = globals.color();
    let progress = Progress::start(globals.quiet);
    let mut out = ProgressStream::new(AutoStream::new(io::stdout().lock(), color), &progress);
    // Not locked: another thread draws the progress line there.
    let mut err = ProgressStream::new(AutoStream::new(io::stderr(), color), &progress);
    let command = Arguments::command;
    let mut context = Context { globals, out: &mut out, err: &mut err, progress: &progress, command };
    let result = verb.run(&mut context);
    let result = result.and_then(|outcome| out.flush().map(|()| outcome).map_err(Error::from));
    match result {
        Ok(outcome) => ExitCode::from(outcome.exit_code()),
        Err(error) => {
            let _ = err.write_all(error_text(&error).as_bytes());
            ExitCode::from(outcome::FAILED)
        }
    }
}

/// The arguments of the process. Where they are wrong, the run ends here with a message. The message repeats them, so
/// they are parsed once more with control characters spelled out.
fn arguments() -> Arguments {
    Arguments::try_parse().unwrap_or_else(|error| {
        let visible = |argument: OsString| words::visible(&argument.to_string_lossy());
        Arguments::try_parse_from(env::args_os().map(visible)).err().unwrap_or(error).exit()
    })
}
