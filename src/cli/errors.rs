//! Errors as the terminal shows them.

use crate::export;
use crate::model::Error;
use crate::text::control::visible;
use crate::text::words::count;

/// The text of an error, with styles.
pub(super) fn error_text(error: &Error) -> String {
    if let Error::Config { text, problems } = error {
        let snippets = export::problems(text, problems);
        let problems = count(problems.len(), "problem", "problems");
        return format!("{snippets}the settings have {problems}\n");
    }
    let style = anstyle::AnsiColor::Red.on_default().bold();
    format!("{style}error:{style:#} {}\n", visible(&error.to_string()))
}
