//! A TOML table read key by key: typed values with their places, and everything that is wrong, at once.
//!
//! Takes a parsed table; gives values that are right and notes a problem for each that is not. Each key that is asked
//! for is known from then on; [`Keys::finish`] reports those nobody asked for.

mod values;

use std::cell::{OnceCell, RefCell};

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use jiff::SignedDuration;
use jiff::civil::Date;

use crate::model::{At, Location, Problem, ProblemKind, Ruler, Span, Word};
use crate::text::suggest::did_you_mean;

pub(crate) use values::is_id;
use values::{day, json, number, word_help};

const HOURS_IN_A_WEEK: f64 = 168.0;

/// The file a table stands in, and the problems found in it so far.
pub(crate) struct Sheet<'f> {
    path: &'f str,
    text: &'f str,
    /// Where the TOML starts in the text.
    base: usize,
    today: Date,
    /// Made for the first problem: most files have none.
    ruler: OnceCell<Ruler>,
    problems: RefCell<Vec<Problem>>,
}

impl<'f> Sheet<'f> {
    pub(crate) fn new(path: &'f str, text: &'f str, base: usize, today: Date) -> Self {
        Self { path, text, base, today, ruler: OnceCell::new(), problems: RefCell::default() }
    }

    /// Notes a problem at a span of the whole file.
    pub(crate) fn report(&self, kind: ProblemKind, span: Span, message: String, help: String) {
        let location = self.locate(span);
        self.problems.borrow_mut().push(Problem { kind, location, message, help });
    }

    /// Where a span of the whole file lies.
    pub(crate) fn locate(&self, span: Span) -> Location {
        self.ruler.get_or_init(|| Ruler::of(self.text)).locate(self.path, self.text, span)
    }

    /// All problems, in order of their places.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| (problem.location.span, problem.kind));
        problems
    }

    pub(crate) fn span<T>(&self, spanned: &Spanned<T>) -> Span {
        let range = spanned.span();
        Span::new(self.base + range.start, self.base + range.end)
    }
}

type Entry<'t> = (&'t Spanned<std::borrow::Cow<'t, str>>, &'t Spanned<DeValue<'t>>);

/// One table of a sheet.
pub(crate) struct Keys<'s> {
    sheet: &'s Sheet<'s>,
    table: &'s DeTable<'s>,
    /// How messages call it: `[handover]`; empty at the top.
    name: String,
    known: RefCell<Vec<&'static str>>,
}

impl<'s> Keys<'s> {
    pub(crate) fn top(sheet: &'s Sheet<'s>, table: &'s DeTable<'s>) -> Self {
        Self { sheet, table, name: String::new(), known: RefCell::default() }
    }

    fn entry(&self, key: &'static str) -> Option<Entry<'s>> {
        self.known.borrow_mut().push(key);
        self.table.get_key_value(key)
    }

    /// From the key to the end of its value: what a snippet underlines.
    fn whole(&self, (key, value): Entry<'s>) -> Span {
        Span::new(self.sheet.span(key).start, self.sheet.span(value).end)
    }

    /// Notes an invalid value and what would be valid.
    fn invalid(&self, key: &str, value: &Spanned<DeValue<'s>>, valid: &str) {
        let shown = match value.get_ref() {
            DeValue::String(text) if text.chars().count() <= 40 => format!("\"{text}\""),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            DeValue::Boolean(value) => value.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            other => format!("this {}", other.type_str()),
        };
        let message = format!("{shown} is not a valid `{}`", self.path_of(key));
        self.sheet.report(ProblemKind::InvalidValue, self.sheet.span(value), message, valid.to_owned());
    }

    /// Notes that the value of `key` cannot stand, for a reason the caller knows.
    pub(crate) fn refuse(&self, key: &'static str, message: String, help: String) {
        if let Some(entry) = self.table.get_key_value(key) {
            self.sheet.report(ProblemKind::InvalidValue, self.whole(entry), message, help);
        }
    }

    /// Notes that this table as a whole cannot stand.
    pub(crate) fn report_table(&self, header: Span, message: String, help: String) {
        self.sheet.report(ProblemKind::InvalidValue, header, message, help);
    }

    /// Notes keys that this table needs and does not have.
    pub(crate) fn report_missing(&self, header: Span, missing: &[&str], help: &str) {
        let message = format!("{} has no `{}`", self.name, missing.join("`, no `"));
        self.sheet.report(ProblemKind::MissingField, header, message, help.to_owned());
    }

    fn path_of(&self, key: &str) -> String {
        let table = self.name.trim_matches(['[', ']']);
        if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") }
    }

    /// Whether the key stands there at all, valid or not.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A string that says something.
    pub(crate) fn text(&self, key: &'static str) -> Option<At<String>> {
        let entry = self.entry(key)?;
        match entry.1.get_ref().as_str().map(str::trim) {
            Some(text) if !text.is_empty() => Some(At::new(text.to_owned(), self.whole(entry))),
            _ => {
                self.invalid(key, entry.1, "write a text in quotes, and let it say something");
                None
            }
        }
    }

    /// A list of strings.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<At<String>> {
        self.list(key, "write a list of texts: [\"…\", \"…\"]", |value| {
            value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        })
    }

    /// One word of a closed vocabulary.
    pub(crate) fn word<W: Word>(&self, key: &'static str) -> Option<At<W>> {
        self.word_among(key, W::ALL)
    }

    /// One word of some of a closed vocabulary.
    pub(crate) fn word_among<W: Word>(&self, key: &'static str, valid: &[W]) -> Option<At<W>> {
        let entry = self.entry(key)?;
        let written = entry.1.get_ref().as_str();
        let found = valid.iter().copied().find(|word| Some(word.word()) == written);
        if found.is_none() {
            self.invalid(key, entry.1, &word_help(written, valid));
        }
        found.map(|word| At::new(word, self.whole(entry)))
    }

    /// A list of words of a closed vocabulary.
    pub(crate) fn words<W: Word>(&self, key: &'static str) -> Vec<At<W>> {
        let help = format!("write a list; valid in it are {}", W::choices());
        self.list(key, &help, |value| value.as_str().and_then(W::parse))
    }

    fn list<T>(&self, key: &'static str, help: &str, read: impl Fn(&DeValue<'s>) -> Option<T>) -> Vec<At<T>> {
        let Some((_, value)) = self.entry(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.invalid(key, value, help);
            return Vec::new();
        };
        let mut read_items = Vec::with_capacity(items.len());
        for item in items {
            match read(item.get_ref()) {
                Some(found) => read_items.push(At::new(found, self.sheet.span(item))),
                None => self.invalid(key, item, help),
            }
        }
        read_items
    }

    /// A day.
    pub(crate) fn date(&self, key: &'static str) -> Option<At<Date>> {
        let entry = self.entry(key)?;
        match day(entry.1.get_ref()) {
            Ok(date) => Some(At::new(date, self.whole(entry))),
            Err(help) => {
                self.invalid(key, entry.1, help);
                None
            }
        }
    }

    /// A day that cannot lie in the future, for it says what has happened.
    pub(crate) fn past_date(&self, key: &'static str) -> Option<At<Date>> {
        let date = self.date(key)?;
        if date.value <= self.sheet.today {
            return Some(date);
        }
        let message = format!("`{}` is {}, after the audit's date {}", self.path_of(key), date.value, self.sheet.today);
        let help = "this key says what has happened: write the day it did, or leave it out".to_owned();
        self.sheet.report(ProblemKind::InvalidValue, date.span, message, help);
        None
    }

    /// Hours a week: 0 to 168.
    pub(crate) fn hours(&self, key: &'static str) -> Option<At<f64>> {
        let help = "write hours a week as a number from 0 to 168, such as 3.5";
        self.number_in(key, 0.0..=HOURS_IN_A_WEEK, help)
    }

    /// Any number that can be counted with.
    pub(crate) fn number(&self, key: &'static str) -> Option<At<f64>> {
        self.number_in(key, f64::MIN..=f64::MAX, "write a plain number, such as 4 or 3.5")
    }

    /// Whole days.
    pub(crate) fn days(&self, key: &'static str) -> Option<At<i64>> {
        let entry = self.entry(key)?;
        let found = match entry.1.get_ref() {
            DeValue::Integer(_) => number(entry.1.get_ref()).filter(|days| (0.0..=36_500.0).contains(days)),
            _ => None,
        };
        if found.is_none() {
            self.invalid(key, entry.1, "write a whole number of days, such as 30");
        }
        // The range above fits.
        #[allow(clippy::cast_possible_truncation)]
        found.map(|days| At::new(days as i64, self.whole(entry)))
    }

    /// A share: 0 to 1.
    pub(crate) fn share(&self, key: &'static str) -> Option<At<f64>> {
        self.number_in(key, 0.0..=1.0, "write a share from 0 to 1, such as 0.3")
    }

    fn number_in(&self, key: &'static str, valid: std::ops::RangeInclusive<f64>, help: &str) -> Option<At<f64>> {
        let entry = self.entry(key)?;
        let found = number(entry.1.get_ref()).filter(|number| valid.contains(number));
        if found.is_none() {
            self.invalid(key, entry.1, help);
        }
        found.map(|number| At::new(number, self.whole(entry)))
    }

    /// How long one time takes, in hours: "45m", "1h 30m".
    pub(crate) fn length(&self, key: &'static str) -> Option<At<f64>> {
        let entry = self.entry(key)?;
        let found = entry
            .1
            .get_ref()
            .as_str()
            .and_then(|text| text.parse::<SignedDuration>().ok())
            .map(|length| length.as_secs_f64() / 3600.0)
            .filter(|hours| (0.0..=HOURS_IN_A_WEEK).contains(hours));
        if found.is_none() {
            self.invalid(key, entry.1, "write how long one time takes in quotes, such as \"45m\" or \"1h 30m\"");
        }
        found.map(|hours| At::new(hours, self.whole(entry)))
    }

    /// A table below this one, and its header.
    pub(crate) fn table(&self, key: &'static str) -> Option<(Keys<'s>, Span)> {
        let (name, value) = self.entry(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.invalid(key, value, &format!("`{key}` is a table: write [{key}] on a line of its own, then its keys"));
            return None;
        };
        Some((self.below(format!("[{}]", self.path_of(key)), table), self.sheet.span(name)))
    }

    /// The tables of an array of tables, each with its header.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<(Keys<'s>, Span)> {
        let Some((_, value)) = self.entry(key) else { return Vec::new() };
        let items = value.get_ref().as_array().map_or(&[][..], |items| items.as_ref());
        let mut tables = Vec::new();
        for item in items {
            if let Some(table) = item.get_ref().as_table() {
                let name = format!("[[{}]]", self.path_of(key));
                tables.push((self.below(name, table), self.sheet.span(item)));
            }
        }
        if tables.len() != items.len() || (items.is_empty() && value.get_ref().as_array().is_none()) {
            self.invalid(key, value, &format!("write [[{key}]] on a line of its own, then its keys"));
        }
        tables
    }

    /// The tables below this one, each under an id of its own: `[people.nora]`.
    pub(crate) fn entries(&self) -> Vec<(At<String>, Keys<'s>)> {
        let mut entries = Vec::new();
        for (key, value) in self.table {
            let path = format!("[{}.{}]", self.name.trim_matches(['[', ']']), key.get_ref());
            match value.get_ref().as_table() {
                Some(table) if is_id(key.get_ref()) => {
                    let id = At::new(key.get_ref().to_string(), self.sheet.span(key));
                    entries.push((id, self.below(path, table)));
                }
                Some(_) => self.sheet.report(
                    ProblemKind::InvalidValue,
                    self.sheet.span(key),
                    format!("`{}` is not a valid id", key.get_ref()),
                    "an id has lower-case letters, digits, - and _, at most 64 of them, and starts with a letter or digit"
                        .to_owned(),
                ),
                None => self.invalid(key.get_ref(), value, &format!("write {path} on a line of its own, then its keys")),
            }
        }
        entries
    }

    /// Every key with its value, for tables whose keys are free, in the order they are written.
    pub(crate) fn pairs(&self) -> Vec<(At<String>, &'s DeValue<'s>)> {
        let pair =
            |(key, value): Entry<'s>| (At::new(key.get_ref().to_string(), self.whole((key, value))), value.get_ref());
        let mut pairs: Vec<_> = self.table.iter().map(pair).collect();
        pairs.sort_by_key(|(key, _)| key.span);
        pairs
    }

    /// Notes that the value of a free key is not among the valid ones.
    pub(crate) fn refuse_pair(&self, key: &At<String>, valid: &str) {
        if let Some((_, value)) = self.table.get_key_value(key.value.as_str()) {
            self.invalid(key, value, valid);
        }
    }

    /// A table that is nobody's business but the templates'.
    pub(crate) fn free(&self, key: &'static str) -> serde_json::Value {
        self.entry(key).map_or_else(|| serde_json::json!({}), |(_, value)| json(value.get_ref()))
    }

    fn below(&self, name: String, table: &'s DeTable<'s>) -> Keys<'s> {
        Keys { sheet: self.sheet, table, name, known: RefCell::default() }
    }

    /// The keys that were asked for.
    pub(crate) fn known(&self) -> Vec<&'static str> {
        self.known.borrow().clone()
    }

    /// Where the keys stand that nobody asked for, so far.
    pub(crate) fn unknown(&self) -> Vec<Span> {
        let known = self.known.borrow();
        let unknown = self.table.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref()));
        unknown.map(|(key, _)| self.sheet.span(key)).collect()
    }

    /// Reports the keys nobody asked for. `above` are the keys of the top of the file: one of those landed here
    /// because it stands below this table's header.
    pub(crate) fn finish(&self, above: &[&'static str]) {
        let known = self.known.borrow();
        for (key, _) in self.table {
            let word = key.get_ref().as_ref();
            if known.contains(&word) {
                continue;
            }
            let (message, help) = if above.contains(&word) {
                (
                    format!("`{word}` stands under {}, where it means nothing", self.name),
                    format!("move `{word}` above the first table, next to `title`"),
                )
            } else {
                let place = if self.name.is_empty() { String::new() } else { format!(" of {}", self.name) };
                let near = did_you_mean(word, known.iter().copied());
                let help = if near.is_empty() {
                    format!("known here: {}; keys of your own go under [extra]", known.join(", "))
                } else {
                    near
                };
                (format!("`{word}` is not a key{place}"), help)
            };
            self.sheet.report(ProblemKind::UnknownField, self.sheet.span(key), message, help);
        }
    }
}
