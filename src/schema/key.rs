//! A key of a TOML table: its name, what it may hold, what it means.
//!
//! Takes nothing; gives the words to write the tables of `note` and `site` in, and the JSON Schema each stands for.

use serde_json::{Map, Value, json};

use crate::model::Word;

/// A table with the keys it may have, and no others.
pub(super) struct Table {
    pub(super) about: &'static str,
    pub(super) keys: &'static [Key],
}

/// A key of a table.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) holds: Holds,
    about: &'static str,
    pub(super) is_required: bool,
}

/// What a key may hold, named as the methods of `input::Keys` that read it.
pub(super) enum Holds {
    /// A text that says something.
    Text,
    Texts,
    /// One word of a vocabulary.
    Word(Words),
    Words(Words),
    /// A day, written without quotes; as JSON it is a text.
    Date,
    /// Hours a week.
    Hours,
    /// How long one time takes.
    Length,
    Number,
    /// How many days.
    Days,
    Share,
    /// A text that a pattern describes.
    Like(&'static str),
    Table(&'static Table),
    /// `[[…]]`
    Tables(&'static Table),
    /// Tables by ids of their own: `[people.nora]`.
    Entries(&'static Table),
    /// Words by keys of their own.
    Pairs(&'static [&'static str]),
    /// Anything.
    Free,
}

/// The words of a vocabulary.
pub(super) type Words = fn() -> Vec<&'static str>;

/// All words of a vocabulary.
pub(super) fn all<W: Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|word| word.word()).collect()
}

pub(super) const fn key(name: &'static str, holds: Holds, about: &'static str) -> Key {
    Key { name, holds, about, is_required: false }
}

impl Key {
    pub(super) const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }
}

impl Table {
    pub(super) fn schema(&self) -> Value {
        let properties: Map<String, Value> = self.keys.iter().map(|key| (key.name.to_owned(), key.schema())).collect();
        let required: Vec<&str> = self.keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
        let mut schema = json!({
            "description": self.about,
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    }
}

impl Key {
    fn schema(&self) -> Value {
        let mut schema = self.holds.schema();
        schema["description"] = self.about.into();
        schema
    }
}

/// `[a-z0-9][a-z0-9_-]{0,63}`, as `input::is_id` has it.
const ID: &str = "^[a-z0-9][a-z0-9_-]{0,63}$";

impl Holds {
    fn schema(&self) -> Value {
        let text = json!({ "type": "string", "pattern": "\\S" });
        match self {
            Self::Text => text,
            Self::Texts => json!({ "type": "array", "items": text }),
            Self::Word(words) => json!({ "enum": words() }),
            Self::Words(words) => json!({ "type": "array", "items": { "enum": words() } }),
            Self::Date => json!({ "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }),
            Self::Hours => json!({ "type": "number", "minimum": 0, "maximum": 168 }),
            // Durations can be written in many ways; all of them have a digit, and none that counts has a minus.
            Self::Length => json!({ "type": "string", "pattern": "^[^-]*\\d[^-]*$", "examples": ["45m", "1h 30m"] }),
            Self::Number => json!({ "type": "number" }),
            Self::Days => json!({ "type": "integer", "minimum": 0, "maximum": 36500 }),
            Self::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
            Self::Like(pattern) => json!({ "type": "string", "pattern": pattern }),
            Self::Table(table) => table.schema(),
            Self::Tables(table) => json!({ "type": "array", "items": table.schema() }),
            Self::Entries(table) => json!({
                "type": "object",
                "propertyNames": { "pattern": ID },
                "additionalProperties": table.schema(),
            }),
            Self::Pairs(words) => json!({ "type": "object", "additionalProperties": { "enum": words } }),
            Self::Free => json!({}),
        }
    }
}
