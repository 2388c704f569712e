//! Reports for terminals, machines, calendars and readers of feeds, one file a format.
//!
//! Takes what a run shows of a report; gives text. No format touches the disk.

mod ci_escapes;
mod concise;
mod csv;
mod explanation;
mod feed;
mod github;
mod gitlab;
mod ical;
mod json;
mod junit;
mod markdown;
mod plan;
mod robots;
mod sarif;
mod sitemap;
mod summary;
mod task;
mod text;

use crate::audit::Severity;
use crate::model::Problem;
use crate::report::Shown;

pub(crate) use csv::{findings_csv, notes_csv};
pub(crate) use explanation::Explanation;
pub(crate) use feed::feed;
pub(crate) use ical::ical;
pub(crate) use json::{json, report_schema};
pub(crate) use plan::plan;
pub(crate) use robots::robots;
pub(crate) use sitemap::sitemap;
use text::config_problems;

/// The formats findings are printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Snippets of the notes, as rustc draws them.
    Text,
    /// One line a finding.
    Concise,
    /// One object with every finding and figure.
    Json,
    /// A table for spreadsheets.
    Csv,
    /// SARIF 2.1.0, as code scanning reads it.
    Sarif,
    /// Annotations of a workflow run on GitHub.
    Github,
    /// GitLab's Code Quality.
    Gitlab,
    /// Test results, as CI services show them.
    Junit,
    /// A table for a step summary or a comment.
    Markdown,
}

impl Format {
    /// The mildest severity shown unless asked otherwise.
    pub(crate) fn default_severity(self) -> Severity {
        match self {
            Self::Text | Self::Concise => Severity::Warning,
            _ => Severity::Info,
        }
    }
}

/// Renders the findings shown.
pub(crate) fn render(format: Format, shown: &Shown<'_, '_>) -> String {
    match format {
        Format::Text => text::render(shown),
        Format::Concise => concise::render(shown),
        Format::Json => json::render(shown),
        Format::Csv => csv::render(shown),
        Format::Sarif => sarif::render(shown),
        Format::Github => github::render(shown),
        Format::Gitlab => gitlab::render(shown),
        Format::Junit => junit::render(shown),
        Format::Markdown => markdown::render(shown),
    }
}

/// Problems of site.toml, for the terminal.
pub(crate) fn problems(text: &str, problems: &[Problem]) -> String {
    config_problems(text, problems)
}
