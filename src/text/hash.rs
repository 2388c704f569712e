//! Short hashes that are the same on every machine, and what bytes are made of.
//!
//! Takes texts; gives the first bytes of their SHA-256: in hex for paths and fingerprints, as a [`Recipe`] for files.

use std::fmt::{self, Write as _};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The first `bytes` bytes of the SHA-256 of `text`, two hex digits each.
pub(crate) fn digest(text: &str, bytes: usize) -> String {
    Sha256::digest(text).iter().take(bytes).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// All that goes into a file, in short: files of the same recipe have the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Recipe([u8; 16]);

impl Recipe {
    /// From its 32 hex digits, as [`fmt::Display`] writes them.
    pub(crate) fn parse(hex: &str) -> Option<Self> {
        let number = u128::from_str_radix(hex, 16).ok()?;
        (hex.len() == 32).then(|| Self(number.to_be_bytes()))
    }
}

impl fmt::Display for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// A recipe that is being written.
#[derive(Clone, Default)]
pub(crate) struct Ingredients(Sha256);

impl Ingredients {
    /// Those of a recipe, and more to come.
    pub(crate) fn of(recipe: Recipe) -> Self {
        let mut of = Self::default();
        of.0.update(recipe.0);
        of
    }

    /// Adds bytes. Where they end counts too, so that none can pass for part of the next.
    pub(crate) fn add(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        let bytes = bytes.as_ref();
        self.0.update(bytes.len().to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds all that a value holds.
    pub(crate) fn add_value(&mut self, value: &impl Serialize) -> &mut Self {
        // A value of ours has no keys but texts, which is all that JSON could refuse.
        let mut json = Vec::with_capacity(1024);
        let _ = serde_json::to_writer(&mut json, value);
        self.add(json)
    }

    pub(crate) fn recipe(&self) -> Recipe {
        let mut first = [0; 16];
        first.copy_from_slice(&self.0.clone().finalize()[..16]);
        Recipe(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_is_read_as_it_is_written() {
        let recipe = Ingredients::default().add("a").recipe();
        assert_eq!(Recipe::parse(&recipe.to_string()), Some(recipe));
        assert_eq!(Recipe::parse("12"), None);
        assert_eq!(Recipe::parse(&"x".repeat(32)), None);
    }

    #[test]
    fn what_ends_elsewhere_is_something_else() {
        let of = |parts: [&str; 2]| Ingredients::default().add(parts[0]).add(parts[1]).recipe();
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
        assert_eq!(of(["a", "b"]), of(["a", "b"]));
    }
}
