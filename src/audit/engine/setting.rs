//! The severity of a rule in a site: `[audit.severity]` of site.toml, or else the default of the rule.

use crate::audit::rule::{Draft, Mark, Rule, RuleRef};
use crate::audit::severity::Severity;
use crate::audit::source::Source;
use crate::model::{Config, Word as _};

/// The values of `[audit.severity]` for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    Off,
    Severity(Severity),
}

impl Setting {
    /// "error", or "off".
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Severity(severity) => severity.word(),
        }
    }
}

/// The severity of a rule or own line in this site, before inference, or off.
pub(crate) fn setting(config: &Config, rule: &RuleRef) -> Setting {
    match configured(config, rule) {
        Some(Setting::Off) if rule.has(Mark::AlwaysOn) => Setting::Severity(rule.definition().severity),
        Some(setting) => setting,
        None => Setting::Severity(rule.definition().severity),
    }
}

/// Whether a rule or own line is not turned off.
pub(crate) fn is_on(config: &Config, rule: &RuleRef) -> bool {
    setting(config, rule) != Setting::Off
}

/// The rules of `catalogue` that are not turned off.
pub(in crate::audit) fn on(catalogue: &[&'static Rule], config: &Config) -> Vec<&'static Rule> {
    catalogue.iter().copied().filter(|rule| is_on(config, &RuleRef::BuiltIn(rule))).collect()
}

/// The severity of a finding. A setting in site.toml replaces the rule's severity. An inferred finding is one step
/// milder. Errors about handing over become warnings in a site with nobody to hand work to.
pub(in crate::audit) fn severity(config: &Config, draft: &Draft) -> Severity {
    let rule = draft.rule.definition();
    let mut severity = match configured(config, &draft.rule) {
        Some(Setting::Severity(severity)) => severity,
        Some(Setting::Off) | None => draft.severity.unwrap_or(rule.severity),
    };
    // The phrases of an own line are the site's own words.
    if !draft.inferred.is_empty() && rule.source != Source::OwnList {
        severity = severity.lowered();
    }
    if rule.has(Mark::NeedsHelpers) && !config.has_helpers() {
        severity = severity.min(Severity::Warning);
    }
    severity
}

/// The setting of a rule in `[audit.severity]`, if there is one. A setting of one own line takes precedence over a
/// setting of the rule of all own lines; of two settings of a rule, the later one applies.
fn configured(config: &Config, rule: &RuleRef) -> Option<Setting> {
    let last = |is_named: &dyn Fn(&str) -> bool| {
        let found = config.audit.severity.iter().rev().find(|(word, _)| is_named(word));
        found.map(|(_, word)| Severity::parse(word.word()).map_or(Setting::Off, Setting::Severity))
    };
    last(&|word| rule.is_called(word)).or_else(|| last(&|word| rule.definition().is_called(word)))
}

#[cfg(test)]
mod tests {
    use crate::audit::samples;
    use crate::audit::severity::Severity;

    #[test]
    fn own_line_without_a_setting_uses_the_setting_of_all_own_lines() {
        let note = [("a", "+++\ntitle = \"Payment reminders\"\nowner = \"nora\"\n+++\n")];
        let line = "[never.reminders]\nphrases = [\"payment reminder\"]\n[audit.severity]\nN-ID = \"error\"\n";
        let severity = |more: &str| {
            let found = samples::findings(&samples::config(&format!("{line}{more}")), note);
            found.iter().find(|finding| finding.code() == "N-reminders").map(|finding| finding.severity)
        };
        assert_eq!(severity(""), Some(Severity::Error));
        assert_eq!(severity("N-reminders = \"info\"\n"), Some(Severity::Info));
        assert_eq!(severity("N-reminders = \"off\"\n"), None);
    }

    #[test]
    fn later_of_two_settings_of_a_rule_applies() {
        let note = [("a", "+++\ntitle = \"A\"\nowner = \"nora\"\nwork = \"execution\"\ncadence = \"weekly\"\n+++\n")];
        let severity = |settings: &str| {
            let found = samples::findings(&samples::config(&format!("[audit.severity]\n{settings}")), note);
            found.iter().find(|finding| finding.code() == "N01").map(|finding| finding.severity)
        };
        assert_eq!(severity("repetitive-execution = \"warning\"\nN01 = \"info\"\n"), Some(Severity::Info));
        assert_eq!(severity("N01 = \"info\"\nrepetitive-execution = \"warning\"\n"), Some(Severity::Warning));
    }
}
