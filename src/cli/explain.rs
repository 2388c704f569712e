//! `handover explain ID`: what a rule looks for, why, and how to mend it.

use super::{Globals, Outcome, Streams, site};
use crate::audit::{RuleRef, find_rule, resolve_rule, rule_words};
use crate::export::Explanation;
use crate::model::Error;
use crate::text::suggest::did_you_mean;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Its id or name, such as N02 or asset-approval
    #[arg(value_name = "RULE")]
    rule: String,
}

pub(super) fn run(arguments: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    // Own lines belong to a site; without one there are none.
    let config = site::settings(globals).ok().map(|(_, config, _)| config);
    let rule = match &config {
        Some(config) => resolve_rule(config, &arguments.rule),
        None => find_rule(&arguments.rule).map(RuleRef::BuiltIn),
    };
    let explanation = rule.map(|rule| match config.as_ref().and_then(|config| rule.never_line(config)) {
        Some(line) => Explanation::of_own_line(&rule, line),
        None => Explanation::of_rule(rule.definition()),
    });
    if let Some(explanation) = explanation {
        streams.out.write_all(explanation.terminal().as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let words = rule_words(config.as_ref());
    let near = did_you_mean(&arguments.rule, words.iter().map(String::as_str));
    Err(Error::with_help(
        format!("there is no rule {}", arguments.rule),
        if near.is_empty() { "`handover rules` lists them all".to_owned() } else { near },
    ))
}
