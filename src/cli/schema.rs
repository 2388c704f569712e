//! `handover schema`: JSON Schemas, for editors and for programs that read the report.

use super::{Outcome, Streams};
use crate::model::Error;
use crate::{export, schema};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What to describe
    #[arg(value_enum, value_name = "WHAT")]
    what: What,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum What {
    /// The front matter of a note, between its two lines of `+++`
    Note,
    /// site.toml
    Site,
    /// data/report.json, and what `check --format json` prints
    Report,
}

pub(super) fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let schema = match arguments.what {
        What::Note => schema::note(),
        What::Site => schema::site(),
        What::Report => export::report_schema(),
    };
    writeln!(streams.out, "{schema:#}")?;
    Ok(Outcome::Clean)
}
