//! The search index as a script, for pages on disk may load nothing but scripts.
//!
//! Takes the view; gives one assignment. Inside its strings nothing can end the script or the line.

use crate::site::views::SearchIndex;

pub(super) fn search_index(index: &SearchIndex) -> String {
    let json = serde_json::to_string(index).expect("plain data serializes");
    format!("window.handoverIndex = {};\n", escaped(&json))
}

/// JSON that is safe as a script. None of these characters stands outside of strings.
fn escaped(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_ends_the_script_or_the_line() {
        let text = "</script><!--\u{2028}\u{2029}\"\\";
        let json = escaped(&serde_json::to_string(text).expect("JSON"));
        assert_eq!(json, r#""\u003c/script>\u003c!--\u2028\u2029\"\\""#);
    }

    proptest! {
        #[test]
        fn what_is_read_back_is_what_was_said(text in any::<String>()) {
            let json = escaped(&serde_json::to_string(&text).expect("JSON"));
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
        }
    }
}
