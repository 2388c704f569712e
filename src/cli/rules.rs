//! `handover rules`: every rule on a line.

use super::{Globals, Outcome, Streams, site};
use crate::audit::{CATALOGUE, own_rules};
use crate::model::Error;
use crate::text::words::visible;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    for rule in CATALOGUE {
        writeln!(streams.out, "{:<5} {:<32} {:<8} {}", rule.id, rule.name, rule.severity, rule.gist())?;
    }
    // Own lines belong to a site; without one there are none.
    if let Ok((_, config, _)) = site::settings(globals) {
        for rule in own_rules(&config) {
            let title = rule.never_line(&config).and_then(|line| line.title.as_deref()).unwrap_or(rule.name());
            writeln!(streams.out, "{}: {}", rule.code(), visible(title))?;
        }
    }
    Ok(Outcome::Clean)
}
