//! `handover check`: audit only; the gate for CI.

use std::mem;
use std::path::PathBuf;

use super::findings::{FailOn, Options, below_root, name_unreadable};
use super::site::Loaded;
use super::{Globals, Outcome, Streams, site};
use crate::model::{Audience, Error};
use crate::report::{Report, Selection, lies_below};
use crate::text::words::visible;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print findings of these notes or folders only; all notes are audited
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    options: Options,
}

pub(super) fn run(arguments: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let loaded = site::load(globals, Audience::Leaders, streams)?;
    let paths = below_root(&loaded.root, &arguments.paths)?;
    paths.iter().try_for_each(|path| refuse_no_note(&loaded, path))?;
    let mut selection = arguments.options.selection(&loaded.config, paths)?;
    let report = arguments.options.audit(&loaded, &mut selection, globals, streams)?;
    let outcome = arguments.options.outcome(&report, &selection, FailOn::Error);
    let has_news = !loaded.is_empty() || outcome == Outcome::Findings;
    arguments.options.write(&report, &selection, has_news, FailOn::Error, globals, streams)?;
    name_unreadable(&report, |finding| selection.is_known(finding), streams)?;
    if globals.verbose {
        name_accepted(&report, &selection, streams)?;
    }
    if loaded.is_empty() {
        writeln!(
            streams.err,
            "there are no notes in {}; start one with: handover new ID --title \"…\" --owner ID",
            visible(&loaded.config.content)
        )?;
        return Ok(Outcome::NoNotes);
    }
    // The process ends with this, and to give all memory back piece by piece would take its time.
    mem::forget(report);
    mem::forget(loaded);
    Ok(outcome)
}

/// A path below which nothing is audited would always be found in order.
fn refuse_no_note(loaded: &Loaded, path: &str) -> Result<(), Error> {
    let notes = loaded.notes.iter().map(|note| &note.path);
    let files = loaded.notes.unreadable.iter().map(|file| &file.path);
    let problems = loaded.notes.problems.iter().map(|problem| &problem.location.path);
    let mut all = notes.chain(files).chain(problems).chain([&loaded.config.path]);
    if loaded.is_empty() || all.any(|file| lies_below(file, path)) {
        return Ok(());
    }
    Err(Error::with_help(
        format!("{path} is no note of this site, and holds none"),
        format!("notes are the files below {} whose names end in .md", loaded.config.content),
    ))
}

/// Accepted findings are no findings, but nobody should have to guess what they are.
fn name_accepted(report: &Report<'_>, selection: &Selection, streams: &mut Streams<'_>) -> Result<(), Error> {
    for finding in selection.of(report) {
        if let Some(accepted) = &finding.accepted {
            let (message, because) = (visible(&finding.message), visible(&accepted.because));
            writeln!(streams.err, "accepted until {}: {} {message} ({because})", accepted.until, finding.code())?;
        }
    }
    Ok(())
}
