//! Acceptances: `[[allow]]` on a note, `[[audit.allow]]` in site.toml.
//!
//! Takes findings; marks the accepted ones and gives findings about acceptances that expired or accept nothing.

use crate::audit::engine::draft::{Draft, Subject};
use crate::audit::engine::finding::{Acceptance, Finding, settle};
use crate::audit::{Mark, Rule, Site, find_rule, own_line, rules};
use crate::model::{Allow, At, Location, SubjectAllow};

/// Accepts what is allowed; returns what is to be said about the allows themselves.
pub(in crate::audit) fn apply(site: &Site<'_>, findings: &mut [Finding]) -> Vec<Finding> {
    let mut about = Vec::new();
    findings.sort_by(|a, b| a.subject.cmp(&b.subject));
    for (at, case) in site.cases.iter().enumerate() {
        if case.note.allow.is_empty() {
            continue;
        }
        let subject = Subject::Note(at);
        let first = findings.partition_point(|finding| finding.subject < subject);
        let last = findings.partition_point(|finding| finding.subject <= subject);
        // Those that hold first, so that an expired one is not missed where a later one took its place.
        let (holding, expired): (Vec<&At<Allow>>, Vec<&At<Allow>>) =
            case.note.allow.iter().partition(|allow| allow.until.value >= site.today);
        for allow in holding.into_iter().chain(expired) {
            let place = Place { path: &case.note.path, text: &case.note.text, subject: subject.clone() };
            let mut concerned: Vec<&mut Finding> = findings[first..last].iter_mut().collect();
            about.extend(accept(site, &mut concerned, allow, &place));
        }
    }
    let config = site.config;
    for subject_allow in &config.audit.allow {
        let place = Place { path: &config.path, text: &config.text, subject: Subject::Config };
        let about_it = |finding: &Finding| match (subject_allow.subject.as_deref(), &finding.subject) {
            (None, Subject::Site) => true,
            (Some(word), Subject::Site) => word == "portfolio",
            (Some(word), Subject::Entry(id)) => word == id,
            _ => false,
        };
        let mut concerned: Vec<&mut Finding> = findings.iter_mut().filter(|finding| about_it(finding)).collect();
        let about_it = accept(site, &mut concerned, &subject_allow.allow, &place);
        about.extend(about_it.map(|draft| name_the_subject(draft, findings, subject_allow)));
    }
    about.into_iter().map(|draft| settle(site, draft)).collect()
}

/// An acceptance without a subject is about the site; a finding about a person, anchor or decision needs its id.
fn name_the_subject(draft: Draft, findings: &[Finding], allow: &SubjectAllow) -> Draft {
    let of_rule =
        |finding: &&Finding| finding.rule.id == allow.allow.rule.value || finding.rule.name == allow.allow.rule.value;
    let subject = findings.iter().filter(of_rule).find_map(|finding| match &finding.subject {
        Subject::Entry(id) => Some(id),
        _ => None,
    });
    match subject {
        Some(id) if allow.subject.is_none() => {
            draft.help(format!("that rule is about one person, anchor or decision: name it, as in subject = \"{id}\""))
        }
        _ => draft,
    }
}

struct Place<'a> {
    path: &'a str,
    text: &'a str,
    subject: Subject,
}

fn accept(site: &Site<'_>, findings: &mut [&mut Finding], allow: &Allow, place: &Place<'_>) -> Option<Draft> {
    let rule = find_rule(&allow.rule);
    let own = if rule.is_none() { own_line(site.config, &allow.rule) } else { None };
    let own = own.map(|line| line.id.as_str());
    // Named as an unknown reference or an invalid value already.
    let named =
        rule.or_else(|| find_rule("N-ID").filter(|_| own.is_some())).filter(|rule| !rule.has(Mark::NeverAllowed))?;
    let is_on = rules::is_on(site.config, named, own);
    let matching =
        |finding: &Finding| finding.rule.id == named.id && own.is_none_or(|own| finding.own.as_deref() == Some(own));
    // A more specific rule may speak for the one that is accepted.
    let elsewhere = findings.iter().find(|finding| finding.silenced.iter().any(|silent| silent.id == named.id));
    let elsewhere = elsewhere.map(|finding| {
        format!("{} {} speaks for it here; accept that one, or take this out", finding.code, finding.name)
    });
    let mut matched: Vec<&mut Finding> =
        findings.iter_mut().map(|finding| &mut **finding).filter(|finding| matching(finding)).collect();
    let until = allow.until.value;
    if matched.is_empty() {
        return is_on.then(|| about_allow(site, "C09", allow, place)).flatten().map(|draft| {
            draft
                .says(format!("this acceptance of {} matches no finding", allow.rule.value))
                .help(elsewhere.clone().unwrap_or_else(|| "take it out: nothing here needs it".to_owned()))
        });
    }
    if until < site.today {
        if matched.iter().all(|finding| finding.accepted.is_some()) {
            return about_allow(site, "C09", allow, place).map(|draft| {
                draft
                    .says(format!(
                        "this acceptance of {} ended on {until}, and a later one has taken its place",
                        allow.rule.value
                    ))
                    .help("take it out")
            });
        }
        return about_allow(site, "C10", allow, place).map(|draft| {
            draft
                .says(format!("the acceptance of {} ended on {until}; the finding is back", allow.rule.value))
                .help("mend what the finding names, or decide again: a new reason and a new end")
        });
    }
    for finding in &mut matched {
        finding.accepted = Some(Acceptance { because: allow.because.value.clone(), until });
    }
    None
}

fn about_allow(site: &Site<'_>, id: &str, allow: &Allow, place: &Place<'_>) -> Option<Draft> {
    let rule: &'static Rule = find_rule(id).filter(|rule| rules::is_on(site.config, rule, None))?;
    let (location, people) = match place.subject {
        Subject::Note(at) => (site.cases[at].locate(allow.rule.span), site.cases[at].owner()),
        _ => (Location::new(place.path, place.text, allow.rule.span), None),
    };
    Some(
        Draft::new(rule, place.subject.clone(), Some(location))
            .people(people)
            .key(format!("{} {}", allow.rule.value, allow.until.value)),
    )
}
