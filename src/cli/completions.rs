//! `handover completions SHELL`: the script with which a shell completes commands, options and values.

use clap_complete::Shell;

use super::context::Context;
use super::outcome::Outcome;
use crate::model::Error;

/// Print the completion script for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The shell that will load the script
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    // The generator panics if it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut (context.parser)(), "handover", &mut script);
    context.out.write_all(&script)?;
    Ok(Outcome::Clean)
}
