//! Findings: drafts with their severity settled, a stable fingerprint, and whether they are accepted.
//!
//! Takes drafts; gives findings in one order for every input order.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::ops::Deref;

use jiff::civil::Date;

use crate::audit::engine::draft::{Draft, Subject};
use crate::audit::{Handing, Mark, Part, Rule, Site};
use crate::model::{Config, Word};
use crate::text::hash::short_hash;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Severity {
    /// A suggestion.
    Info,
    /// A risk.
    Warning,
    /// A line crossed, or a broken note.
    Error,
}

impl Severity {
    /// One step milder, never below info.
    pub(crate) fn lowered(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }
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

impl Word for Severity {
    const ALL: &'static [Self] = &[Self::Error, Self::Warning, Self::Info];

    fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// That a finding was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Acceptance {
    pub(crate) because: String,
    /// The last day it holds.
    pub(crate) until: Date,
}

/// Something the audit found: what a rule said, with what only the engine can settle.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    said: Draft,
    /// The rule's id; `N-` and the line's id for an own line.
    pub(crate) code: String,
    /// The rule's name, or the own line's id.
    pub(crate) name: String,
    /// Final, whatever the draft wanted.
    pub(crate) severity: Severity,
    pub(crate) accepted: Option<Acceptance>,
    /// Stays the same when lines move.
    pub(crate) fingerprint: String,
}

impl Deref for Finding {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.said
    }
}

impl Finding {
    /// Worst first, then by place, then by rule.
    pub(crate) fn order(&self) -> impl Ord + '_ {
        (std::cmp::Reverse(self.severity), &self.location, &self.code, &self.people, &self.message, &self.fingerprint)
    }

    /// The note it is on, by its place among all notes.
    pub(crate) fn note(&self) -> Option<usize> {
        match self.subject {
            Subject::Note(at) => Some(at),
            _ => None,
        }
    }
}

/// Turns a draft into a finding. A rule that is off has made no drafts.
pub(in crate::audit) fn settle(site: &Site<'_>, mut said: Draft) -> Finding {
    let severity = severity(site.config, &said);
    let (code, name) = match &said.own {
        Some(own) => (format!("N-{own}"), own.clone()),
        None => (said.rule.id.to_owned(), said.rule.name.to_owned()),
    };
    let fingerprint = fingerprint(site, &code, &said);
    said.help = help(site, &said);
    Finding { said, code, name, severity, accepted: None, fingerprint }
}

/// site.toml replaces what the rule says; inference lowers; a site with nobody to hand to hears no errors.
fn severity(config: &Config, draft: &Draft) -> Severity {
    let rule = draft.rule;
    let mut severity = match configured_severity(config, rule, draft.own.as_deref()) {
        Some(Setting::Severity(severity)) => severity,
        Some(Setting::Off) | None => draft.severity.unwrap_or(rule.severity),
    };
    if !draft.inferred.is_empty() && rule.id != "N-ID" {
        severity = severity.lowered();
    }
    if rule.has(Mark::NeedsHelpers) && !config.has_helpers() {
        severity = severity.min(Severity::Warning);
    }
    severity
}

/// What `[audit.severity]` can say of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    Off,
    Severity(Severity),
}

/// The severity a rule starts from in this site, or that it is off.
pub(crate) fn setting(config: &Config, rule: &Rule, own: Option<&str>) -> Setting {
    match configured_severity(config, rule, own) {
        Some(Setting::Off) if rule.has(Mark::AlwaysOn) => Setting::Severity(rule.severity),
        Some(setting) => setting,
        None => Setting::Severity(rule.severity),
    }
}

/// What `[audit.severity]` says of a rule, if it says anything.
fn configured_severity(config: &Config, rule: &Rule, own: Option<&str>) -> Option<Setting> {
    let set = |names_it: &dyn Fn(&str) -> bool| {
        let found = config.audit.severity.iter().rev().find(|(word, _)| names_it(word));
        found.map(|(_, word)| Severity::parse(word.word()).map_or(Setting::Off, Setting::Severity))
    };
    // What is said of one own line goes before what is said of all of them.
    own.and_then(|own| set(&|word| word.strip_prefix("N-").unwrap_or(word) == own))
        .or_else(|| set(&|word| word.eq_ignore_ascii_case(rule.id) || word == rule.name))
}

fn help(site: &Site<'_>, said: &Draft) -> String {
    let mut help = said.help.clone();
    if said.rule.has(Mark::Reclaimable) {
        let case = match said.subject {
            Subject::Note(at) => Some(&site.cases[at]),
            _ => None,
        };
        match case.map(|case| case.handing) {
            Some(Handing::Up { giver }) if said.parts.contains(&Part::Doing) => {
                help = format!("give it back to {}, with what was missing", site.config.name_of(giver));
            }
            _ if !site.config.has_helpers() => {
                "there is nobody in site.toml to hand it to: stop it, do it less often, simplify it, or hire"
                    .clone_into(&mut help);
            }
            _ => {}
        }
        if let Some(why) = case.and_then(|case| case.why_not_hands_on(site.today)) {
            let _ = write!(help, "; its [hands_on] does not count, for {why}");
        }
    }
    if !said.silenced.is_empty() {
        let names: Vec<String> = said.silenced.iter().map(|rule| format!("{} {}", rule.id, rule.name)).collect();
        let _ = write!(help, " (this is also {})", names.join(" and "));
    }
    help
}

/// Bytes of a fingerprint.
const FINGERPRINT: usize = 8;

fn fingerprint(site: &Site<'_>, code: &str, draft: &Draft) -> String {
    let subject = match &draft.subject {
        Subject::Note(at) => site.cases[*at].note.id.as_str(),
        Subject::File(path) => path,
        Subject::Entry(id) => id,
        Subject::Config => "site.toml",
        Subject::Site => "",
    };
    short_hash(&[code, subject, &draft.people.join(","), &draft.key].join("\n"), FINGERPRINT)
}

/// Where several findings say the same of the same, the second and later ones get a fingerprint by their number.
pub(in crate::audit) fn tell_apart(findings: &mut [Finding]) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let seen = times.entry(finding.fingerprint.clone()).or_default();
        *seen += 1;
        if *seen > 1 {
            finding.fingerprint = short_hash(&format!("{} {seen}", finding.fingerprint), FINGERPRINT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Severity;
    use crate::audit::samples;

    #[test]
    fn a_setting_of_n_id_holds_for_own_lines_that_have_none() {
        let note = [("a", "+++\ntitle = \"Payment reminders\"\nowner = \"nora\"\n+++\n")];
        let line = "[never.reminders]\nphrases = [\"payment reminder\"]\n[audit.severity]\nN-ID = \"error\"\n";
        let severity = |more: &str| {
            let found = samples::findings(&samples::config(&format!("{line}{more}")), note);
            found.iter().find(|finding| finding.code == "N-reminders").map(|finding| finding.severity)
        };
        assert_eq!(severity(""), Some(Severity::Error));
        assert_eq!(severity("N-reminders = \"info\"\n"), Some(Severity::Info));
        assert_eq!(severity("N-reminders = \"off\"\n"), None);
    }

    #[test]
    fn of_two_settings_of_a_rule_the_later_one_holds() {
        let note = [("a", "+++\ntitle = \"A\"\nowner = \"nora\"\nwork = \"execution\"\ncadence = \"weekly\"\n+++\n")];
        let severity = |settings: &str| {
            let found = samples::findings(&samples::config(&format!("[audit.severity]\n{settings}")), note);
            found.iter().find(|finding| finding.code == "N01").map(|finding| finding.severity)
        };
        assert_eq!(severity("repetitive-execution = \"warning\"\nN01 = \"info\"\n"), Some(Severity::Info));
        assert_eq!(severity("N01 = \"info\"\nrepetitive-execution = \"warning\"\n"), Some(Severity::Warning));
    }

    #[test]
    fn what_could_be_handed_over_is_not_charged_to_an_approval() {
        let note = "+++\ntitle = \"A\"\nowner = \"nora\"\nwork = \"execution\"\ncadence = \"weekly\"\nhours = 3\n\
                    [approval]\nby = \"nora\"\nof = \"assets\"\nhours = 1\n+++\n";
        let found = samples::findings(&samples::config(""), [("a", note)]);
        let hours = |code: &str| found.iter().find(|finding| finding.code == code).and_then(|finding| finding.hours);
        assert_eq!((hours("N01"), hours("N02"), hours("D01")), (Some(3.0), Some(1.0), None));
    }

    #[test]
    fn no_two_findings_share_a_fingerprint() {
        let note = "+++\ntitle = \"A\"\nowner = \"milo\"\nskills = [3, 3]\n[[allow]]\n[[allow]]\n+++\n";
        let found = samples::findings(&samples::config(""), [("a", note)]);
        let mut fingerprints: Vec<&str> = found.iter().map(|finding| finding.fingerprint.as_str()).collect();
        assert_eq!(fingerprints.len(), 4, "{found:#?}");
        fingerprints.sort_unstable();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), 4);
    }
}
