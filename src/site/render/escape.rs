//! The one escape for HTML, and HTML that was made here.
//!
//! Takes any text; gives text that stays text in an element or attribute. Characters that would act instead of being
//! read are spelled out.

use std::borrow::Cow;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use tera::Value;

use crate::text::words::is_steering;

/// Finished HTML, which templates print as it is. All other text is escaped.
#[derive(Clone, Debug, Default, JsonSchema)]
pub(crate) struct Html(pub(super) String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(&self.0).serialize(serializer)
    }
}

/// A text in which what stands between backticks is code.
pub(super) fn words(text: &str) -> Html {
    let mut html = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        let (open, close) = if at % 2 == 0 { ("", "") } else { ("<code>", "</code>") };
        html.extend([open, &escaped(part), close]);
    }
    Html(html)
}

/// Writes `text` escaped.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let bytes = text.as_bytes();
    let (mut plain, mut at) = (0, 0);
    while let Some(next) = bytes[at..].iter().position(|byte| NEEDS_A_LOOK[usize::from(*byte)]) {
        at += next;
        let Some(c) = text[at..].chars().next() else { break };
        let end = at + c.len_utf8();
        if let Some(entity) = entity(c) {
            out.write_all(&bytes[plain..at])?;
            out.write_all(entity.as_bytes())?;
            plain = end;
        }
        at = end;
    }
    out.write_all(&bytes[plain..])
}

/// Bytes that may begin something to escape. All others pass in runs, which most text is made of.
static NEEDS_A_LOOK: [bool; 256] = {
    let mut bytes = [false; 256];
    let mut byte = u8::MIN;
    loop {
        bytes[byte as usize] = byte < 0x20 || byte >= 0x7f || matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
        if byte == u8::MAX {
            break bytes;
        }
        byte += 1;
    }
};

fn entity(c: char) -> Option<Cow<'static, str>> {
    Some(match c {
        '&' => "&amp;".into(),
        '<' => "&lt;".into(),
        '>' => "&gt;".into(),
        '"' => "&quot;".into(),
        '\'' => "&#39;".into(),
        c if is_steering(c) => format!("\\u{{{:x}}}", u32::from(c)).into(),
        _ => return None,
    })
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

    #[test]
    fn what_stands_between_backticks_is_code() {
        assert_eq!(words("Add `a < b` & go, `open").0, "Add <code>a &lt; b</code> &amp; go, <code>open</code>");
    }

    #[test]
    fn only_finished_html_is_printed_as_it_is() {
        let mut tera = tera::Tera::new();
        tera.autoescape_on([""]);
        tera.add_raw_template("one", "{{ html }} {{ text }}").expect("a template");
        let context = tera::context! { html => &Html("<b>".to_owned()), text => "<b>" };
        assert_eq!(tera.render("one", &context).expect("it renders"), "<b> &lt;b&gt;");
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
