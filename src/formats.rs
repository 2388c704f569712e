//! Reports for terminals, machines, calendars and readers of feeds, one file a format.
//!
//! Takes a [`Report`] and a selection; gives text. No format touches the disk.

mod csv;
mod feed;
mod ical;
mod json;
mod plan;
mod robots;
mod sitemap;
mod task;
mod text;

use crate::audit::Severity;
use crate::notes::Problem;
use crate::report::{Report, Selection};

pub(crate) use csv::{findings_csv, notes_csv};
pub(crate) use feed::feed;
pub(crate) use ical::ical;
pub(crate) use json::{json, report_schema};
pub(crate) use plan::plan;
pub(crate) use robots::robots;
pub(crate) use sitemap::sitemap;
use text::config_problems;

/// The formats there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Snippets of the notes, as rustc draws them.
    Text,
    /// One object with every finding and figure.
    Json,
}

impl Format {
    /// The mildest severity shown unless asked otherwise.
    pub(crate) fn default_severity(self) -> Severity {
        match self {
            Self::Text => Severity::Warning,
            Self::Json => Severity::Note,
        }
    }
}

/// Renders the selected findings.
pub(crate) fn render(format: Format, report: &Report<'_>, selection: &Selection, mildest: Severity) -> String {
    match format {
        Format::Text => text::render(report, selection, mildest),
        Format::Json => json::render(report, selection, mildest),
    }
}

/// Problems of site.toml, for the terminal.
pub(crate) fn problems(text: &str, problems: &[Problem]) -> String {
    config_problems(text, problems)
}
