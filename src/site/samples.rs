//! Sample views, to try templates on before there is a page.
//!
//! Takes the JSON Schema of a view; gives views of that shape. They are:
//!
//! - a full one: every optional field is there, every list has a full entry and a bare one, everything is true;
//! - one with single entries: the same, but every list has one entry and every number is 1;
//! - a bare one: no optional field is there, lists are empty, everything is false, every number is 0;
//! - for each field of the full one that has a choice of words, or is true or false: one for each other value.
//!
//! So their number grows with the number of fields, not with its square.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// How much is in a sample.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Bare,
    Single,
    Full,
}

/// The JSON Schema of a view, with no references in it.
pub(super) fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::default().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Samples of what `schema` describes.
pub(super) fn samples(schema: &Value) -> Vec<Value> {
    let mut full = Sampler::default();
    let mut samples = vec![full.sample(schema, Size::Full)];
    samples.extend([Size::Single, Size::Bare].map(|size| Sampler::default().sample(schema, size)));
    for (choice, values) in full.choices.into_iter().enumerate() {
        let other = |value| Sampler { other: Some((choice, value)), ..Sampler::default() }.sample(schema, Size::Full);
        samples.extend((1..values).map(other));
    }
    samples
}

#[derive(Default)]
struct Sampler {
    /// The choice that is not made for its first value, and the value it is made for.
    other: Option<(usize, usize)>,
    /// How many values there are in each choice so far.
    choices: Vec<usize>,
}

impl Sampler {
    fn sample(&mut self, schema: &Value, size: Size) -> Value {
        let kinds = alternatives(schema);
        let Some(kind) = kinds.get(self.choose(kinds.len(), size)) else { return Value::Null };
        match kind["type"].as_str() {
            _ if kind.get("const").is_some() => kind["const"].clone(),
            Some("object") => {
                let fields = kind["properties"].as_object().into_iter().flatten();
                Value::Object(
                    fields.map(|(name, field)| (name.clone(), self.sample(field, size))).collect::<Map<_, _>>(),
                )
            }
            Some("array") => self.list(kind, size),
            // A number too, for templates that read one from it.
            Some("string") => json!("2"),
            Some("integer" | "number") => json!(size as usize),
            _ => Value::Null,
        }
    }

    fn list(&mut self, schema: &Value, size: Size) -> Value {
        let entry = &schema["items"];
        let least = schema["minItems"].as_u64().unwrap_or_default();
        match size {
            Size::Full => json!([self.sample(entry, Size::Full), self.sample(entry, Size::Bare)]),
            Size::Single => json!([self.sample(entry, Size::Single)]),
            Size::Bare => (0..least).map(|_| self.sample(entry, Size::Bare)).collect(),
        }
    }

    /// Which of several values a field has. Only full samples vary them.
    fn choose(&mut self, values: usize, size: Size) -> usize {
        if size != Size::Full {
            return if size == Size::Bare { values.saturating_sub(1) } else { 0 };
        }
        self.choices.push(values);
        self.other.filter(|(choice, _)| choice + 1 == self.choices.len()).map_or(0, |(_, value)| value)
    }
}

/// The schemas of all values, each of one type or one constant: true before false, and null last.
fn alternatives(schema: &Value) -> Vec<Value> {
    let listed = |key: &str| schema[key].as_array().into_iter().flatten();
    let constant = |value: &Value| json!({ "const": value });
    let mut all: Vec<Value> = if schema["enum"].is_array() {
        listed("enum").map(constant).collect()
    } else if schema["anyOf"].is_array() || schema["oneOf"].is_array() {
        listed("anyOf").chain(listed("oneOf")).flat_map(alternatives).collect()
    } else if schema["type"].is_array() {
        let of_type = |kind: &Value| {
            let mut one = schema.clone();
            one["type"] = kind.clone();
            one
        };
        listed("type").flat_map(|kind| alternatives(&of_type(kind))).collect()
    } else {
        match schema["type"].as_str() {
            Some("boolean") => vec![constant(&json!(true)), constant(&json!(false))],
            Some("null") => vec![constant(&Value::Null)],
            _ => vec![schema.clone()],
        }
    };
    all.sort_by_key(|one| one.get("const").is_some_and(Value::is_null));
    all
}
