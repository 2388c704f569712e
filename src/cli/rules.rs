//! `handover rules`: one line a rule.

use super::context::Context;
use super::outcome::Outcome;
use crate::audit::{CATALOGUE, own_rules};
use crate::model::Error;
use crate::text::control::visible;

/// List all rules
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    for rule in CATALOGUE {
        writeln!(context.out, "{:<5} {:<32} {:<8} {}", rule.id, rule.name, rule.severity, rule.gist())?;
    }
    // Own lines are settings of a site, so outside a site there are none.
    let location = context.location().ok();
    if let Some((config, _)) = location.and_then(|location| location.settings(context.globals.today).ok()) {
        for rule in own_rules(&config) {
            let title = rule.never_line(&config).and_then(|line| line.title.as_deref()).unwrap_or(rule.name());
            writeln!(context.out, "{}: {}", rule.code(), visible(title))?;
        }
    }
    Ok(Outcome::Clean)
}
