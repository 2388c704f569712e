//! Kinds that contain other kinds: lists, tables, and tables with ids.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::field::Holds;
use super::kind::{Fields, Kind, Scalar, read_table};
use super::scalar::{ID, is_id, number};
use super::toml_table::{TomlTable, shown};
use crate::model::place::{At, ProblemKind, Span};
use crate::model::vocabulary::{Word, choices};

/// A value without its place.
pub(crate) struct Plain<S>(PhantomData<S>);
/// A list of values.
pub(crate) struct List<S>(PhantomData<S>);
/// `[key]`, with the place of its header.
pub(crate) struct Table<T>(PhantomData<T>);
/// `[key]`; if it is missing, its keys have their defaults. None of its keys may be required.
pub(crate) struct Section<T>(PhantomData<T>);
/// `[[key]]`, each with the place of its header.
pub(crate) struct Tables<T>(PhantomData<T>);
/// `[key.ID]`, by id.
pub(crate) struct Entries<T>(PhantomData<T>);
/// The rows of another table, included in this table.
pub(crate) struct Rows<T>(PhantomData<T>);
/// A word for each of any keys, in the order of the file.
pub(crate) struct Pairs<W>(PhantomData<W>);
/// Any keys and values, as JSON.
pub(crate) struct Free;

impl<S: Scalar> Kind for Plain<S> {
    type Found = Option<S::Value>;
    const EXAMPLE: &'static str = <S as Scalar>::EXAMPLE;

    fn read(table: &TomlTable<'_>, key: &'static str) -> Self::Found {
        <S as Kind>::read(table, key).map(|found| found.value)
    }

    fn schema() -> Json {
        <S as Scalar>::schema()
    }
}

impl<S: Scalar> Kind for List<S> {
    type Found = Vec<At<S::Value>>;

    fn read(table: &TomlTable<'_>, key: &'static str) -> Self::Found {
        let Some((_, value)) = table.entry(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            table.invalid(key, value, &shown(value.get_ref()), &format!("expected a list: {key} = [\"…\", \"…\"]"));
            return Vec::new();
        };
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            match S::parse(item.get_ref(), table.file.today) {
                Ok(value) => found.push(At::new(value, table.file.span(item))),
                Err(help) => table.invalid(key, item, &S::shown(item.get_ref()), &format!("in this list: {help}")),
            }
        }
        found
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": <S as Scalar>::schema() })
    }
}

impl<T: Fields> Kind for Table<T> {
    type Found = Option<Box<At<T>>>;
    const HOLDS: Holds = Holds::Tables;

    fn read(table: &TomlTable<'_>, key: &'static str) -> Self::Found {
        let inner = open(table, key)?;
        let id = inner.id();
        read_table(&inner).map(|found| Box::new(At::new(found, id.span)))
    }

    fn schema() -> Json {
        T::schema()
    }
}

impl<T: Fields> Kind for Section<T> {
    type Found = T;
    const HOLDS: Holds = Holds::Tables;

    fn read(table: &TomlTable<'_>, key: &'static str) -> T {
        let inner = open(table, key).unwrap_or_else(|| table.below(key, None, Span::default()));
        read_table(&inner).expect("no key of a section is required")
    }

    fn schema() -> Json {
        T::schema()
    }
}

impl<T: Fields> Kind for Tables<T> {
    type Found = Vec<At<T>>;
    const HOLDS: Holds = Holds::Tables;

    fn read(table: &TomlTable<'_>, key: &'static str) -> Self::Found {
        let Some((_, value)) = table.entry(key) else { return Vec::new() };
        let items = value.get_ref().as_array().map_or(&[][..], |items| items.as_ref());
        let tables: Vec<_> = items.iter().filter_map(|item| Some((item, item.get_ref().as_table()?))).collect();
        if tables.len() != items.len() || value.get_ref().as_array().is_none() {
            let help = format!("write [[{key}]] on a line of its own, and its keys below it");
            table.invalid(key, value, &shown(value.get_ref()), &help);
        }
        let read = |(item, inner)| {
            let header = table.file.span(item);
            read_table(&table.item(key, inner, header)).map(|found| At::new(found, header))
        };
        tables.into_iter().filter_map(read).collect()
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }
}

impl<T: Fields> Kind for Entries<T> {
    type Found = BTreeMap<String, T>;
    const HOLDS: Holds = Holds::Tables;

    fn read(table: &TomlTable<'_>, key: &'static str) -> Self::Found {
        let Some(outer) = open(table, key) else { return BTreeMap::new() };
        let mut entries = BTreeMap::new();
        for (id, value) in outer.entries() {
            let span = table.file.span(id);
            let id = id.get_ref().as_ref();
            match value.get_ref().as_table() {
                Some(inner) if is_id(id) => {
                    entries.extend(read_table(&outer.below(id, Some(inner), span)).map(|found| (id.to_owned(), found)));
                }
                Some(_) => {
                    let help =
                        "an id has 1 to 64 lower-case letters, digits, `-` and `_`, and starts with a letter or digit";
                    let message = format!("`{id}` is not a valid id");
                    outer.report(ProblemKind::InvalidValue, span, message, help.to_owned());
                }
                None => outer.invalid(id, value, &shown(value.get_ref()), &header_help(&outer.path_of(id))),
            }
        }
        entries
    }

    fn schema() -> Json {
        json!({
            "type": "object",
            "propertyNames": { "pattern": ID },
            "additionalProperties": T::schema(),
        })
    }
}

impl<T: Fields> Kind for Rows<T> {
    type Found = Option<T>;
    const HOLDS: Holds = Holds::Rows(T::FIELDS);

    fn read(table: &TomlTable<'_>, _: &'static str) -> Self::Found {
        T::read(table)
    }

    fn schema() -> Json {
        T::schema()
    }
}

impl<W: Word> Kind for Pairs<W> {
    type Found = Vec<(At<String>, W)>;
    const HOLDS: Holds = Holds::Tables;

    fn read(table: &TomlTable<'_>, key: &'static str) -> Self::Found {
        let Some(inner) = open(table, key) else { return Vec::new() };
        let mut pairs = Vec::new();
        for (name, value) in inner.entries() {
            if let Some(word) = value.get_ref().as_str().and_then(W::parse) {
                pairs.push((At::new(name.get_ref().to_string(), inner.whole((name, value))), word));
            } else {
                let help = format!("expected {}", choices(W::ALL));
                inner.invalid(name.get_ref(), value, &shown(value.get_ref()), &help);
            }
        }
        pairs.sort_by_key(|(name, _)| name.span);
        pairs
    }

    fn schema() -> Json {
        json!({ "type": "object", "additionalProperties": <W as Scalar>::schema() })
    }
}

impl Kind for Free {
    type Found = Json;
    const HOLDS: Holds = Holds::Tables;

    fn read(table: &TomlTable<'_>, key: &'static str) -> Json {
        table.entry(key).map_or_else(|| json!({}), |(_, value)| to_json(value.get_ref()))
    }

    fn schema() -> Json {
        json!({})
    }
}

/// The table of `key`. Reports a value that is not a table.
fn open<'t>(table: &'t TomlTable<'t>, key: &'static str) -> Option<TomlTable<'t>> {
    let (name, value) = table.entry(key)?;
    let Some(inner) = value.get_ref().as_table() else {
        table.invalid(key, value, &shown(value.get_ref()), &header_help(&table.path_of(key)));
        return None;
    };
    Some(table.below(key, Some(inner), table.file.span(name)))
}

fn header_help(path: &str) -> String {
    format!("expected a table: write [{path}] on a line of its own, and its keys below it")
}

fn to_json(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(found) => {
            i64::from_str_radix(found.as_str(), found.radix()).map_or_else(|_| found.to_string().into(), Into::into)
        }
        DeValue::Float(_) => number(value).into(),
        DeValue::Boolean(found) => (*found).into(),
        DeValue::Datetime(found) => found.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| to_json(item.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| (key.get_ref().to_string(), to_json(value.get_ref()))).collect()
        }
    }
}
