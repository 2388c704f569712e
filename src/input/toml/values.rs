//! Single values: ids, numbers, days, words, and anything at all as JSON.
//!
//! Takes a TOML value; gives what it means, or what would be valid.

use ::toml::de::DeValue;
use jiff::civil::Date;

use crate::model::{Word, choices};
use crate::text::suggest::did_you_mean;

/// `[a-z0-9][a-z0-9_-]{0,63}`
pub(crate) fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= 64 && text.starts_with(plain) && text.chars().all(|c| plain(c) || c == '_' || c == '-')
}

pub(super) fn word_help<W: Word>(written: Option<&str>, valid: &[W]) -> String {
    let near = written.map(|word| did_you_mean(word, valid.iter().map(|known| known.word())));
    match near {
        Some(near) if !near.is_empty() => format!("valid are {}; {near}", choices(valid)),
        _ => format!("valid are {}", choices(valid)),
    }
}

pub(super) fn number(value: &DeValue<'_>) -> Option<f64> {
    let text = match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        _ => return None,
    };
    text.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite())
}

pub(super) fn day(value: &DeValue<'_>) -> Result<Date, &'static str> {
    match value {
        DeValue::Datetime(found) if found.time.is_none() && found.offset.is_none() => found
            .date
            .and_then(|date| {
                let (year, month, day) =
                    (i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
                Date::new(year, month, day).ok()
            })
            .ok_or("write a day of the calendar, such as 2026-11-21"),
        DeValue::Datetime(_) => Err("write the day without a time, such as 2026-11-21"),
        DeValue::String(_) => Err("write the day as year, month and day without quotes, such as 2026-11-21"),
        _ => Err("write a day, such as 2026-11-21"),
    }
}

/// A value of any shape, for `[extra]`.
pub(crate) fn json(value: &DeValue<'_>) -> serde_json::Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(found) => {
            i64::from_str_radix(found.as_str(), found.radix()).map_or_else(|_| found.to_string().into(), Into::into)
        }
        DeValue::Float(_) => number(value).into(),
        DeValue::Boolean(found) => (*found).into(),
        DeValue::Datetime(found) => found.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect()
        }
    }
}
