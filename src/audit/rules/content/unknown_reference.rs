//! C06: a reference names something that does not exist.

use crate::audit::engine::draft::{Draft, Subject};
use crate::audit::rule::{Check, Rule, Source};
use crate::audit::{CATALOGUE, Severity, Site, find_rule, own_line, own_rules};
use crate::model::{Allow, At, Location};
use crate::text::suggest::did_you_mean;

pub(crate) static RULE: Rule = Rule {
    id: "C06",
    name: "unknown-reference",
    severity: Severity::Error,
    when: "A reference names something that does not exist. `anchor` must name an anchor, and `framework` a note, a \
           file or an address. An [[allow]] and a severity setting must name a rule.",
    why: "The reference looks like a connection, but it leads nowhere.",
    mend: "Correct the id, or add what it names.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\nframework = \"brand/banners\"",
    good: "title = \"Shop banners\"\nowner = \"milo\"\nframework = \"https://example.com/banner-guide\"",
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
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
        for allow in note.allow.iter().filter(|allow| !rule_exists(site, &allow.rule)) {
            report(&allow.rule, "rule", rule_help(site, allow));
        }
    }
    let config = site.config;
    let settings = config.audit.severity.iter().map(|(word, _)| word);
    let allows = config.audit.allow.iter().map(|allow| &allow.allow.rule);
    for word in settings.chain(allows).filter(|word| !rule_exists(site, word)) {
        let location = Location::new(&config.path, &config.text, word.span);
        let near = did_you_mean(word, names(site).iter().map(String::as_str));
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

fn rule_exists(site: &Site<'_>, word: &str) -> bool {
    find_rule(word).is_some() || own_line(site.config, word).is_some()
}

fn is_subject(site: &Site<'_>, word: &str) -> bool {
    let config = site.config;
    word == "portfolio"
        || config.people.contains_key(word)
        || config.anchors.contains_key(word)
        || config.decisions.contains_key(word)
}

fn rule_help(site: &Site<'_>, allow: &Allow) -> String {
    let near = did_you_mean(&allow.rule, names(site).iter().map(String::as_str));
    or_else(&near, "`handover rules` lists them all")
}

fn names(site: &Site<'_>) -> Vec<String> {
    let built_in = CATALOGUE.iter().flat_map(|rule| [rule.id.to_owned(), rule.name.to_owned()]);
    built_in.chain(own_rules(site.config)).collect()
}
