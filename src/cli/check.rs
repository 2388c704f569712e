//! `handover check`: audit only; the gate for CI.

use std::path::PathBuf;

use super::findings::{FailOn, Options, below_root};
use super::{Globals, Outcome, Streams, site};
use crate::error::Error;
use crate::notes::Audience;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print findings of these notes or folders only; all notes are audited
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    options: Options,
}

pub(super) fn run(arguments: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let loaded = site::load(globals, Audience::Leaders)?;
    let paths = below_root(&loaded.root, &arguments.paths)?;
    let selection = arguments.options.selection(&loaded.config, paths)?;
    let report = loaded.report(arguments.options.allows());
    let outcome = arguments.options.outcome(&report, &selection, FailOn::Error);
    let has_news = (!globals.quiet && !loaded.is_empty()) || outcome == Outcome::Findings;
    arguments.options.write(&report, &selection, has_news, streams)?;
    if loaded.is_empty() {
        writeln!(
            streams.err,
            "there are no notes in {}; start one with: handover new ID --title \"…\" --owner ID",
            loaded.config.content
        )?;
        return Ok(Outcome::NoNotes);
    }
    Ok(outcome)
}
