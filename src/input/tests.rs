//! The JSON Schemas and the readers give the same answer to many values of each key.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use serde_json::Value as Json;
use toml::{Table as Toml, Value};

use self::json_schema::JsonSchema;
use super::notes::from_texts;
use super::settings::settings_from_text;
use crate::model::{Error, Problem, note_schema, site_schema};

#[path = "../../tests/suite/support/json_schema.rs"]
mod json_schema;

const TODAY: Date = date(2026, 11, 21);

/// The problems of a file, according to its reader.
type Reader = fn(&str) -> Vec<Problem>;

fn read_note(toml: &str) -> Vec<Problem> {
    from_texts([("a", format!("+++\n{toml}+++\n").as_str())], TODAY).problems
}

fn read_site(toml: &str) -> Vec<Problem> {
    match settings_from_text(toml, TODAY) {
        Ok(config) => config.problems,
        Err(Error::Config { problems, .. }) => problems,
        Err(error) => panic!("{error}"),
    }
}

fn both() -> [(Json, Reader); 2] {
    [(note_schema(), read_note), (site_schema(), read_site)]
}

/// The path to a table, from the top: the schema of each table, with the key of the next table in it.
type Place<'t> = Vec<(&'t Json, &'t str)>;

/// A schema of a table, if `schema` is one of `[key]`, `[[key]]` or `[key.ID]`.
fn table_in(schema: &Json) -> Option<&Json> {
    [schema, &schema["items"], &schema["additionalProperties"]]
        .into_iter()
        .find(|inner| inner["properties"].is_object())
}

fn keys(table: &Json) -> impl Iterator<Item = (&str, &Json)> {
    table["properties"].as_object().into_iter().flatten().map(|(name, schema)| (name.as_str(), schema))
}

fn each_table<'t>(table: &'t Json, place: &Place<'t>, see: &mut dyn FnMut(&'t Json, &Place<'t>)) {
    see(table, place);
    for (name, schema) in keys(table) {
        if let Some(inner) = table_in(schema) {
            let mut deeper = place.clone();
            deeper.push((table, name));
            each_table(inner, &deeper, see);
        }
    }
}

/// A whole file with `found` at its place, and all required keys around it.
fn file(place: &Place<'_>, found: Toml) -> Toml {
    place.iter().rev().fold(found, |inner, (table, name)| {
        let schema = &table["properties"][name];
        let value = if schema["items"].is_object() {
            Value::Array(vec![inner.into()])
        } else if schema["additionalProperties"].is_object() {
            Toml::from_iter([("an-id".to_owned(), inner.into())]).into()
        } else {
            inner.into()
        };
        let mut outer = required(table);
        if *name == "handover" {
            outer.insert("delegate".to_owned(), "milo".into());
        }
        outer.insert((*name).to_owned(), value);
        outer
    })
}

fn required(table: &Json) -> Toml {
    let names = table["required"].as_array().into_iter().flatten().filter_map(Json::as_str);
    names
        .map(|name| {
            let schema = &table["properties"][name];
            let value = match table_in(schema) {
                Some(inner) => required(inner).into(),
                None if is_date(schema) => day("2026-01-01"),
                None => "there".into(),
            };
            (name.to_owned(), value)
        })
        .collect()
}

fn is_date(schema: &Json) -> bool {
    schema["format"] == "date"
}

fn day(text: &str) -> Value {
    Value::Datetime(text.parse().expect("a date"))
}

/// TOML as editors see it: dates are texts.
fn json(value: &Value) -> Json {
    match value {
        Value::Datetime(date) => date.to_string().into(),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
        Value::String(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Boolean(is) => (*is).into(),
    }
}

/// Every word of every fixed list.
fn words() -> Vec<Value> {
    let mut words = BTreeSet::new();
    for (schema, _) in &both() {
        each_table(schema, &Place::new(), &mut |table, _| {
            for (_, schema) in keys(table) {
                let valid = [&schema["enum"], &schema["items"]["enum"]].into_iter().filter_map(Json::as_array);
                words.extend(valid.flatten().filter_map(Json::as_str).map(str::to_owned));
            }
        });
    }
    words.into_iter().map(Value::from).collect()
}

/// Values that are valid for some keys and invalid for others.
fn values() -> Vec<Value> {
    let texts = [
        "",
        " ",
        "some text",
        "active",
        "Active",
        "45m",
        "1h 30m",
        "PT45M",
        "-45m",
        "169h",
        "2026-01-01",
        "https://example.com",
        "https://example.com/x/@y",
        "https://example.com/?x",
        "https://example.com/#x",
        "https://a@example.com/",
        "https://exa mple.com/",
        "http://",
        "ftp://example.com",
        "/a",
        "a/../b",
        "..",
        "a\\..",
        "a..b/c",
        "en",
        " en ",
        "pt-BR",
        "en-",
        "\"><script>",
        "./a",
    ];
    let lists = ["[]", "[\"a\"]", "[\"a\", \"\"]", "[1]", "[[\"a\"]]", "[\"pitch\"]", "[\"urgent\", \"new\"]"];
    let tables = ["{}", "{ zzz = 1 }", "[{}]", "[{ zzz = 1 }]", "{ N01 = \"off\" }", "{ N01 = \"loud\" }"];
    let others = ["{ \"No id\" = {} }", "{ ok = { title = \"T\" } }", "{ ok = { title = 1 } }", "[1, {}]", "true"];
    let numbers = ["0", "1", "-1", "168", "168.5", "36500", "36501", "0.5", "-0.5", "1.0"];
    let dates = ["2026-01-01", "2026-01-01T10:00:00Z", "10:00:00"];
    let written = lists.iter().chain(&tables).chain(&others).chain(&numbers).chain(&dates);
    let parse = |text: &&str| {
        let mut file: Toml = format!("v = {text}").parse().expect("TOML");
        file.remove("v").expect("a value")
    };
    texts.into_iter().map(Value::from).chain(written.map(parse)).collect()
}

/// Whether a JSON Schema of reasonable size can give the same answer as the reader for this value.
fn is_told_apart(schema: &Json, value: &Value) -> bool {
    match value {
        // As JSON, a date is the same text with and without quotes, and 1.0 the same number as 1.
        Value::String(text) if is_date(schema) => text != "2026-01-01",
        Value::Datetime(_) => is_date(schema),
        Value::Float(number) if schema["type"] == "integer" => number.fract() != 0.0,
        // JSON Schema cannot compare a duration with the length of a week.
        Value::String(text) if schema["examples"][0] == "45m" => text != "169h",
        _ => true,
    }
}

#[test]
fn schema_accepts_a_value_if_and_only_if_the_reader_does() {
    let (values, words) = (values(), words());
    let (mut taken, mut refused) = (0, 0);
    for (top, reader) in &both() {
        let validator = JsonSchema::new(top);
        each_table(top, &Place::new(), &mut |table, place| {
            for (name, schema) in keys(table) {
                let words = schema["enum"].is_array().then_some(&words).into_iter().flatten();
                for value in values.iter().chain(words).filter(|value| is_told_apart(schema, value)) {
                    let mut probe = required(table);
                    probe.insert(name.to_owned(), value.clone());
                    let file = file(place, probe);
                    let text = file.to_string();
                    let problems = reader(&text);
                    let is_valid = validator.check(&json(&file.into())).is_ok();
                    assert_eq!(is_valid, problems.is_empty(), "is the schema right?\n{text}\n{problems:#?}");
                    *(if is_valid { &mut taken } else { &mut refused }) += 1;
                }
            }
        });
    }
    assert!(taken > 1000 && refused > 1000, "{taken} {refused}");
}

#[test]
fn schema_and_reader_find_unknown_keys_in_every_table() {
    let mut tables = 0;
    for (top, reader) in &both() {
        let validator = JsonSchema::new(top);
        each_table(top, &Place::new(), &mut |table, place| {
            let mut probe = required(table);
            probe.insert("zzzzzzzzzzzz".to_owned(), 1.into());
            let file = file(place, probe);
            let text = file.to_string();
            let problems = reader(&text);
            let [problem] = &problems[..] else { panic!("{text}\n{problems:#?}") };
            assert!(problem.help.starts_with("known keys: "), "{text}\n{problem:#?}");
            assert!(validator.check(&json(&file.into())).is_err(), "{text}");
            tables += 1;
        });
    }
    assert!(tables >= 20, "{tables}");
}

#[test]
fn default_of_every_key_follows_its_schema() {
    let mut defaults = 0;
    for (top, _) in &both() {
        each_table(top, &Place::new(), &mut |table, _| {
            for (name, schema) in keys(table).filter(|(_, schema)| !schema["default"].is_null()) {
                assert!(JsonSchema::new(schema).check(&schema["default"]).is_ok(), "{name}");
                defaults += 1;
            }
        });
    }
    assert!(defaults >= 9, "{defaults}");
}

#[test]
fn schema_and_reader_check_keys_against_each_other() {
    let validator = JsonSchema::new(&note_schema());
    for toml in [
        "hours = 1",
        "each = \"45m\"",
        "hours = 1\neach = \"45m\"",
        "[handover]\nwhy = \"so\"",
        "delegate = \"milo\"\n[handover]\nwhy = \"so\"",
        "[handover]\nfrom = \"ada\"",
        "status = \"active\"",
    ] {
        let text = format!("title = \"T\"\nowner = \"nora\"\n{toml}\n");
        let file: Toml = text.parse().expect("TOML");
        assert_eq!(validator.check(&json(&file.into())).is_ok(), read_note(&text).is_empty(), "{toml}");
    }
    let nothing: Toml = "work = \"execution\"".parse().expect("TOML");
    assert!(validator.check(&json(&nothing.into())).is_err(), "a note has a title and an owner");
}
