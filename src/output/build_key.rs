//! Build keys: hashes of everything that a file is made from. A file with the same key as before is not made again.
//!
//! Takes the inputs of a file; gives its [`BuildKey`]. The manifest stores it.

use std::fmt;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The first bytes of the SHA-256 of all inputs of a file. Files with the same key have the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BuildKey([u8; 16]);

impl BuildKey {
    /// Reads the 32 hex digits that [`fmt::Display`] writes.
    pub(super) fn parse(hex: &str) -> Option<Self> {
        let number = u128::from_str_radix(hex, 16).ok()?;
        (hex.len() == 32).then(|| Self(number.to_be_bytes()))
    }
}

impl fmt::Display for BuildKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// Makes a [`BuildKey`] from values. Their order matters.
#[derive(Clone, Default)]
pub(crate) struct KeyBuilder(Sha256);

impl KeyBuilder {
    /// Starts with a key, for files that depend on the same inputs.
    pub(crate) fn from_key(key: BuildKey) -> Self {
        let mut builder = Self::default();
        builder.0.update(key.0);
        builder
    }

    /// Adds bytes and their length, so that "ab" and "c" give another key than "a" and "bc".
    pub(crate) fn add(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        let bytes = bytes.as_ref();
        self.0.update(bytes.len().to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds all fields of a value.
    pub(crate) fn add_value(&mut self, value: &impl Serialize) -> &mut Self {
        // This fails only for maps whose keys are not strings. Views have no such maps.
        let mut json = Vec::with_capacity(1024);
        let _ = serde_json::to_writer(&mut json, value);
        self.add(json)
    }

    pub(crate) fn key(&self) -> BuildKey {
        let mut first = [0; 16];
        first.copy_from_slice(&self.0.clone().finalize()[..16]);
        BuildKey(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_key_parses_to_the_same_key() {
        let key = KeyBuilder::default().add("a").key();
        assert_eq!(BuildKey::parse(&key.to_string()), Some(key));
        assert_eq!(BuildKey::parse("12"), None);
        assert_eq!(BuildKey::parse(&"x".repeat(32)), None);
    }

    #[test]
    fn same_bytes_split_differently_give_another_key() {
        let of = |parts: [&str; 2]| KeyBuilder::default().add(parts[0]).add(parts[1]).key();
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
        assert_eq!(of(["a", "b"]), of(["a", "b"]));
    }
}
