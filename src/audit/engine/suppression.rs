//! Suppressions: `[[allow]]` on a note, `[[audit.allow]]` in site.toml. Each accepts findings until its last day.
//!
//! Takes findings; marks the accepted ones and gives findings about suppressions that expired or match nothing.

use crate::audit::engine::finding::{Acceptance, Finding};
use crate::audit::engine::setting::is_on;
use crate::audit::names;
use crate::audit::rule::{Catalogue, Check, Draft, Mark, Rule, RuleRef, Subject};
use crate::audit::site::Site;
use crate::model::{Allow, At, Location, SubjectAllow};

/// Accepts what suppressions name; gives the findings about the suppressions themselves.
pub(in crate::audit) fn apply(site: &Site<'_>, catalogue: &Catalogue, findings: &mut [Finding]) -> Vec<Finding> {
    let suppressions = Suppressions::new(site, catalogue);
    let mut drafts = Vec::new();
    findings.sort_by(|a, b| a.subject.cmp(&b.subject));
    for (at, case) in site.cases.iter().enumerate() {
        if case.note.allow.is_empty() {
            continue;
        }
        let subject = Subject::Note(at);
        let first = findings.partition_point(|finding| finding.subject < subject);
        let last = findings.partition_point(|finding| finding.subject <= subject);
        // Suppressions in force come first, so that an expired one is not reported if a later one replaced it.
        let (in_force, expired): (Vec<&At<Allow>>, Vec<&At<Allow>>) =
            case.note.allow.iter().partition(|allow| allow.until.value >= site.today);
        for allow in in_force.into_iter().chain(expired) {
            let place = Place { path: &case.note.path, text: &case.note.text, subject: subject.clone() };
            let mut concerned: Vec<&mut Finding> = findings[first..last].iter_mut().collect();
            drafts.extend(suppressions.accept(&mut concerned, allow, &place));
        }
    }
    let config = site.config;
    for subject_allow in &config.audit.allow {
        let place = Place { path: &config.path, text: &config.text, subject: Subject::Config };
        let mut concerned: Vec<&mut Finding> =
            findings.iter_mut().filter(|finding| is_about(finding, subject_allow)).collect();
        let draft = suppressions.accept(&mut concerned, &subject_allow.allow, &place);
        drafts.extend(draft.map(|draft| name_the_subject(draft, findings, subject_allow)));
    }
    drafts.into_iter().map(|draft| Finding::from_draft(site, draft)).collect()
}

/// Whether a suppression in site.toml has the subject of the finding: the whole site, or one of its entries.
fn is_about(finding: &Finding, allow: &SubjectAllow) -> bool {
    match (allow.subject.as_deref(), &finding.subject) {
        (None, Subject::Site) => true,
        (Some(word), Subject::Site) => word == "portfolio",
        (Some(word), Subject::Entry(id)) => word == id,
        _ => false,
    }
}

/// A suppression without a subject is about the whole site. If its rule reports persons, anchors or decisions, the help
/// names the id of one.
fn name_the_subject(draft: Draft, findings: &[Finding], allow: &SubjectAllow) -> Draft {
    let of_rule = |finding: &&Finding| finding.rule.is_called(&allow.allow.rule);
    let subject = findings.iter().filter(of_rule).find_map(|finding| match &finding.subject {
        Subject::Entry(id) => Some(id),
        _ => None,
    });
    match subject {
        Some(id) if allow.subject.is_none() => draft.help(format!(
            "the rule reports one person, anchor or decision; add `subject`, for example subject = \"{id}\""
        )),
        _ => draft,
    }
}

/// The file that contains a suppression, and the subject of the suppression.
struct Place<'a> {
    path: &'a str,
    text: &'a str,
    subject: Subject,
}

/// The site and the rules that suppressions are checked against.
struct Suppressions<'s, 'a> {
    site: &'s Site<'a>,
    catalogue: &'s Catalogue,
    /// The rules about suppressions; none if they are turned off.
    unused: Option<&'static Rule>,
    expired: Option<&'static Rule>,
}

impl<'s, 'a> Suppressions<'s, 'a> {
    fn new(site: &'s Site<'a>, catalogue: &'s Catalogue) -> Self {
        let reporting = |reports: fn(&Check) -> bool| {
            let rule = catalogue.iter().copied().find(|rule| reports(&rule.check));
            rule.filter(|rule| is_on(site.config, &RuleRef::BuiltIn(rule)))
        };
        Self {
            site,
            catalogue,
            unused: reporting(|check| matches!(check, Check::UnusedSuppression)),
            expired: reporting(|check| matches!(check, Check::ExpiredSuppression)),
        }
    }

    /// Accepts the findings that `allow` names, or gives what is wrong with it.
    fn accept(&self, findings: &mut [&mut Finding], allow: &Allow, place: &Place<'_>) -> Option<Draft> {
        let rule = names::resolve(self.catalogue, self.site.config, &allow.rule);
        // Other rules report unknown rules, and rules that cannot be suppressed.
        let rule = rule.filter(|rule| !rule.has(Mark::NeverAllowed))?;
        let reported = findings.iter().find(|finding| finding.replaced.contains(&rule.definition()));
        let reported = reported.map(|finding| format!("{} {}", finding.code(), finding.name()));
        let mut matched: Vec<&mut Finding> =
            findings.iter_mut().map(|finding| &mut **finding).filter(|finding| rule.covers(&finding.rule)).collect();
        let until = allow.until.value;
        let name = &allow.rule.value;
        if matched.is_empty() {
            let draft = self.about(self.unused.filter(|_| is_on(self.site.config, &rule))?, allow, place);
            return Some(draft.says(format!("this acceptance of {name} matches no finding")).help(match reported {
                Some(other) => format!("{other} is reported here instead; accept that rule, or remove this entry"),
                None => "remove this entry".to_owned(),
            }));
        }
        if until >= self.site.today {
            for finding in &mut matched {
                finding.accepted = Some(Acceptance { because: allow.because.value.clone(), until });
            }
            return None;
        }
        if matched.iter().all(|finding| finding.accepted.is_some()) {
            let says = format!("this acceptance of {name} ended on {until}, and a later one replaces it");
            return Some(self.about(self.unused?, allow, place).says(says).help("remove this entry"));
        }
        let says = format!("the acceptance of {name} ended on {until}; the finding counts again");
        let help = "fix what the finding reports, or accept it again with a new `because` and a new `until`";
        Some(self.about(self.expired?, allow, place).says(says).help(help))
    }

    /// A draft about the suppression, without message and help.
    fn about(&self, rule: &'static Rule, allow: &Allow, place: &Place<'_>) -> Draft {
        let (location, people) = match place.subject {
            Subject::Note(at) => {
                let case = &self.site.cases[at];
                (case.locate(allow.rule.span), case.owner())
            }
            _ => (Location::new(place.path, place.text, allow.rule.span), None),
        };
        Draft::new(rule, place.subject.clone(), Some(location))
            .people(people)
            .key(format!("{} {}", allow.rule.value, allow.until.value))
    }
}
