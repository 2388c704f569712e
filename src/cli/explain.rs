//! `handover explain RULE`: what a rule looks for, why, and how to fix it.

use super::context::Context;
use super::outcome::Outcome;
use crate::audit::{RuleRef, find_rule, resolve_rule, rule_words};
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
    // Own lines are settings, so there are none outside a site.
    let location = context.location().ok();
    let config = location.and_then(|location| location.settings(context.globals.today).ok()).map(|(config, _)| config);
    let rule = match &config {
        Some(config) => resolve_rule(config, &arguments.rule),
        None => find_rule(&arguments.rule).map(RuleRef::BuiltIn),
    };
    let explanation = rule.map(|rule| match config.as_ref().and_then(|config| rule.never_line(config)) {
        Some(line) => Explanation::of_own_line(&rule, line),
        None => Explanation::of_rule(rule.definition()),
    });
    if let Some(explanation) = explanation {
        context.out.write_all(explanation.terminal().as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let words = rule_words(config.as_ref());
    let near = did_you_mean(&arguments.rule, words.iter().map(String::as_str));
    Err(Error::with_help(
        format!("there is no rule {}", arguments.rule),
        if near.is_empty() { "run `handover rules` to list all rules".to_owned() } else { near },
    ))
}
