//! What a view looks like to a template: its fields, and theirs.
//!
//! Takes the type of a view; gives its [`Shape`]. The types say more than any view does: also what the present notes
//! leave empty.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::View;
use super::frame::Framed;

/// A kind of value a template gets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    Fields(Arc<BTreeMap<String, Shape>>),
    List(Arc<Shape>),
    Plain(Plain),
    /// Something of this kind, or none.
    OrNone(Arc<Shape>),
    /// Free-form, or not known: nothing can be said about what is in it.
    Any,
}

/// A value that nothing can be looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Plain {
    Text,
    Number,
    YesOrNo,
}

impl Shape {
    /// A group of named fields.
    pub(crate) fn fields<N: Into<String>>(fields: impl IntoIterator<Item = (N, Self)>) -> Self {
        Self::Fields(Arc::new(fields.into_iter().map(|(name, shape)| (name.into(), shape)).collect()))
    }

    pub(crate) fn list(of: Self) -> Self {
        Self::List(Arc::new(of))
    }

    /// What it is where it is not none.
    pub(crate) fn present(&self) -> &Self {
        match self {
            Self::OrNone(shape) => shape.present(),
            shape => shape,
        }
    }

    /// What both are; anything where they differ.
    pub(crate) fn or(self, other: &Self) -> Self {
        if self == *other { self } else { Self::Any }
    }
}

/// The template of a view, and what it sees: `frame` and `page`.
pub(super) fn of<V: View>() -> (&'static str, Shape) {
    (V::TEMPLATE, of_type::<Framed<V>>())
}

/// What a template sees of a view without a frame: `page`.
pub(super) fn of_alone<V: JsonSchema>() -> Shape {
    Shape::fields([("page", of_type::<V>())])
}

fn of_type<T: JsonSchema>() -> Shape {
    let settings = SchemaSettings::default().with(|settings| settings.inline_subschemas = true);
    read(settings.into_generator().into_root_schema_for::<T>().as_value())
}

/// A JSON Schema as a shape; what it does not say is anything.
fn read(schema: &Value) -> Shape {
    if let Some(either) = schema["anyOf"].as_array() {
        let [one, Value::Object(none)] = either.as_slice() else { return Shape::Any };
        return if none.get("type") == Some(&Value::from("null")) { or_none(read(one)) } else { Shape::Any };
    }
    if let [one, Value::String(none)] = schema["type"].as_array().map_or(&[][..], Vec::as_slice) {
        let mut present = schema.clone();
        present["type"] = one.clone();
        return if none == "null" { or_none(read(&present)) } else { Shape::Any };
    }
    match schema["type"].as_str() {
        Some("object") if schema.get("additionalProperties").is_none() => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            Shape::fields(fields.map(|(name, schema)| (name, read(schema))))
        }
        Some("array") => Shape::list(read(&schema["items"])),
        Some("string") => Shape::Plain(Plain::Text),
        Some("integer" | "number") => Shape::Plain(Plain::Number),
        Some("boolean") => Shape::Plain(Plain::YesOrNo),
        _ => Shape::Any,
    }
}

fn or_none(shape: Shape) -> Shape {
    Shape::OrNone(Arc::new(shape))
}
