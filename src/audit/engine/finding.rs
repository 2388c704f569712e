//! Findings: drafts with their final severity, a stable fingerprint, and whether they are accepted.
//!
//! Takes drafts; gives findings. Their order does not depend on the order of the input.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Deref;

use jiff::civil::Date;

use crate::audit::case::{Delegation, Part};
use crate::audit::engine::setting;
use crate::audit::rule::{Draft, Mark, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::text::hash::short_hash;

/// Bytes of a fingerprint.
const FINGERPRINT: usize = 8;

/// Why a finding is accepted, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Acceptance {
    pub(crate) because: String,
    /// The last day of the acceptance.
    pub(crate) until: Date,
}

/// A draft with its final severity, its fingerprint and its acceptance.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    draft: Draft,
    /// The final severity; the draft's may differ.
    pub(crate) severity: Severity,
    pub(crate) accepted: Option<Acceptance>,
    /// Stays the same when lines move.
    pub(crate) fingerprint: String,
}

impl Deref for Finding {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.draft
    }
}

impl Finding {
    /// Settles severity, help and fingerprint of a draft. Rules that are turned off make no drafts.
    pub(in crate::audit) fn from_draft(site: &Site<'_>, mut draft: Draft) -> Self {
        let severity = setting::severity(site.config, &draft);
        let fingerprint = fingerprint(site, &draft);
        draft.help = help(site, &draft);
        Self { draft, severity, accepted: None, fingerprint }
    }

    /// The id of the rule that people see: "N01", or "N-reminders" for an own line.
    pub(crate) fn code(&self) -> &str {
        self.rule.code()
    }

    /// The rule's name, or the own line's id.
    pub(crate) fn name(&self) -> &str {
        self.rule.name()
    }

    /// Worst first, then by place, then by rule.
    pub(crate) fn order(&self) -> impl Ord + '_ {
        (std::cmp::Reverse(self.severity), &self.location, self.code(), &self.people, &self.message, &self.fingerprint)
    }

    /// The note it is on, by its place among all notes.
    pub(crate) fn note(&self) -> Option<usize> {
        match self.subject {
            Subject::Note(at) => Some(at),
            _ => None,
        }
    }
}

/// The help of the draft, changed where the site or the note needs other words, and with the rules it replaces.
fn help(site: &Site<'_>, draft: &Draft) -> String {
    let mut help = draft.help.clone();
    if draft.rule.has(Mark::Reclaimable) {
        let case = match draft.subject {
            Subject::Note(at) => Some(&site.cases[at]),
            _ => None,
        };
        match case.map(|case| case.delegation) {
            Some(Delegation::HandedUp { giver }) if draft.parts.contains(&Part::Doing) => {
                help = format!("provide what was missing, and give it back to {}", site.config.name_of(giver));
            }
            _ if !site.config.has_helpers() => {
                "nobody in site.toml could take it: stop it, do it less often, simplify it, or hire"
                    .clone_into(&mut help);
            }
            _ => {}
        }
        if let Some(flaw) = case.and_then(|case| case.hands_on_flaw(site.today)) {
            let _ = write!(help, "; its [hands_on] does not count because {flaw}");
        }
    }
    if !draft.replaced.is_empty() {
        let names: Vec<String> = draft.replaced.iter().map(|rule| format!("{} {}", rule.id, rule.name)).collect();
        let _ = write!(help, " (this is also {})", names.join(" and "));
    }
    help
}

fn fingerprint(site: &Site<'_>, draft: &Draft) -> String {
    let subject = match &draft.subject {
        Subject::Note(at) => site.cases[*at].note.id.as_str(),
        Subject::File(path) => path,
        Subject::Entry(id) => id,
        Subject::Config => "site.toml",
        Subject::Site => "",
    };
    short_hash(&[draft.rule.code(), subject, &draft.people.join(","), &draft.key].join("\n"), FINGERPRINT)
}

/// Makes fingerprints unique: of findings that share one, the second and later ones get one with their number in it.
pub(in crate::audit) fn make_fingerprints_unique(findings: &mut [Finding]) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let number = times.entry(finding.fingerprint.clone()).or_default();
        *number += 1;
        if *number > 1 {
            finding.fingerprint = short_hash(&format!("{} {number}", finding.fingerprint), FINGERPRINT);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::samples;

    #[test]
    fn hours_of_the_work_are_not_added_to_an_approval() {
        let note = "+++\ntitle = \"A\"\nowner = \"nora\"\nwork = \"execution\"\ncadence = \"weekly\"\nhours = 3\n\
                    [approval]\nby = \"nora\"\nof = \"assets\"\nhours = 1\n+++\n";
        let found = samples::findings(&samples::config(""), [("a", note)]);
        let hours = |code: &str| found.iter().find(|finding| finding.code() == code).and_then(|finding| finding.hours);
        assert_eq!((hours("N01"), hours("N02"), hours("D01")), (Some(3.0), Some(1.0), None));
    }

    #[test]
    fn findings_with_the_same_message_get_different_fingerprints() {
        let note = "+++\ntitle = \"A\"\nowner = \"milo\"\nskills = [3, 3]\n[[allow]]\n[[allow]]\n+++\n";
        let found = samples::findings(&samples::config(""), [("a", note)]);
        let mut fingerprints: Vec<&str> = found.iter().map(|finding| finding.fingerprint.as_str()).collect();
        assert_eq!(fingerprints.len(), 4, "{found:#?}");
        fingerprints.sort_unstable();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), 4);
    }
}
