//! `handover plan`: who could take the work that leaders should hand over.

use super::context::Context;
use super::outcome::Outcome;
use crate::audit::Suppressions;
use crate::export;
use crate::model::{Audience, Error};
use crate::plan::Plan;

/// Propose who could take over which work from leaders, and show what that changes
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    let site = context.load(Audience::Leaders)?;
    let report = site.report(Suppressions::Apply);
    context.progress.step("planning");
    context.out.write_all(export::plan(&report, &Plan::of(&report)).as_bytes())?;
    Ok(if site.is_empty() { Outcome::NoNotes } else { Outcome::Clean })
}
