//! The one escape for HTML, and HTML that was made here.
//!
//! Takes any text; gives text that stays text in an element or attribute. Characters that would act instead of being
//! read are spelled out.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::words::is_steering;

/// Finished HTML. Templates print it with the component `html`, the one place that does not escape.
#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub(crate) struct Html(pub(super) String);

/// Writes `text` escaped.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let entity = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            c if is_steering(c) => "",
            _ => continue,
        };
        out.write_all(&text.as_bytes()[plain..at])?;
        if entity.is_empty() {
            write!(out, "\\u{{{:x}}}", c as u32)?;
        } else {
            out.write_all(entity.as_bytes())?;
        }
        plain = at + c.len_utf8();
    }
    out.write_all(&text.as_bytes()[plain..])
}

/// `text` escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    // Writing to memory cannot fail, and what is written is the text and ASCII.
    let _ = escape(text, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(
            escaped("<b class='x'>&\"\u{202e}</b>"),
            "&lt;b class=&#39;x&#39;&gt;&amp;&quot;\\u{202e}&lt;/b&gt;"
        );
        assert_eq!(escaped("Grüße, 世界"), "Grüße, 世界");
    }

    proptest! {
        #[test]
        fn nothing_opens_an_element_or_ends_an_attribute(text in any::<String>()) {
            let escaped = escaped(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            prop_assert!(!escaped.chars().any(is_steering));
        }
    }
}
