//! Text for XML: what the feed and the sitemap share.
//!
//! Takes any text; gives text that XML 1.0 can hold. Its writers escape `<` and `&`, but let through what no parser
//! takes.

use crate::words::is_steering;

/// Characters that XML does not know, or that act instead of being read, spelled out.
pub(super) fn legal(text: &str) -> String {
    let mut legal = String::with_capacity(text.len());
    for c in text.chars() {
        if is_steering(c) || matches!(c, '\u{fffe}' | '\u{ffff}') {
            legal.extend(c.escape_unicode());
        } else {
            legal.push(c);
        }
    }
    legal
}
