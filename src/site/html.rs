//! HTML that was made here, which templates print as it is.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use tera::Value;

use crate::text::html::escaped;

/// Finished HTML, which templates print as it is. All other text is escaped.
#[derive(Clone, Debug, Default, JsonSchema)]
pub(crate) struct Html(pub(super) String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(&self.0).serialize(serializer)
    }
}

/// The text escaped, with what stands between backticks as code.
pub(super) fn with_code(text: &str) -> Html {
    let mut html = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        let (open, close) = if at % 2 == 0 { ("", "") } else { ("<code>", "</code>") };
        html.extend([open, &escaped(part), close]);
    }
    Html(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_between_backticks_becomes_code() {
        assert_eq!(with_code("Add `a < b` & go, `open").0, "Add <code>a &lt; b</code> &amp; go, <code>open</code>");
    }

    #[test]
    fn templates_print_html_unescaped_and_text_escaped() {
        let mut tera = tera::Tera::new();
        tera.autoescape_on([""]);
        tera.add_raw_template("one", "{{ html }} {{ text }}").expect("a template");
        let context = tera::context! { html => &Html("<b>".to_owned()), text => "<b>" };
        assert_eq!(tera.render("one", &context).expect("it renders"), "<b> &lt;b&gt;");
    }
}
