//! One row of the table of keys, as data, and the JSON Schema of a table of rows.

use serde_json::{Map, Value as Json, json};

/// A key that a table may have.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    /// What the key means: the doc comment of its row.
    pub(crate) meaning: &'static str,
    pub(crate) is_required: bool,
    /// Its value if the key is missing.
    pub(crate) default: Option<fn() -> Json>,
    pub(crate) holds: Holds,
    /// An example value for messages.
    pub(crate) example: &'static str,
    /// The JSON Schema of its value, without meaning and default.
    pub(crate) schema: fn() -> Json,
}

/// What a row is in a file.
#[derive(Clone, Copy)]
pub(crate) enum Holds {
    /// A value on the line of the key.
    Value,
    /// A table under a header, or several.
    Tables,
    /// The rows of another table.
    Rows(&'static [Field]),
}

/// The keys of a table, including those of included tables.
pub(crate) fn all(fields: &'static [Field]) -> impl Iterator<Item = &'static Field> {
    fields.iter().flat_map(|field| match field.holds {
        Holds::Rows(rows) => rows.iter(),
        _ => std::slice::from_ref(field).iter(),
    })
}

/// The JSON Schema of a table with these keys, and no others.
pub(super) fn table_schema(about: &str, fields: &'static [Field]) -> Json {
    let properties: Map<String, Json> = all(fields).map(|field| (field.name.to_owned(), property(field))).collect();
    let required: Vec<&str> = all(fields).filter(|field| field.is_required).map(|field| field.name).collect();
    let mut schema = json!({
        "description": about.trim(),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}

fn property(field: &Field) -> Json {
    let mut schema = (field.schema)();
    // The row of a table can be without a meaning, because the table itself has one.
    if !field.meaning.is_empty() {
        schema["description"] = field.meaning.trim().into();
    } else if let Some(meaning) = schema.pointer("/items/description").cloned() {
        schema["description"] = meaning;
    }
    if let Some(default) = field.default {
        schema["default"] = default();
    }
    schema
}
