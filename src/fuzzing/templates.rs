//! A template of the site's own, of any bytes.
//!
//! Takes its bytes; holds what is said of the names in it to what it promises.

use std::sync::LazyLock;

use crate::site::render::unknown_names;
use crate::site::views::{self, Shape};

/// What pages see, worked out once: it takes longer than all the rest.
static SEEN: LazyLock<Vec<(&'static str, Shape)>> = LazyLock::new(views::shapes);

/// Reads the bytes as a template in place of a built-in one, whether the engine would take it or not. It is read to its
/// end or refused with the line that cannot be read, and twice the same way.
///
/// # Panics
/// Where that does not hold.
pub fn templates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let said = unknown_names(text.to_owned(), &SEEN);
    assert_eq!(said, unknown_names(text.to_owned(), &SEEN), "reading twice gives two things");
    assert!(said.is_none_or(|report| report.contains("index.html")), "a report does not say where");
}
