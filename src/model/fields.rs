//! The table of keys: everything people may write into a note's front matter and into site.toml.
//!
//! A row of [`note`] or [`site`] declares a key: its name, its kind, its default, whether it is required, and what it
//! means. The typed structs, the reader with its messages, the JSON Schema and the documentation are made from the
//! rows. To add a key, add a row and use the field. To add a kind of value, implement [`kind::Scalar`] in [`scalar`].

mod field;
mod kind;
mod nested;
pub(crate) mod note;
mod scalar;
mod schemas;
pub(crate) mod site;
mod toml_table;

pub(crate) use kind::{Fields, read_table};
pub(crate) use scalar::{date, is_id};
pub(crate) use schemas::{note_schema, site_schema};
pub(crate) use toml_table::{TomlFile, TomlTable};
