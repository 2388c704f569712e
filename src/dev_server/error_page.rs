//! The page that says why the site cannot be shown. It is of this program, for it has to work without templates.
//!
//! Takes what the terminal says, without styles; gives HTML that loads the site's style sheet.

use crate::text::html::escaped;

/// The page with `text` in it.
pub(crate) fn broken(text: &str) -> Vec<u8> {
    format!(include_str!("broken.html"), escaped(text.trim_end())).into_bytes()
}
