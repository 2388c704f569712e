//! The traits of rows, and the macro that makes a struct, its rows and its reader from one declaration.
//!
//! ```text
//! table! {
//!     /// Somebody has to approve the work.
//!     Approval {
//!         /// The person who approves.
//!         by: Text;
//!         /// Hours a week of the person who approves.
//!         hours: Hours = 1.0;
//!     }
//! }
//! ```
//!
//! A row has the meaning of the key, the key, its kind, and optionally one of these:
//!
//! - `= VALUE`: the default. The field always has a value, but no place.
//! - `, required`: a table without the key is reported and dropped.
//! - `, wanted`: a table without the key is reported and kept.
//!
//! The row of a table can be without a meaning, because the table has one. `NAME by id` declares a table with an id in
//! its header, such as `[people.nora]`.

use std::borrow::Cow;

use jiff::civil::Date;
use serde_json::Value as Json;
use toml::de::DeValue;

use super::field::{Field, Holds, table_schema};
use super::toml_table::{TomlTable, shown};
use crate::model::place::At;

/// A struct that was declared with `table!`.
pub(crate) trait Fields: Sized {
    const ABOUT: &'static str;
    const FIELDS: &'static [Field];

    /// The values of the table; none if a required one is missing or invalid.
    fn read(table: &TomlTable<'_>) -> Option<Self>;

    fn schema() -> Json {
        table_schema(Self::ABOUT, Self::FIELDS)
    }
}

/// A kind of value for a key.
pub(crate) trait Kind {
    /// The type of the struct's field.
    type Found;
    const HOLDS: Holds = Holds::Value;
    const EXAMPLE: &'static str = "\"…\"";

    /// The value of `key`. Reports an invalid value.
    fn read(table: &TomlTable<'_>, key: &'static str) -> Self::Found;

    fn schema() -> Json;
}

/// A kind of single value.
pub(crate) trait Scalar {
    type Value;
    const EXAMPLE: &'static str = "\"…\"";

    /// The value, or what to write instead. `today` is the audit's date.
    fn parse(value: &DeValue<'_>, today: Date) -> Result<Self::Value, Cow<'static, str>>;

    fn schema() -> Json;

    /// An invalid value as messages show it.
    fn shown(value: &DeValue<'_>) -> String {
        shown(value)
    }
}

impl<S: Scalar> Kind for S {
    type Found = Option<At<S::Value>>;
    const EXAMPLE: &'static str = <S as Scalar>::EXAMPLE;

    fn read(table: &TomlTable<'_>, key: &'static str) -> Self::Found {
        let entry = table.entry(key)?;
        match S::parse(entry.1.get_ref(), table.file.today) {
            Ok(value) => Some(At::new(value, table.whole(entry))),
            Err(help) => {
                table.invalid(key, entry.1, &S::shown(entry.1.get_ref()), &help);
                None
            }
        }
    }

    fn schema() -> Json {
        <S as Scalar>::schema()
    }
}

/// Reads a table, and reports the keys that are missing or unknown.
pub(crate) fn read_table<T: Fields>(table: &TomlTable<'_>) -> Option<T> {
    let found = T::read(table);
    table.check_keys(T::FIELDS);
    found
}

/// The type inside of an `Option`, for required keys.
pub(crate) trait Optional {
    type Inner;
}

impl<T> Optional for Option<T> {
    type Inner = T;
}

macro_rules! table {
    ($(#[doc = $about:literal])+ $name:ident $(by $id:ident)? {
        $($(#[doc = $meaning:literal])* $key:ident: $kind:ty $(= $default:expr)? $(, $presence:ident)?;)+
    }) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug)]
        pub(crate) struct $name {
            $(
                /// The id, with its place in the file.
                pub(crate) $id: At<String>,
            )?
            $($(#[doc = $meaning])* pub(crate) $key: table!(@type $kind $(= $default)? $(, $presence)?),)+
        }

        impl Fields for $name {
            const ABOUT: &'static str = concat!($($about),+);
            const FIELDS: &'static [Field] = &[$(Field {
                name: stringify!($key),
                meaning: concat!($($meaning),*),
                is_required: table!(@is_required $($presence)?),
                default: table!(@default $($default)?),
                holds: <$kind as Kind>::HOLDS,
                example: <$kind as Kind>::EXAMPLE,
                schema: <$kind as Kind>::schema,
            }),+];

            fn read(table: &TomlTable<'_>) -> Option<Self> {
                $(let $key = <$kind as Kind>::read(table, stringify!($key));)+
                Some(Self {
                    $($id: table.id(),)?
                    $($key: table!(@value $key $(= $default)? $(, $presence)?),)+
                })
            }
        }
    };
    (@type $kind:ty) => { <$kind as Kind>::Found };
    (@type $kind:ty, wanted) => { <$kind as Kind>::Found };
    (@type $kind:ty, required) => { <<$kind as Kind>::Found as Optional>::Inner };
    (@type $kind:ty = $default:expr) => { <$kind as Scalar>::Value };
    (@value $found:ident) => { $found };
    (@value $found:ident, wanted) => { $found };
    (@value $found:ident, required) => { $found? };
    (@value $found:ident = $default:expr) => { $found.map_or_else(|| $default.into(), |found| found.value) };
    (@is_required) => { false };
    (@is_required $presence:ident) => { true };
    (@default) => { None };
    (@default $default:expr) => { Some(|| Json::from($default)) };
}

pub(super) use table;
