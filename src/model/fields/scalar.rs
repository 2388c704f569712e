//! Kinds of single values: how each is read, what a message says is expected, and its JSON Schema.
//!
//! The test in `input/tests.rs` gives many values to both and compares the answers.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::kind::Scalar;
use super::toml_table::shown;
use crate::model::area::Area;
use crate::model::base_url::BaseUrl;
use crate::model::vocabulary::{Cadence, Word, choices};
use crate::text::suggest::did_you_mean;

type Parsed<T> = Result<T, Cow<'static, str>>;

/// A non-empty text, without the white space around it.
pub(crate) struct Text;
/// A day, written without quotes.
pub(crate) type Day = Date;
/// A day that is not after the date of the audit.
pub(crate) struct PastDay;
/// Hours a week.
pub(crate) struct Hours;
/// A duration, such as "45m", in hours.
pub(crate) struct Duration;
pub(crate) struct Number;
/// From 0 to 1.
pub(crate) struct Share;
/// A whole number of days.
pub(crate) struct Days;
/// A cadence other than once.
pub(crate) struct Rhythm;
/// A language tag such as "pt-BR".
pub(crate) struct Language;
/// A folder below the folder of site.toml.
pub(crate) struct Folder;

impl Scalar for Text {
    type Value = String;

    fn parse(value: &DeValue<'_>, _: Date) -> Parsed<String> {
        text(value).map(str::to_owned).ok_or("expected a non-empty string".into())
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "\\S" })
    }
}

/// Every list of words is a kind of value.
impl<W: Word> Scalar for W {
    type Value = W;

    fn parse(value: &DeValue<'_>, _: Date) -> Parsed<W> {
        word(value, W::ALL)
    }

    fn schema() -> Json {
        enumeration(W::ALL)
    }
}

impl Scalar for Rhythm {
    type Value = Cadence;

    fn parse(value: &DeValue<'_>, _: Date) -> Parsed<Cadence> {
        word(value, Cadence::RECURRING)
    }

    fn schema() -> Json {
        enumeration(Cadence::RECURRING)
    }
}

impl Scalar for Area {
    type Value = Self;

    fn parse(value: &DeValue<'_>, today: Date) -> Parsed<Self> {
        Text::parse(value, today).map(|word| Self::parse(&word.to_lowercase()))
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "\\S", "examples": Self::KNOWN })
    }
}

impl Scalar for Day {
    type Value = Self;
    const EXAMPLE: &'static str = "2026-12-31";

    fn parse(value: &DeValue<'_>, _: Date) -> Parsed<Self> {
        match value {
            DeValue::Datetime(found) if found.time.is_none() && found.offset.is_none() => {
                date(value).ok_or("expected a date that exists, such as 2026-11-21".into())
            }
            DeValue::Datetime(_) => Err("write the date without a time, such as 2026-11-21".into()),
            DeValue::String(_) => {
                Err("write the date as year, month and day without quotes, such as 2026-11-21".into())
            }
            _ => Err("expected a date, such as 2026-11-21".into()),
        }
    }

    fn schema() -> Json {
        json!({ "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" })
    }
}

impl Scalar for PastDay {
    type Value = Date;
    const EXAMPLE: &'static str = <Day as Scalar>::EXAMPLE;

    fn parse(value: &DeValue<'_>, today: Date) -> Parsed<Date> {
        let day = <Day as Scalar>::parse(value, today)?;
        if day <= today {
            return Ok(day);
        }
        Err(format!("it is after the audit's date {today}: write the day it happened, or remove the key").into())
    }

    fn schema() -> Json {
        <Day as Scalar>::schema()
    }
}

impl Scalar for Hours {
    type Value = f64;

    fn parse(value: &DeValue<'_>, _: Date) -> Parsed<f64> {
        number_in(value, 0.0..=f64::from(HOURS_IN_A_WEEK))
            .ok_or("expected hours a week, a number from 0 to 168, such as 3.5".into())
    }

    fn schema() -> Json {
        json!({ "type": "number", "minimum": 0, "maximum": HOURS_IN_A_WEEK })
    }
}

impl Scalar for Duration {
    type Value = f64;

    fn parse(value: &DeValue<'_>, _: Date) -> Parsed<f64> {
        let duration = value.as_str().and_then(|text| text.parse::<SignedDuration>().ok());
        let hours = duration.map(|duration| duration.as_secs_f64() / 3600.0);
        let hours = hours.filter(|hours| (0.0..=f64::from(HOURS_IN_A_WEEK)).contains(hours));
        hours.ok_or("expected a duration in quotes, such as \"45m\" or \"1h 30m\"".into())
    }

    /// A loose pattern, because durations can be written in many ways: at least one digit and no minus.
    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^[^-]*\\d[^-]*$", "examples": ["45m", "1h 30m"] })
    }
}

impl Scalar for Number {
    type Value = f64;

    fn parse(value: &DeValue<'_>, _: Date) -> Parsed<f64> {
        number(value).ok_or("expected a number, such as 4 or 3.5".into())
    }

    fn schema() -> Json {
        json!({ "type": "number" })
    }
}

impl Scalar for Share {
    type Value = f64;

    fn parse(value: &DeValue<'_>, _: Date) -> Parsed<f64> {
        number_in(value, 0.0..=1.0).ok_or("expected a number from 0 to 1, such as 0.3".into())
    }

    fn schema() -> Json {
        json!({ "type": "number", "minimum": 0, "maximum": 1 })
    }
}

impl Scalar for Days {
    type Value = i64;

    fn parse(value: &DeValue<'_>, _: Date) -> Parsed<i64> {
        let days = value.as_integer().filter(|number| number.radix() == 10);
        let days = days.and_then(|number| number.as_str().replace('_', "").parse().ok());
        days.filter(|days| (0..=MOST_DAYS).contains(days)).ok_or("expected a whole number of days, such as 30".into())
    }

    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 0, "maximum": MOST_DAYS })
    }
}

impl Scalar for BaseUrl {
    type Value = Self;

    fn parse(value: &DeValue<'_>, today: Date) -> Parsed<Self> {
        Self::parse(&Text::parse(value, today)?).map_err(Cow::Borrowed)
    }

    /// Matches every address that `BaseUrl::parse` accepts, and some that it refuses because of their host.
    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^https?://[^/\\\\\\s?#@]+([/\\\\][^\\s?#]*)?$" })
    }

    fn shown(value: &DeValue<'_>) -> String {
        value.as_str().map_or_else(|| shown(value), Self::refused)
    }
}

impl Scalar for Language {
    type Value = String;

    fn parse(value: &DeValue<'_>, today: Date) -> Parsed<String> {
        let is_short = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
        let tag = Text::parse(value, today)?;
        let first = tag.split('-').next().unwrap_or_default();
        let is_tag = tag.split('-').all(is_short) && first.len() > 1 && first.chars().all(|c| c.is_ascii_alphabetic());
        is_tag.then_some(tag).ok_or("expected a language tag, such as \"en\", \"de\" or \"pt-BR\"".into())
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^\\s*[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\\s*$" })
    }
}

impl Scalar for Folder {
    type Value = String;

    fn parse(value: &DeValue<'_>, today: Date) -> Parsed<String> {
        let path = Text::parse(value, today)?;
        if path.starts_with('/') || path.split(['/', '\\']).any(|part| part == "..") {
            return Err("expected a folder below that of site.toml, without a leading `/` and without `..`".into());
        }
        let parts = path.split('/').filter(|part| !part.is_empty() && *part != ".");
        Ok(parts.collect::<Vec<_>>().join("/"))
    }

    fn schema() -> Json {
        let outside = r"^\s*/|(^|[/\\])\s*\.\.\s*([/\\]|$)";
        json!({ "type": "string", "pattern": r"\S", "not": { "pattern": outside } })
    }
}

const HOURS_IN_A_WEEK: u8 = 168;

/// A hundred years.
const MOST_DAYS: i64 = 36_500;

/// The pattern of ids, for JSON Schema.
pub(super) const ID: &str = "^[a-z0-9][a-z0-9_-]{0,63}$";

/// Whether a text matches [`ID`].
pub(crate) fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= 64 && text.starts_with(plain) && text.chars().all(|c| plain(c) || c == '_' || c == '-')
}

fn text<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty())
}

fn word<W: Word>(value: &DeValue<'_>, valid: &[W]) -> Parsed<W> {
    let written = value.as_str();
    valid.iter().copied().find(|word| Some(word.word()) == written).ok_or_else(|| expected_word(written, valid))
}

fn expected_word<W: Word>(written: Option<&str>, valid: &[W]) -> Cow<'static, str> {
    let near = did_you_mean(written.unwrap_or_default(), valid.iter().map(|known| known.word()));
    let end = if near.is_empty() { near } else { format!("; {near}") };
    format!("expected {}{end}", choices(valid)).into()
}

fn enumeration<W: Word>(valid: &[W]) -> Json {
    json!({ "enum": valid.iter().map(|word| word.word()).collect::<Vec<_>>() })
}

/// A finite number in decimal notation.
pub(super) fn number(value: &DeValue<'_>) -> Option<f64> {
    let text = match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return None,
    };
    text.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite())
}

fn number_in(value: &DeValue<'_>, valid: RangeInclusive<f64>) -> Option<f64> {
    number(value).filter(|number| valid.contains(number))
}

/// The day of a date, with or without a time.
pub(crate) fn date(value: &DeValue<'_>) -> Option<Date> {
    let date = value.as_datetime()?.date?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}
