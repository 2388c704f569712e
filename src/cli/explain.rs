//! `handover explain ID`: what a rule looks for, why, and how to mend it.

use super::{Globals, Outcome, Streams, site};
use crate::audit::{CATALOGUE, find_rule, own_line, own_rules};
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
    let own = || config.as_ref().and_then(|config| own_line(config, &arguments.rule));
    let explanation = match find_rule(&arguments.rule) {
        Some(rule) => Some(Explanation::of_rule(rule)),
        None => own().map(Explanation::of_own_line),
    };
    if let Some(explanation) = explanation {
        streams.out.write_all(explanation.terminal().as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let own: Vec<String> = config.iter().flat_map(own_rules).collect();
    let words = CATALOGUE.iter().flat_map(|rule| [rule.id, rule.name]).chain(own.iter().map(String::as_str));
    let near = did_you_mean(&arguments.rule, words);
    Err(Error::with_help(
        format!("there is no rule {}", arguments.rule),
        if near.is_empty() { "`handover rules` lists them all".to_owned() } else { near },
    ))
}
