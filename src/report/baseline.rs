//! The findings of an earlier state: from a baseline file, or from an earlier revision of the notes.
//!
//! Takes reports; tells which findings of a later one are new, and which of the earlier one are gone.

mod entries;
mod file;
mod renames;

pub(crate) use entries::{Baseline, Comparison, Key};
