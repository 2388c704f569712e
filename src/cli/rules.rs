//! `handover rules`: every rule on a line.

use super::{Globals, Outcome, Streams, site};
use crate::audit::{CATALOGUE, own_lines};
use crate::model::Error;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    for rule in CATALOGUE {
        writeln!(streams.out, "{:<5} {:<32} {:<8} {}", rule.id, rule.name, rule.severity, rule.gist())?;
    }
    // Own lines belong to a site; without one there are none.
    if let Ok((_, config, _)) = site::settings(globals) {
        for line in own_lines(&config) {
            let title = line.title.as_deref().unwrap_or(&line.id);
            writeln!(streams.out, "N-{}: {}", line.id.value, crate::text::words::visible(title))?;
        }
    }
    Ok(Outcome::Clean)
}
