//! `handover completions SHELL`: the script that lets a shell complete verbs, options and their values.
//!
//! Takes the shell; prints the script.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{Outcome, Streams};
use crate::model::Error;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The shell to complete in
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    // The generator panics where it cannot write, so it does not get the stream.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "handover", &mut script);
    streams.out.write_all(&script)?;
    Ok(Outcome::Clean)
}
