//! Reports as text: one file a format.
//!
//! Takes the part of a report that a run shows; gives text. No format touches the disk. A new format is a file here, a
//! row in `formats!` and a row in `docs/src/formats.md`.

mod ci_escapes;
mod explanation;
mod feed;
mod ical;
mod note_row;
mod plan;
mod robots;
mod sitemap;
mod summary;
mod values;

use crate::audit::Severity;
use crate::model::Problem;
use crate::report::Shown;

pub(crate) use self::csv::{findings_csv, notes_csv};
pub(crate) use explanation::Explanation;
pub(crate) use feed::feed;
pub(crate) use ical::ical;
pub(crate) use json::{json, report_schema};
pub(crate) use plan::plan;
pub(crate) use robots::robots;
pub(crate) use sitemap::sitemap;
use text::config_problems;

macro_rules! formats {
    ($($(#[$meaning:meta])* $name:ident($module:ident))+) => {
        $(mod $module;)+

        /// The formats of findings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
        pub(crate) enum Format {
            $($(#[$meaning])* $name,)+
        }

        /// Renders the findings shown.
        pub(crate) fn render(format: Format, shown: &Shown<'_, '_>) -> String {
            match format {
                $(Format::$name => $module::render(shown),)+
            }
        }
    };
}

formats! {
    /// Snippets of the notes, as rustc draws them.
    Text(text)
    /// One line a finding.
    Concise(concise)
    /// One object with every finding and figure.
    Json(json)
    /// A table for spreadsheets.
    Csv(csv)
    /// SARIF 2.1.0, for code scanning.
    Sarif(sarif)
    /// Annotations of a GitHub workflow run.
    Github(github)
    /// GitLab Code Quality.
    Gitlab(gitlab)
    /// Test results, for CI services.
    Junit(junit)
    /// A table for a step summary or a comment.
    Markdown(markdown)
}

impl Format {
    /// The lowest severity shown by default.
    pub(crate) fn default_severity(self) -> Severity {
        match self {
            Self::Text | Self::Concise => Severity::Warning,
            _ => Severity::Info,
        }
    }
}

/// Problems of site.toml, for the terminal.
pub(crate) fn problems(text: &str, problems: &[Problem]) -> String {
    config_problems(text, problems)
}
