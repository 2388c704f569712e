//! `handover check`: audit only; the gate for CI.

use std::path::PathBuf;

use super::context::Context;
use super::finding_options::{FailOn, FindingOptions, name_unreadable};
use super::outcome::Outcome;
use crate::app;
use crate::model::{Audience, Error};
use crate::report::{Report, Selection};
use crate::text::control::visible;

/// Audit the notes and print the findings; use it in CI
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print only findings about these notes or folders; all notes are audited
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    findings: FindingOptions,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    let site = context.load(Audience::Leaders)?;
    let paths = app::below_root(&site.root, &arguments.paths)?;
    paths.iter().try_for_each(|path| site.refuse_path_without_notes(path))?;
    let options = &arguments.findings;
    let mut selection = options.selection(&site.config, paths)?;
    let report = options.audit(&site, &mut selection, context)?;
    let outcome = options.outcome(&report, &selection, FailOn::Error);
    let prints_text = !site.is_empty() || outcome == Outcome::Findings;
    options.write(&report, &selection, prints_text, FailOn::Error, context)?;
    name_unreadable(&report, |finding| selection.is_known(finding), context)?;
    if context.globals.verbose {
        list_accepted(&report, &selection, context)?;
    }
    if site.is_empty() {
        let folder = visible(&site.config.content.dir);
        let help = "create one with: handover new ID --title \"…\" --owner ID";
        writeln!(context.err, "there are no notes in {folder}; {help}")?;
        return Ok(Outcome::NoNotes);
    }
    Ok(outcome)
}

/// Accepted findings do not count, but `--verbose` lists them.
fn list_accepted(report: &Report<'_>, selection: &Selection, context: &mut Context<'_>) -> Result<(), Error> {
    for finding in selection.of(report) {
        if let Some(accepted) = &finding.accepted {
            let (message, because) = (visible(&finding.message), visible(&accepted.because));
            writeln!(context.err, "accepted until {}: {} {message} ({because})", accepted.until, finding.code())?;
        }
    }
    Ok(())
}
