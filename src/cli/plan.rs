//! `handover plan`: who could take what leaders should hand over.

use super::{Globals, Outcome, Streams, site};
use crate::audit::Suppressions;
use crate::export;
use crate::model::{Audience, Error};
use crate::plan::Plan;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let loaded = site::load(globals, Audience::Leaders, streams)?;
    let report = loaded.report(Suppressions::Apply);
    streams.progress.step("planning");
    streams.out.write_all(export::plan(&report, &Plan::of(&report)).as_bytes())?;
    if loaded.is_empty() {
        return Ok(Outcome::NoNotes);
    }
    Ok(Outcome::Clean)
}
