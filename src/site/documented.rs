//! `docs/src/templates.md` held to the views: every field of every view is there with its type, and nothing else is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::template_check::templates_and_schemas;

/// A kind of value that a template sees.
enum Shape {
    Fields(BTreeMap<String, Shape>),
    List(Box<Shape>),
    Text,
    Number,
    YesOrNo,
    OrNone(Box<Shape>),
    Any,
}

impl Shape {
    fn of(schema: &Value) -> Self {
        let listed = |key: &str| schema[key].as_array().map_or(&[][..], Vec::as_slice);
        if let [one, none] = listed("anyOf")
            && none["type"] == "null"
        {
            return Self::OrNone(Self::of(one).into());
        }
        if let [one, none] = listed("type")
            && none == "null"
        {
            let mut present = schema.clone();
            present["type"] = one.clone();
            return Self::OrNone(Self::of(&present).into());
        }
        if listed("oneOf").iter().any(|one| one["type"] == "string") {
            return Self::Text;
        }
        match schema["type"].as_str() {
            Some("object") => {
                let fields = schema["properties"].as_object().into_iter().flatten();
                Self::Fields(fields.map(|(name, field)| (name.clone(), Self::of(field))).collect())
            }
            Some("array") => Self::List(Self::of(&schema["items"]).into()),
            Some("string") => Self::Text,
            Some("integer" | "number") => Self::Number,
            Some("boolean") => Self::YesOrNo,
            _ => Self::Any,
        }
    }

    /// What it is where it is not none.
    fn present(&self) -> &Self {
        match self {
            Self::OrNone(shape) => shape.present(),
            shape => shape,
        }
    }
}

/// A row of a table: the section it stands in, and its field.
type Row = (String, String);

struct Reader<'d> {
    documented: &'d BTreeMap<Row, String>,
    read: BTreeSet<Row>,
    faults: BTreeSet<String>,
}

#[test]
fn templates_chapter_has_every_field_of_every_view_and_no_other() {
    let text = std::fs::read_to_string("docs/src/templates.md").expect("the documentation");
    let documented = tables(&text);
    let mut reader = Reader { documented: &documented, read: BTreeSet::new(), faults: BTreeSet::new() };
    for (template, schema) in templates_and_schemas() {
        let seen = Shape::of(&schema);
        let Shape::Fields(seen) = seen else { panic!("{template} sees no fields") };
        if let Some(frame) = seen.get("frame") {
            reader.group(frame, "frame.", "what-a-template-sees");
        }
        reader.group(&seen["page"], "page.", &anchor(template));
    }
    let strangers = documented.keys().filter(|row| !reader.read.contains(*row));
    let strangers = strangers.map(|(section, field)| format!("{section}: no view has `{field}`"));
    let faults: Vec<String> = reader.faults.iter().cloned().chain(strangers).collect();
    assert!(faults.is_empty(), "docs/src/templates.md:\n{}", faults.join("\n"));
}

impl Reader<'_> {
    /// Compares the fields of a group with the rows that start with `prefix` in `section`.
    fn group(&mut self, shape: &Shape, prefix: &str, section: &str) {
        let Shape::Fields(fields) = shape else { panic!("{section} is no group") };
        for (name, shape) in fields {
            let one = entry(shape.present());
            let field = format!("{prefix}{name}{}", if one.is_some() { "[]" } else { "" });
            let row = (section.to_owned(), field.clone());
            let Some(kind) = self.documented.get(&row) else {
                self.faults.insert(format!("{section}: `{field}` is missing"));
                continue;
            };
            self.read.insert(row);
            if !is_kind(kind, shape) {
                self.faults.insert(format!("{section}: `{field}` is no {kind}"));
            }
            let inner = one.unwrap_or_else(|| shape.present());
            match (inner, kind.split_once("(#").and_then(|(_, link)| link.split_once(')'))) {
                (Shape::Fields(_), Some((piece, _))) => self.group(inner, "", piece),
                (Shape::Fields(_), None) => self.group(inner, &format!("{field}."), section),
                _ => {}
            }
        }
    }
}

fn entry(shape: &Shape) -> Option<&Shape> {
    match shape {
        Shape::List(one) => Some(one),
        _ => None,
    }
}

/// Whether a column says what a field is.
fn is_kind(kind: &str, shape: &Shape) -> bool {
    let (kind, can_be_none) = kind.strip_suffix(" or none").map_or((kind, false), |kind| (kind, true));
    let (kind, is_list) = kind.strip_prefix("list of ").map_or((kind, false), |kind| (kind, true));
    let one = entry(shape.present());
    let is_right = match one.unwrap_or_else(|| shape.present()) {
        Shape::Text => ["text", "texts", "finished HTML"].contains(&kind),
        Shape::Number => ["number", "numbers"].contains(&kind),
        Shape::YesOrNo => kind == "yes or no",
        Shape::Fields(_) => kind.starts_with('[') || ["group", "groups"].contains(&kind),
        Shape::Any => kind == "as written",
        Shape::List(_) | Shape::OrNone(_) => false,
    };
    is_right && is_list == one.is_some() && can_be_none == matches!(shape, Shape::OrNone(_))
}

/// All tables of fields: what each field is said to be.
fn tables(text: &str) -> BTreeMap<Row, String> {
    let mut rows = BTreeMap::new();
    let mut section = String::new();
    let mut is_fields = false;
    for line in text.lines() {
        if line.starts_with('#') {
            section = anchor(line.trim_start_matches('#').trim());
        }
        let cells: Vec<&str> = line.split(" | ").collect();
        is_fields = line.starts_with('|') && (is_fields || cells[0] == "| field");
        if let ([fields, kind, _], true) = (cells.as_slice(), is_fields) {
            for field in fields.split('`').skip(1).step_by(2) {
                let is_new = rows.insert((section.clone(), field.to_owned()), (*kind).to_owned()).is_none();
                assert!(is_new, "docs/src/templates.md has `{field}` twice in {section}");
            }
        }
    }
    rows
}

/// What links call a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ' ' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
