//! Rules and families as users name them.
//!
//! Takes the settings and words; refuses words that name no rule and no family.

use crate::audit::{CATALOGUE, resolve_rule, rule_words};
use crate::model::{Config, Error};
use crate::text::suggest::did_you_mean;

/// Refuses the first word that is neither a rule nor a family.
pub(crate) fn refuse_unknown_rules<'w>(
    config: &Config,
    words: impl IntoIterator<Item = &'w String>,
) -> Result<(), Error> {
    words.into_iter().try_for_each(|word| refuse_unknown_rule(config, word))
}

fn refuse_unknown_rule(config: &Config, word: &str) -> Result<(), Error> {
    let is_family = word.len() == 1 && CATALOGUE.iter().any(|rule| rule.id.starts_with(&word.to_uppercase()));
    if is_family || resolve_rule(config, word).is_some() {
        return Ok(());
    }
    let known = rule_words(Some(config));
    let near = did_you_mean(word, known.iter().map(String::as_str));
    let help = if near.is_empty() { "run `handover rules` to list all rules".to_owned() } else { near };
    Err(Error::with_help(format!("there is no rule or family {word}"), help))
}
