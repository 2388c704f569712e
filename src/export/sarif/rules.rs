//! The rules of a site as SARIF describes rules.
//!
//! Takes the settings; gives every rule that is on, in the order of the catalogue, and the site's own lines after them.

use super::log::{Configuration, Help, Message, Properties, Rule};
use super::message::{message, without_placeholders};
use crate::audit::{self, RuleRef, Setting, Severity, all_rules, setting};
use crate::export::explanation::Explanation;
use crate::model::{Config, NeverLine};

/// The longest description that GitHub takes, in characters.
const LONGEST: usize = 1024;

pub(super) fn rules(config: &Config) -> Vec<Rule> {
    let on = all_rules(config).filter_map(|rule| Some((severity_of(config, &rule)?, rule)));
    let described = on.map(|(severity, rule)| match rule.never_line(config) {
        Some(line) => of_line(config, &rule, line, severity),
        None => of_rule(config, rule.definition(), severity),
    });
    described.collect()
}

/// SARIF's word for a severity: it calls the mildest `note`.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The severity in force; none for a rule that is off.
fn severity_of(config: &Config, rule: &RuleRef) -> Option<Severity> {
    match setting(config, rule) {
        Setting::Severity(severity) => Some(severity),
        Setting::Off => None,
    }
}

fn of_rule(config: &Config, rule: &audit::Rule, severity: Severity) -> Rule {
    Rule {
        id: rule.id.to_owned(),
        name: pascal_case(rule.name),
        short_description: description(&format!("{}.", rule.gist())),
        full_description: description(&format!("{} {}", rule.when, rule.why)),
        default_configuration: Configuration { level: level(severity) },
        help_uri: config.rule_address(rule.id),
        help: help(&Explanation::of_rule(rule)),
        properties: Properties { tags: [rule.source.tag()] },
    }
}

fn of_line(config: &Config, rule: &RuleRef, line: &NeverLine, severity: Severity) -> Rule {
    let definition = rule.definition();
    let title = line.title.as_deref().unwrap_or(&line.id);
    Rule {
        id: rule.code().to_owned(),
        name: pascal_case(&line.id),
        short_description: description(&format!("Your own rule: {title}.")),
        full_description: description(&format!(
            "A leader does work that your own rule names: {title}. {}",
            definition.why
        )),
        default_configuration: Configuration { level: level(severity) },
        help_uri: config.rule_address(rule.code()),
        help: help(&Explanation::of_own_line(rule, line)),
        properties: Properties { tags: [definition.source.tag()] },
    }
}

fn help(explanation: &Explanation) -> Help {
    Help { text: message(&explanation.text()).text, markdown: without_placeholders(&explanation.markdown()) }
}

fn description(text: &str) -> Message {
    if text.chars().count() <= LONGEST {
        return message(text);
    }
    let cut: String = text.chars().take(LONGEST - 1).collect();
    message(&format!("{cut}…"))
}

/// `repetitive-execution` as SARIF wants names: `RepetitiveExecution`.
fn pascal_case(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let capital = |word: &str| {
        let mut rest = word.chars();
        let first: String = rest.next().into_iter().flat_map(char::to_uppercase).collect();
        first + rest.as_str()
    };
    words.map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{CATALOGUE, samples};

    #[test]
    fn rule_names_become_pascal_case() {
        assert_eq!(pascal_case("repetitive-execution"), "RepetitiveExecution");
        assert_eq!(pascal_case("übersicht_2 x"), "Übersicht2X");
    }

    #[test]
    fn only_rules_that_are_on_are_described() {
        let all = rules(&samples::config("")).len();
        assert_eq!(all, CATALOGUE.len() - 1, "own lines replace their common rule");
        let own = "[never.reminders]\ntitle = \"Reminders\"\nphrases = [\"payment reminder\"]\n";
        let off = "[audit.severity]\nN01 = \"off\"\nN-reminders = \"info\"\n";
        let rules = rules(&samples::config(&format!("{own}{off}")));
        assert_eq!(rules.len(), all);
        let line = rules.last().expect("rules");
        assert_eq!((line.id.as_str(), line.default_configuration.level), ("N-reminders", "note"));
        assert!(!rules.iter().any(|rule| rule.id == "N01"));
        for rule in &rules {
            assert!(rule.full_description.text.chars().count() < LONGEST, "{} is cut", rule.id);
        }
    }
}
