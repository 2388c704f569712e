//! JSON Schemas of front matter and site.toml, for editors and for the documentation.

use serde_json::Value as Json;

use super::kind::Fields;
use super::note::{FrontMatter, between_keys};
use super::site::Settings;

/// The schema of the TOML between the two lines of `+++`.
pub(crate) fn note_schema() -> Json {
    let mut schema = document::<FrontMatter>("Front matter of a note");
    schema["allOf"] = between_keys();
    schema
}

/// The schema of site.toml.
pub(crate) fn site_schema() -> Json {
    document::<Settings>("Settings of a site: site.toml")
}

fn document<T: Fields>(title: &str) -> Json {
    let mut schema = T::schema();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = title.into();
    schema
}
