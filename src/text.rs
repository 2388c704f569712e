//! Small helpers that know nothing of notes: English, escapes, hashes, suggestions.

#[cfg(test)]
pub(crate) mod agreement;
pub(crate) mod control;
pub(crate) mod hash;
pub(crate) mod html;
pub(crate) mod suggest;
pub(crate) mod words;
