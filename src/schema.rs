//! JSON Schemas of what people write: the front matter of notes and site.toml.
//!
//! Takes the tables of keys in `note` and `site`; gives schemas for editors. The readers go through TOML by hand, to
//! name all problems at once with their places, so these tables say a second time what is valid. The tests hold both to
//! each other: the same keys, and the same answer to many values of each.

mod key;
mod note;
mod site;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use key::Table;

/// The schema of the TOML between the two lines of `+++`.
pub(crate) fn note() -> Value {
    let mut schema = document("Front matter of a task note", &note::NOTE);
    schema["allOf"] = note::between_keys();
    schema
}

/// The schema of site.toml.
pub(crate) fn site() -> Value {
    document("Settings of a site: site.toml", &site::SITE)
}

fn document(title: &str, table: &Table) -> Value {
    let mut schema = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": title });
    if let (Some(whole), Value::Object(parts)) = (schema.as_object_mut(), table.schema()) {
        whole.extend(parts);
    }
    schema
}
