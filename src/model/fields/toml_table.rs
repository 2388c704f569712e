//! A parsed TOML table and its file: values, places, and the problems found so far.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::field::{Field, Holds, all};
use crate::model::place::{At, LineIndex, Location, Problem, ProblemKind, Span};
use crate::text::suggest::did_you_mean;
use crate::text::words::list;

/// A file with TOML, and the problems found in it so far.
pub(crate) struct TomlFile<'f> {
    path: &'f str,
    text: &'f str,
    /// Where the TOML starts in the text.
    start: usize,
    /// The audit's date.
    pub(super) today: Date,
    /// Made for the first problem: most files have none.
    lines: OnceCell<LineIndex>,
    problems: RefCell<Vec<Problem>>,
}

impl<'f> TomlFile<'f> {
    pub(crate) fn new(path: &'f str, text: &'f str, start: usize, today: Date) -> Self {
        Self { path, text, start, today, lines: OnceCell::new(), problems: RefCell::default() }
    }

    /// Reports a problem at a span of the whole file.
    pub(crate) fn report(&self, kind: ProblemKind, span: Span, message: String, help: String) {
        self.report_in(Span::default(), kind, span, message, help);
    }

    /// Reports a problem inside of the table with this header.
    fn report_in(&self, table: Span, kind: ProblemKind, span: Span, message: String, help: String) {
        let location = self.locate(span);
        self.problems.borrow_mut().push(Problem { kind, location, message, help, table });
    }

    /// The location of a span of the whole file.
    pub(crate) fn locate(&self, span: Span) -> Location {
        self.lines.get_or_init(|| LineIndex::of(self.text)).locate(self.path, self.text, span)
    }

    /// All problems, in the order of their places.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| (problem.location.span, problem.kind));
        problems
    }

    pub(super) fn span<T>(&self, spanned: &Spanned<T>) -> Span {
        let range = spanned.span();
        Span::new(self.start + range.start, self.start + range.end)
    }
}

/// A key and its value, with their places.
pub(super) type Entry<'t> = (&'t Spanned<Cow<'t, str>>, &'t Spanned<DeValue<'t>>);

/// One table of a file.
pub(crate) struct TomlTable<'t> {
    pub(super) file: &'t TomlFile<'t>,
    /// None for a missing table.
    table: Option<&'t DeTable<'t>>,
    /// The place of its header. At the top of a file, the place that messages point at.
    header: Span,
    position: Position<'t>,
    /// The keys at the top of the file.
    top: &'static [Field],
}

/// The position of a table in its file.
enum Position<'t> {
    /// At the top, under a name for messages.
    Top(&'t str),
    Below {
        parent: &'t TomlTable<'t>,
        key: &'t str,
        is_item: bool,
    },
}

impl<'t> TomlTable<'t> {
    /// The top of a file. Messages call it `name`. If a key is missing, they point at `header`.
    pub(crate) fn top(
        file: &'t TomlFile<'t>,
        table: &'t DeTable<'t>,
        name: &'t str,
        header: Span,
        fields: &'static [Field],
    ) -> Self {
        Self { file, table: Some(table), header, position: Position::Top(name), top: fields }
    }

    /// The table `[key]` below this one.
    pub(super) fn below<'b>(&'b self, key: &'b str, table: Option<&'b DeTable<'b>>, header: Span) -> TomlTable<'b> {
        let position = Position::Below { parent: self, key, is_item: false };
        TomlTable { file: self.file, table, header, position, top: self.top }
    }

    /// One table of `[[key]]` below this one.
    pub(super) fn item<'b>(&'b self, key: &'b str, table: &'b DeTable<'b>, header: Span) -> TomlTable<'b> {
        let position = Position::Below { parent: self, key, is_item: true };
        TomlTable { file: self.file, table: Some(table), header, position, top: self.top }
    }

    pub(super) fn entry(&self, key: &str) -> Option<Entry<'t>> {
        self.table?.get_key_value(key)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'t>> + use<'t> {
        self.table.into_iter().flatten()
    }

    /// Whether the table has the key, valid or not.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// Whether the table `[name]` below this one has the key.
    pub(crate) fn has_below(&self, name: &str, key: &str) -> bool {
        let below = self.entry(name).and_then(|(_, value)| value.get_ref().as_table());
        below.is_some_and(|table| table.contains_key(key))
    }

    /// The span from the key to the end of its value, which snippets underline.
    pub(super) fn whole(&self, (key, value): Entry<'_>) -> Span {
        Span::new(self.file.span(key).start, self.file.span(value).end)
    }

    /// The id of a table such as `[people.nora]`.
    pub(super) fn id(&self) -> At<String> {
        let id = match self.position {
            Position::Top(name) => name,
            Position::Below { key, .. } => key,
        };
        At::new(id.to_owned(), self.header)
    }

    /// `handover`, `people.nora`; empty at the top.
    fn path(&self) -> String {
        match self.position {
            Position::Top(_) => String::new(),
            Position::Below { parent, key, .. } => parent.path_of(key),
        }
    }

    /// `handover.why`
    pub(super) fn path_of(&self, key: &str) -> String {
        let path = self.path();
        if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
    }

    /// Its name in messages: `[handover]`, `[[allow]]`, "this note".
    fn name(&self) -> String {
        match self.position {
            Position::Top(name) => name.to_owned(),
            Position::Below { is_item: true, .. } => format!("[[{}]]", self.path()),
            Position::Below { .. } => format!("[{}]", self.path()),
        }
    }

    /// Reports an invalid value of `key`. `help` says what is valid.
    pub(super) fn invalid(&self, key: &str, value: &Spanned<DeValue<'_>>, shown: &str, help: &str) {
        let message = format!("{shown} is not a valid `{}`", self.path_of(key));
        self.report(ProblemKind::InvalidValue, self.file.span(value), message, help.to_owned());
    }

    /// Reports a key whose value is valid on its own, but contradicts another key.
    pub(crate) fn contradicts(&self, key: &str, message: String, help: String) {
        if let Some(entry) = self.entry(key) {
            self.report(ProblemKind::InvalidValue, self.whole(entry), message, help);
        }
    }

    /// Reports a problem in this table.
    pub(crate) fn report(&self, kind: ProblemKind, span: Span, message: String, help: String) {
        self.file.report_in(self.header, kind, span, message, help);
    }

    /// Reports required keys that are missing, and keys that are not in `fields`.
    pub(super) fn check_keys(&self, fields: &'static [Field]) {
        let missing: Vec<&Field> = all(fields).filter(|field| field.is_required && !self.has(field.name)).collect();
        let is_top = matches!(self.position, Position::Top(_));
        for missing in missing.chunks(if is_top { 1 } else { missing.len().max(1) }) {
            self.report_missing(missing);
        }
        for (key, _) in self.entries().filter(|(key, _)| !all(fields).any(|field| field.name == key.get_ref())) {
            self.unknown(key, fields);
        }
    }

    fn report_missing(&self, fields: &[&Field]) {
        let names = fields.iter().map(|field| match field.holds {
            Holds::Tables => format!("no [{}]", field.name),
            _ => format!("no `{}`", field.name),
        });
        let lines = fields.iter().map(|field| match field.holds {
            Holds::Tables => format!("`[{}]`", field.name),
            _ => format!("`{} = {}`", field.name, field.example),
        });
        let names: Vec<String> = names.collect();
        let lines: Vec<String> = lines.collect();
        let meaning = match fields {
            [only] if !only.meaning.is_empty() => format!(": {}", only.meaning.trim().trim_end_matches('.')),
            _ => String::new(),
        };
        let message = format!("{} has {}", self.name(), list(&names));
        self.report(ProblemKind::MissingField, self.header, message, format!("add {}{meaning}", list(&lines)));
    }

    fn unknown(&self, key: &Spanned<Cow<'_, str>>, fields: &'static [Field]) {
        let word = key.get_ref().as_ref();
        let place = match self.position {
            Position::Top(_) => String::new(),
            Position::Below { .. } => format!(" of {}", self.name()),
        };
        // A table can follow any other table. Only plain keys can be in the wrong table.
        let belongs_above = self.top.iter().any(|field| field.name == word && matches!(field.holds, Holds::Value));
        let (message, help) = if belongs_above {
            (
                format!("`{word}` is not a key{place}; it belongs above the first table"),
                format!("move `{word}` above the first table, next to `{}`", self.top[0].name),
            )
        } else {
            let near = did_you_mean(word, all(fields).map(|field| field.name));
            let help = if near.is_empty() {
                let known: Vec<&str> = all(fields).map(|field| field.name).collect();
                format!("known keys: {}; put keys of your own under [extra]", known.join(", "))
            } else {
                near
            };
            (format!("`{word}` is not a key{place}"), help)
        };
        self.report(ProblemKind::UnknownField, self.file.span(key), message, help);
    }
}

/// A value, as messages show it.
pub(super) fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) if text.chars().count() <= 40 => format!("\"{text}\""),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        other => format!("this {}", other.type_str()),
    }
}
