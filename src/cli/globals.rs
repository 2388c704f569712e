//! The options that every command takes.

use std::path::PathBuf;

use anstream::ColorChoice;
use clap::ValueEnum;
use jiff::civil::Date;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Globals {
    /// Use the site in this folder, or in the nearest folder above it that has a site.toml
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// Read the settings from this file instead of site.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Audit as of this date, such as 2026-11-21 [default: `SOURCE_DATE_EPOCH`, `today` under `[audit]`, or the clock]
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_date)]
    pub(super) today: Option<Date>,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", hide_possible_values = false)]
    color: Color,
    /// Print only findings and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Print where the site was found, and list accepted findings
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl Globals {
    pub(super) fn color(&self) -> ColorChoice {
        match self.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

fn parse_date(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "expected a calendar date as YYYY-MM-DD, such as 2026-11-21")
}
