//! `handover schema`: JSON Schemas, for editors and for programs that read the report.

use super::context::Context;
use super::outcome::Outcome;
use crate::model::Error;
use crate::{export, model};

/// Print the JSON Schema of notes, of site.toml or of the JSON report
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What the schema describes
    #[arg(value_enum, value_name = "WHAT")]
    what: What,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum What {
    /// The front matter of a note, between the two lines `+++`
    Note,
    /// site.toml
    Site,
    /// data/report.json, and the output of `check --format json`
    Report,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    let schema = match arguments.what {
        What::Note => model::note_schema(),
        What::Site => model::site_schema(),
        What::Report => export::report_schema(),
    };
    writeln!(context.out, "{schema:#}")?;
    Ok(Outcome::Clean)
}
