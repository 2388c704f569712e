//! HTML that was made here and may stand in a page as it is.

use serde::Serialize;

/// Finished HTML. Templates print it with the component `html`, the one place that does not escape.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Html(pub(super) String);

/// Text for an attribute or an element.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
