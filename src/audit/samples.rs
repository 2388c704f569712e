//! Small sites for tests: a leader, a member, a vendor, a system, a decision of the leader, and notes as text.

use jiff::civil::{Date, date};

use super::{Audit, Finding, Suppressions};
use crate::input;
use crate::model::{Audience, Config, Notes};

pub(crate) const TODAY: Date = date(2026, 11, 21);

/// The people and the decision of every sample.
const PEOPLE: &str = "\
[site]
title = \"Sample\"
[people.nora]
name = \"Nora\"
role = \"leader\"
level = \"c-suite\"
[people.milo]
name = \"Milo\"
skills = [\"copywriting\"]
[people.studio]
name = \"Studio\"
role = \"vendor\"
[people.robot]
name = \"Robot\"
role = \"system\"
[decisions.prices]
title = \"Prices and discounts\"
by = [\"nora\"]
";

/// The site.toml of samples, followed by `more`.
pub(crate) fn config(more: &str) -> Config {
    input::settings_from_text(&format!("{PEOPLE}{more}"), TODAY).expect("the sample is valid")
}

/// Notes from their ids and texts.
pub(crate) fn notes<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Notes {
    input::from_texts(texts, TODAY).visible_to(Audience::Leaders)
}

/// All findings of a site with these notes.
pub(crate) fn findings<'t>(config: &Config, texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Vec<Finding> {
    let notes = notes(texts);
    super::run(&notes, config, TODAY, Suppressions::Apply).findings
}

/// Codes of the findings of a site with one note that has this front matter.
pub(crate) fn codes(front_matter: &str) -> Vec<String> {
    let text = format!("+++\n{front_matter}\n+++\n");
    findings(&config(""), [("sample", text.as_str())]).into_iter().map(|finding| finding.code().to_owned()).collect()
}

/// Audits the notes and passes the result to a test.
pub(crate) fn with_audit<T>(config: &Config, notes: &Notes, test: impl FnOnce(&Audit<'_>) -> T) -> T {
    test(&super::run(notes, config, TODAY, Suppressions::Apply))
}
