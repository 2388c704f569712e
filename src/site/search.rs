//! The search index: every note, person, rule and main page, with the words that find it.
//!
//! Takes the site model; gives `search-index.js`. Links start at the site's root. Control characters in text from notes
//! are spelled out, like on pages.

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use super::links::{Links, Ref};
use super::lists::Scope;
use super::model::SiteModel;
use super::pages::{Page, menu_entries};
use super::views::owners::role_in_words;
use crate::audit::RuleRef;
use crate::model::{Anchor, Decision, Word as _};
use crate::text::control::legible;

/// The content of `search-index.js`.
#[derive(Debug, Serialize)]
struct SearchIndex {
    pages: Vec<Entry>,
    people: Vec<Entry>,
    rules: Vec<Entry>,
    anchors: Vec<Entry>,
    decisions: Vec<Entry>,
    /// Live ones first, as in lists.
    notes: Vec<Entry>,
}

/// Something to find. It is written as a list of values, so that 10,000 notes do not repeat the names of fields.
#[derive(Debug)]
struct Entry {
    title: String,
    href: String,
    /// What else a result shows.
    about: String,
    /// What else finds it.
    words: String,
    /// Headings of a note, each with its id in the page.
    headings: Vec<(String, String)>,
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.title, &self.href, &self.about, &self.words, &self.headings).serialize(serializer)
    }
}

impl Entry {
    fn new(to: Ref, about: &str, words: &str) -> Self {
        Self {
            title: legible(&to.text),
            href: to.href.unwrap_or_default(),
            about: legible(about),
            words: legible(words),
            headings: Vec::new(),
        }
    }
}

/// The content of `search-index.js`: one assignment. Pages on disk can load scripts only.
pub(super) fn search_index(model: &SiteModel<'_>) -> String {
    let json = serde_json::to_string(&index(model)).expect("plain data serializes");
    format!("window.handoverIndex = {};\n", inert(&json))
}

/// JSON that cannot end the script or the line. These characters occur only within strings.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn index(model: &SiteModel<'_>) -> SearchIndex {
    // The first page is at the root, so its links start there.
    let links = model.links(&Page::Index);
    let config = model.report.config();
    SearchIndex {
        pages: menu_entries().map(|(page, label, words)| Entry::new(links.to(&page, label), "", words)).collect(),
        people: model.owners.keys().map(|id| person(model, links.person(id), id)).collect(),
        rules: model.rules.iter().map(|found| rule(model, links.rule(found), found)).collect(),
        anchors: config.anchors.iter().map(|(id, anchor)| goal(&links, id, anchor)).collect(),
        decisions: config.decisions.values().map(|decision| decided(&links, decision)).collect(),
        notes: model.lists.notes(&Scope::All).iter().map(|at| note(model, links.note(*at), *at)).collect(),
    }
}

fn goal(links: &Links<'_>, id: &str, anchor: &Anchor) -> Entry {
    let objective = anchor.objective.as_ref().map_or("", |objective| objective.value.as_str());
    Entry::new(links.anchor(id, &anchor.title.value), "", &format!("{id} {objective}"))
}

fn decided(links: &Links<'_>, decision: &Decision) -> Entry {
    let limits = decision.limits.as_deref().unwrap_or_default();
    Entry::new(links.to(&Page::Board, decision.title.clone()), "", limits)
}

fn person(model: &SiteModel<'_>, to: Ref, id: &str) -> Entry {
    let title = model.report.config().person(id).and_then(|person| person.title.as_deref());
    let role = role_in_words(model.report, id);
    Entry::new(to, title.unwrap_or(&role), id)
}

fn rule(model: &SiteModel<'_>, to: Ref, rule: &RuleRef) -> Entry {
    let own_title = || rule.never_line(model.report.config())?.title.as_deref();
    let (name, when) = match rule {
        RuleRef::BuiltIn(rule) => (rule.name, rule.when),
        RuleRef::OwnLine(_) => (own_title().unwrap_or_default(), ""),
    };
    Entry::new(Ref { text: format!("{} {name}", rule.code()).trim_end().to_owned(), ..to }, "", when)
}

fn note(model: &SiteModel<'_>, to: Ref, at: usize) -> Entry {
    let config = model.report.config();
    let case = model.report.case(at);
    let note = case.note;
    let owner = case.owner().map_or("nobody accountable", |owner| config.name_of(owner));
    let people: BTreeSet<&str> = note.people().map(|id| config.name_of(id.as_str())).collect();
    let words: Vec<&str> = note.tags.iter().map(|tag| tag.as_str()).chain(people).collect();
    // The page of a note leaves out a first heading that repeats the title.
    let repeats = |text: &str| text == note.title.value;
    let headings = note.body.headings.iter().filter(|heading| !heading.text.is_empty() && !repeats(&heading.text));
    Entry {
        headings: headings.map(|heading| (legible(&heading.text), format!("n-{}", heading.anchor))).collect(),
        ..Entry::new(to, &format!("{owner}, {}", note.status.word()), &words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_cannot_end_the_script_or_the_line() {
        let text = "</script><!--\u{2028}\u{2029}\"\\";
        let json = inert(&serde_json::to_string(text).expect("JSON"));
        assert_eq!(json, r#""\u003c/script>\u003c!--\u2028\u2029\"\\""#);
    }

    proptest! {
        #[test]
        fn inert_json_parses_to_the_same_text(text in any::<String>()) {
            let json = inert(&serde_json::to_string(&text).expect("JSON"));
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
        }
    }
}
