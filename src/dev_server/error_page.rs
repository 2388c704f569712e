//! The page that shows an error in place of the site. It does not depend on templates, which may be the error.
//!
//! Takes the text of the error, without styles; gives HTML that loads the site's style sheet.

use crate::text::html::escaped;

/// The page with `text` in it.
pub(crate) fn error_page(text: &str) -> Vec<u8> {
    format!(include_str!("error_page.html"), escaped(text.trim_end())).into_bytes()
}
