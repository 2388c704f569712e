//! The one escape for HTML.
//!
//! Takes any text; gives text that stays text in an element or an attribute. Characters that would steer a reader or a
//! terminal are written as `\u{…}`.

use std::borrow::Cow;
use std::io::{self, Write};

use super::control::is_steering;

/// Writes `text` escaped.
pub(crate) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
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

/// Bytes that may begin a character to escape. All others are copied in runs.
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
    // Writing to memory cannot fail, and the output is the text and ASCII.
    let _ = escape(text, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn markup_and_steering_characters_are_escaped() {
        assert_eq!(
            escaped("<b class='x'>&\"\u{202e}</b>"),
            "&lt;b class=&#39;x&#39;&gt;&amp;&quot;\\u{202e}&lt;/b&gt;"
        );
        assert_eq!(escaped("Grüße, 世界"), "Grüße, 世界");
    }

    proptest! {
        #[test]
        fn no_text_opens_an_element_or_ends_an_attribute(text in any::<String>()) {
            let escaped = escaped(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            prop_assert!(!escaped.chars().any(is_steering));
        }
    }
}
