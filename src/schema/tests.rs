//! Schemas and readers say the same: they know the same keys, and give the same answer to many values of each.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use jsonschema::Validator;
use serde_json::Value as Json;
use toml::{Table as Toml, Value};

use super::key::{Holds, Key, Table};
use super::{note, site};
use crate::input;
use crate::model::{Error, Problem};

const TODAY: Date = date(2026, 11, 21);

/// What is wrong with a file, according to who reads it.
type Reader = fn(&str) -> Vec<Problem>;

fn read_note(toml: &str) -> Vec<Problem> {
    input::from_texts([("a", format!("+++\n{toml}+++\n").as_str())], TODAY).problems
}

fn read_site(toml: &str) -> Vec<Problem> {
    match input::settings_from_text(toml, TODAY) {
        Ok(config) => config.problems,
        Err(Error::Config { problems, .. }) => problems,
        Err(error) => panic!("{error}"),
    }
}

fn both() -> [(&'static Table, Json, Reader); 2] {
    [(&note::NOTE, note(), read_note), (&site::SITE, site(), read_site)]
}

fn validator(schema: &Json) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).expect("a schema")
}

/// A table inside of others: from the top, each table with the key below which the next one stands.
type Place<'t> = Vec<(&'t Table, &'t Key)>;

fn each_table<'t>(table: &'t Table, place: &Place<'t>, see: &mut dyn FnMut(&'t Table, &Place<'t>)) {
    see(table, place);
    for key in table.keys {
        if let Holds::Table(inner) | Holds::Tables(inner) | Holds::Entries(inner) = &key.holds {
            let mut deeper = place.clone();
            deeper.push((table, key));
            each_table(inner, &deeper, see);
        }
    }
}

/// The whole file with `found` at its place, and every key around it that has to be there.
fn file(place: &Place<'_>, found: Toml) -> Toml {
    place.iter().rev().fold(found, |inner, (table, key)| {
        let value = match key.holds {
            Holds::Tables(_) => Value::Array(vec![inner.into()]),
            Holds::Entries(_) => Toml::from_iter([("an-id".to_owned(), inner.into())]).into(),
            _ => inner.into(),
        };
        let mut outer = required(table);
        if key.name == "handover" {
            outer.insert("delegate".to_owned(), "milo".into());
        }
        outer.insert(key.name.to_owned(), value);
        outer
    })
}

fn required(table: &Table) -> Toml {
    let keys = table.keys.iter().filter(|key| key.is_required);
    keys.map(|key| {
        let value = match key.holds {
            Holds::Date => day("2026-01-01"),
            Holds::Table(inner) => required(inner).into(),
            _ => "there".into(),
        };
        (key.name.to_owned(), value)
    })
    .collect()
}

fn day(text: &str) -> Value {
    Value::Datetime(text.parse().expect("a date"))
}

/// As editors see TOML: dates are texts.
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

/// Every word of a vocabulary, for keys that hold words.
fn words() -> Vec<Value> {
    let mut words = BTreeSet::new();
    for (table, ..) in both() {
        each_table(table, &Place::new(), &mut |table, _| {
            for key in table.keys {
                match key.holds {
                    Holds::Word(of) | Holds::Words(of) => words.extend(of()),
                    _ => {}
                }
            }
        });
    }
    words.into_iter().map(Value::from).collect()
}

/// Values that some key takes and some key does not.
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

/// What JSON Schema cannot tell apart, or only with more than it is worth.
fn is_told_apart(holds: &Holds, value: &Value) -> bool {
    match (holds, value) {
        // A day without quotes is the same text in JSON as one in quotes, and 1.0 the same number as 1.
        (Holds::Date, Value::String(text)) => text != "2026-01-01",
        (Holds::Date, _) => true,
        (_, Value::Datetime(_)) => false,
        (Holds::Days, Value::Float(number)) => number.fract() != 0.0,
        // How long a week is.
        (Holds::Length, Value::String(text)) => text != "169h",
        _ => true,
    }
}

#[test]
fn schemas_know_the_keys_that_readers_know() {
    for (top, _, reader) in both() {
        let mut tables = 0;
        each_table(top, &Place::new(), &mut |table, place| {
            let mut probe = required(table);
            probe.insert("zzzzzzzzzzzz".to_owned(), 1.into());
            let text = file(place, probe).to_string();
            let problems = reader(&text);
            let [problem] = &problems[..] else { panic!("{text}\n{problems:#?}") };
            let list = problem.help.strip_prefix("known here: ").and_then(|rest| rest.split_once("; "));
            let read: BTreeSet<&str> = list.expect("a list of keys").0.split(", ").collect();
            let described: BTreeSet<&str> = table.keys.iter().map(|key| key.name).collect();
            assert_eq!(described, read, "{text}");
            tables += 1;
        });
        assert!(tables >= 10, "{tables}");
    }
}

#[test]
fn schemas_take_what_readers_take() {
    let (values, words) = (values(), words());
    let (mut taken, mut refused) = (0, 0);
    for (top, schema, reader) in both() {
        let validator = validator(&schema);
        each_table(top, &Place::new(), &mut |table, place| {
            for key in table.keys {
                let words = matches!(key.holds, Holds::Word(_)).then_some(&words).into_iter().flatten();
                for value in values.iter().chain(words).filter(|value| is_told_apart(&key.holds, value)) {
                    let mut probe = required(table);
                    probe.insert(key.name.to_owned(), value.clone());
                    let file = file(place, probe);
                    let text = file.to_string();
                    let problems = reader(&text);
                    let is_valid = validator.is_valid(&json(&file.into()));
                    assert_eq!(is_valid, problems.is_empty(), "is the schema right?\n{text}\n{problems:#?}");
                    *(if is_valid { &mut taken } else { &mut refused }) += 1;
                }
            }
        });
    }
    assert!(taken > 1000 && refused > 1000, "{taken} {refused}");
}

#[test]
fn keys_that_go_together_or_not() {
    let validator = validator(&note());
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
        assert_eq!(validator.is_valid(&json(&file.into())), read_note(&text).is_empty(), "{toml}");
    }
    let nothing: Toml = "work = \"execution\"".parse().expect("TOML");
    assert!(!validator.is_valid(&json(&nothing.into())), "a note has a title and an owner");
}
