//! Sample views, to try templates on before there is a page.
//!
//! Takes the JSON Schema of a view; gives views of that shape. They are:
//!
//! - a full one: every optional field is there, every list has a full entry and a bare one, everything is true;
//! - one with single entries: the same, but every list has one entry and every number is 1;
//! - a bare one: no optional field is there, lists are empty, everything is false, every number is 0;
//! - for each field of the full one that has a choice of words, is true or false, or may be absent: one for each other
//!   value.
//!
//! So their number grows with the number of fields, not with its square.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

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
        let kinds = kinds(schema);
        match kinds.get(self.choose(kinds.len(), size)) {
            Some(Kind::Constant(value)) => value.clone(),
            Some(Kind::Typed(schema, "object")) => {
                let fields = schema["properties"].as_object().into_iter().flatten();
                let fields = fields.map(|(name, field)| (name.clone(), self.sample(field, size)));
                Value::Object(fields.collect())
            }
            Some(Kind::Typed(schema, "array")) => self.list(schema, size),
            // A number too, for templates that read one from it.
            Some(Kind::Typed(_, "string")) => json!("2"),
            Some(Kind::Typed(_, "integer" | "number")) => json!(size as usize),
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

/// Values that a schema describes.
enum Kind<'s> {
    Constant(Value),
    /// All of this type, as the schema describes them further.
    Typed(&'s Value, &'s str),
}

/// The kinds of values that `schema` describes: true before false, and null last.
fn kinds(schema: &Value) -> Vec<Kind<'_>> {
    let listed = |key: &str| schema[key].as_array().into_iter().flatten();
    let of_type = |name| match name {
        "boolean" => vec![Kind::Constant(json!(true)), Kind::Constant(json!(false))],
        "null" => vec![Kind::Constant(Value::Null)],
        name => vec![Kind::Typed(schema, name)],
    };
    let mut all: Vec<Kind<'_>> = listed("anyOf").chain(listed("oneOf")).flat_map(kinds).collect();
    all.extend(listed("enum").chain(schema.get("const")).map(|value| Kind::Constant(value.clone())));
    if all.is_empty() {
        let types = listed("type").chain(schema.get("type")).filter_map(Value::as_str);
        all = types.flat_map(of_type).collect();
    }
    all.sort_by_key(|kind| matches!(kind, Kind::Constant(Value::Null)));
    all
}
