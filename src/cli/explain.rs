//! `handover explain RULE`: what a rule looks for, why, and how to fix it.

use super::context::Context;
use super::outcome::Outcome;
use crate::audit::{CATALOGUE, find_rule, own_line, own_rules};
use crate::export::Explanation;
use crate::model::Error;
use crate::text::suggest::did_you_mean;

/// Explain a rule: what it looks for, why it matters, how to fix it
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id or name of the rule, such as N02 or asset-approval
    #[arg(value_name = "RULE")]
    rule: String,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    // Own lines are settings of a site, so outside a site there are none.
    let location = context.location().ok();
    let config = location.and_then(|location| location.settings(context.globals.today).ok()).map(|(config, _)| config);
    let own = || config.as_ref().and_then(|config| own_line(config, &arguments.rule));
    let explanation = match find_rule(&arguments.rule) {
        Some(rule) => Some(Explanation::of_rule(rule)),
        None => own().map(Explanation::of_own_line),
    };
    if let Some(explanation) = explanation {
        context.out.write_all(explanation.terminal().as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let own: Vec<String> = config.iter().flat_map(own_rules).collect();
    let words = CATALOGUE.iter().flat_map(|rule| [rule.id, rule.name]).chain(own.iter().map(String::as_str));
    let near = did_you_mean(&arguments.rule, words);
    Err(Error::with_help(
        format!("there is no rule {}", arguments.rule),
        if near.is_empty() { "run `handover rules` to list all rules".to_owned() } else { near },
    ))
}
