//! Finds the rule that a word names, in settings, suppressions and on the command line.
//!
//! Takes the catalogue and the settings; gives rules and own lines.

use crate::audit::inference::own_lines::own_lines;
use crate::audit::rule::{Catalogue, Rule, RuleRef};
use crate::audit::source::Source;
use crate::model::Config;

/// The rule of the catalogue with this id or name.
pub(in crate::audit) fn built_in(catalogue: &Catalogue, word: &str) -> Option<&'static Rule> {
    catalogue.iter().copied().find(|rule| rule.is_called(word))
}

/// The rule with this id or name, or else the own line of the site.
pub(in crate::audit) fn resolve(catalogue: &Catalogue, config: &Config, word: &str) -> Option<RuleRef> {
    let built_in = built_in(catalogue, word).map(RuleRef::BuiltIn);
    built_in.or_else(|| own(catalogue, config).find(|line| line.is_called(word)))
}

/// The own lines of a site, sorted by id.
pub(in crate::audit) fn own(catalogue: &Catalogue, config: &Config) -> impl Iterator<Item = RuleRef> {
    let rule = catalogue.iter().copied().find(|rule| rule.source == Source::OwnList);
    rule.into_iter().flat_map(|rule| own_lines(config).map(|line| RuleRef::own_line(rule, &line.id)))
}

/// Every rule that a finding can have: those of the catalogue, and the site's own lines in place of the rule that
/// checks them.
pub(in crate::audit) fn all(catalogue: &Catalogue, config: &Config) -> impl Iterator<Item = RuleRef> {
    let built_in = catalogue.iter().copied().filter(|rule| rule.source != Source::OwnList);
    built_in.map(RuleRef::BuiltIn).chain(own(catalogue, config))
}

/// Every word that names a rule, for suggestions.
pub(in crate::audit) fn words(catalogue: &Catalogue, config: Option<&Config>) -> Vec<String> {
    let built_in = catalogue.iter().flat_map(|rule| [rule.id.to_owned(), rule.name.to_owned()]);
    let own = config.into_iter().flat_map(|config| own(catalogue, config));
    built_in.chain(own.map(|line| line.code().to_owned())).collect()
}
