//! C06: a reference names something that does not exist.

use crate::audit::names::{resolve, words};
use crate::audit::rule::{Catalogue, Check, Draft, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Allow, At, Location};
use crate::text::suggest::did_you_mean;

pub(crate) static RULE: Rule = Rule {
    id: "C06",
    name: "unknown-reference",
    severity: Severity::Error,
    when: "A reference names something that does not exist. `anchor` must name an anchor, and `framework` a note, a \
           file or an address. An [[allow]] and a severity setting must name a rule.",
    why: "The reference looks like a connection, but it leads nowhere.",
    fix: "Correct the id, or add what it names.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\nframework = \"brand/banners\"",
    good: "title = \"Shop banners\"\nowner = \"milo\"\nframework = \"https://example.com/banner-guide\"",
    check: Check::WithCatalogue(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, catalogue: &Catalogue) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (at, case) in site.cases.iter().enumerate() {
        let note = case.note;
        let mut report = |reference: &At<String>, what: &str, help: String| {
            drafts.push(
                Draft::on(rule, case, at, reference.span)
                    .people(case.owner())
                    .key(format!("{what} {}", reference.value))
                    .says(format!("there is no {what} “{}”", reference.value))
                    .help(help),
            );
        };
        if let Some(anchor) = note.anchor.as_ref().filter(|anchor| !site.config.anchors.contains_key(&anchor.value)) {
            let near = did_you_mean(anchor, site.config.anchors.keys().map(String::as_str));
            report(anchor, "anchor", or_else(&near, "add [anchors.ID] to site.toml, or remove `anchor`"));
        }
        if let Some(framework) = note.framework.as_ref().filter(|framework| !exists(site, framework)) {
            let near = site.notes.nearest(framework);
            let near = near.map_or_else(String::new, |near| format!("did you mean the note `{near}`?"));
            report(
                framework,
                "note, file or address",
                or_else(&near, "name a note's id, a file below the site's root or an https:// address"),
            );
        }
        for allow in note.allow.iter().filter(|allow| !rule_exists(site, catalogue, &allow.rule)) {
            report(&allow.rule, "rule", rule_help(site, catalogue, allow));
        }
    }
    let config = site.config;
    let settings = config.audit.severity.iter().map(|(word, _)| word);
    let allows = config.audit.allow.iter().map(|allow| &allow.allow.rule);
    for word in settings.chain(allows).filter(|word| !rule_exists(site, catalogue, word)) {
        let location = Location::new(&config.path, &config.text, word.span);
        let near = did_you_mean(word, words(catalogue, Some(site.config)).iter().map(String::as_str));
        drafts.push(
            Draft::new(rule, Subject::Config, Some(location))
                .key(format!("rule {}", word.value))
                .says(format!("there is no rule “{}”", word.value))
                .help(or_else(&near, "`handover rules` lists them all")),
        );
    }
    for allow in &config.audit.allow {
        let Some(subject) = allow.subject.as_ref().filter(|subject| !is_subject(site, subject)) else { continue };
        let location = Location::new(&config.path, &config.text, subject.span);
        drafts.push(
            Draft::new(rule, Subject::Config, Some(location))
                .key(format!("subject {}", subject.value))
                .says(format!("there is no person, anchor or decision “{}”", subject.value))
                .help("use an id from site.toml, or \"portfolio\" for a finding about the whole site"),
        );
    }
    drafts
}

fn or_else(near: &str, otherwise: &str) -> String {
    if near.is_empty() { otherwise.to_owned() } else { format!("{near} Otherwise {otherwise}") }
}

fn exists(site: &Site<'_>, framework: &str) -> bool {
    site.notes.by_id(framework).is_some() || site.notes.is_hidden(framework) || site.notes.has_reference(framework)
}

fn rule_exists(site: &Site<'_>, catalogue: &Catalogue, word: &str) -> bool {
    resolve(catalogue, site.config, word).is_some()
}

fn is_subject(site: &Site<'_>, word: &str) -> bool {
    let config = site.config;
    word == "portfolio"
        || config.people.contains_key(word)
        || config.anchors.contains_key(word)
        || config.decisions.contains_key(word)
}

fn rule_help(site: &Site<'_>, catalogue: &Catalogue, allow: &Allow) -> String {
    let near = did_you_mean(&allow.rule, words(catalogue, Some(site.config)).iter().map(String::as_str));
    or_else(&near, "`handover rules` lists them all")
}
