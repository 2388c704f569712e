//! The baseline file: JSON with one finding a line, so that diffs are readable and branches merge.
//!
//! Takes a baseline; gives its JSON, and reads it back.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::entries::{Baseline, Key};
use super::renames::Identity;
use crate::model::Error;

/// The version of the format.
const SCHEMA: u32 = 1;

#[derive(Deserialize)]
struct Document {
    schema: u32,
    findings: Vec<Line>,
}

/// Findings with the same key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    /// Below the site's root; empty for findings about the whole site.
    path: String,
    rule: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    subject: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
    /// The note's title, to find the note under a new name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    owner: String,
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Baseline {
    /// The text of the file; [`Baseline::from_json`] reads the same findings back.
    pub(crate) fn to_json(&self) -> String {
        let lines: Vec<String> = self.counts.iter().map(|(key, count)| self.line(key, *count)).collect();
        let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
        format!("{{\n  \"schema\": {SCHEMA},\n  \"findings\": [{lines}]\n}}\n")
    }

    /// Reads the text of a baseline; `file` is its name in errors.
    pub(crate) fn from_json(text: &str, file: &Path) -> Result<Self, Error> {
        let refuse = |why: String| {
            Error::with_help(
                format!("cannot read the baseline {}: {why}", file.display()),
                format!("restore it from git, or write a new one with --write-baseline {}", file.display()),
            )
        };
        let document: Document = serde_json::from_str(text).map_err(|error| refuse(error.to_string()))?;
        if document.schema != SCHEMA {
            return Err(refuse(format!("its schema is {}; this version reads schema {SCHEMA}", document.schema)));
        }
        let mut known = Self::default();
        for Line { path, rule, subject, count, title, owner } in document.findings {
            known.identities.insert(path.clone(), Identity { title, owner, ..Identity::default() });
            *known.counts.entry(Key { path, rule, subject }).or_default() += count;
        }
        Ok(known)
    }

    fn line(&self, key: &Key, count: usize) -> String {
        let Key { path, rule, subject } = key.clone();
        let Identity { title, owner, .. } = self.identities.get(&path).cloned().unwrap_or_default();
        let line = Line { path, rule, subject, count, title, owner };
        format!("    {}", serde_json::to_string(&line).expect("plain data serializes"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known(findings: &[(String, String, usize)]) -> Baseline {
        let mut known = Baseline::default();
        for (path, subject, count) in findings {
            let key = Key { path: path.clone(), rule: "N01".to_owned(), subject: subject.clone() };
            *known.counts.entry(key).or_default() += count;
            let identity = Identity { title: subject.clone(), owner: path.clone(), ..Identity::default() };
            known.identities.insert(path.clone(), identity);
        }
        known
    }

    proptest! {
        #[test]
        fn written_baseline_is_read_back_unchanged(findings in prop::collection::vec((any::<String>(), any::<String>(), 1..9_usize), 0..5)) {
            let known = known(&findings);
            let text = known.to_json();
            prop_assert_eq!(text.lines().count(), known.counts.len() + 4 + usize::from(!known.counts.is_empty()));
            let read = Baseline::from_json(&text, Path::new("known.json")).expect("a baseline");
            prop_assert_eq!(read, known);
        }
    }
}
