//! The options of `check` and `build` that select findings, and what they do with them.
//!
//! Takes a report; writes it in the formats asked for and gives the outcome for the exit code.

use std::path::{Path, PathBuf};

use clap::ValueEnum as _;

use super::baseline_options::BaselineOptions;
use super::context::Context;
use super::outcome::Outcome;
use crate::app::{LoadedSite, absolute, refuse_unknown_rules};
use crate::audit::{Finding, Mark, Severity, Suppressions};
use crate::export::{self, Format};
use crate::model::{Config, Error};
use crate::output;
use crate::report::{Counts, Report, Selection, Shown};
use crate::text::control::visible;
use crate::text::suggest::did_you_mean;

#[derive(Debug, clap::Args)]
pub(super) struct FindingOptions {
    #[arg(long, value_name = "FMT[=FILE]", value_parser = FormatTo::parse, help = format_help())]
    format: Vec<FormatTo>,
    /// Exit with 1 if a finding has this severity or a higher one [default: error for check, never for build]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// Show findings with this severity or a higher one [default: warning for text and concise, info for the others]
    #[arg(long, value_name = "SEVERITY")]
    min_severity: Option<MinSeverity>,
    /// Show only findings of these rules or families
    #[arg(long, value_name = "RULE,FAMILY", value_delimiter = ',')]
    select: Vec<String>,
    /// Hide findings of these rules or families
    #[arg(long, value_name = "RULE,FAMILY", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Include accepted findings
    #[arg(long)]
    no_allow: bool,
    #[command(flatten)]
    baseline: BaselineOptions,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The lowest severity that fails a run, if any does.
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum MinSeverity {
    Error,
    Warning,
    Info,
}

impl From<MinSeverity> for Severity {
    fn from(severity: MinSeverity) -> Self {
        match severity {
            MinSeverity::Error => Self::Error,
            MinSeverity::Warning => Self::Warning,
            MinSeverity::Info => Self::Info,
        }
    }
}

/// A format and the file to write it to; without a file it goes to standard output.
#[derive(Clone, Debug)]
struct FormatTo {
    format: Format,
    file: Option<PathBuf>,
}

fn format_names() -> Vec<String> {
    let values = Format::value_variants().iter().filter_map(clap::ValueEnum::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect()
}

fn format_help() -> String {
    let names = format_names().join(", ");
    format!("Print the findings in this format, or write them to FILE; may be repeated. Formats: {names}")
}

impl FormatTo {
    fn parse(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("expected a file name after =".to_owned()),
            Some((name, "-")) => (name, None),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = Format::from_str(name, false).map_err(|_| {
            let names = format_names();
            let near = did_you_mean(name, names.iter().map(String::as_str));
            let near = if near.is_empty() { near } else { format!(" ({near})") };
            format!("there is no format {name}{near}; the formats are {}", names.join(", "))
        })?;
        Ok(Self { format, file })
    }
}

impl FindingOptions {
    /// Whether some format goes to standard output.
    pub(super) fn prints(&self) -> bool {
        self.format.iter().any(|to| to.file.is_none())
    }

    /// Runs the audit and compares it with the earlier states asked for.
    pub(super) fn audit<'l>(
        &self,
        site: &'l LoadedSite,
        selection: &mut Selection,
        context: &mut Context<'_>,
    ) -> Result<Report<'l>, Error> {
        self.files().try_for_each(|file| site.refuse_own_file(file))?;
        let suppressions = self.suppressions();
        let report = site.report(suppressions);
        selection.compared = self.baseline.compare(site, &report, suppressions, context)?;
        Ok(report)
    }

    /// Whether suppressions count.
    pub(super) fn suppressions(&self) -> Suppressions {
        if self.no_allow { Suppressions::Ignore } else { Suppressions::Apply }
    }

    /// The findings to show, or what is wrong with the options.
    pub(super) fn selection(&self, config: &Config, paths: Vec<String>) -> Result<Selection, Error> {
        refuse_unknown_rules(config, self.select.iter().chain(&self.ignore))?;
        if self.format.iter().filter(|to| to.file.is_none()).count() > 1 {
            return Err(Error::with_help(
                "only one format can go to standard output",
                "write the others to files: --format json=report.json",
            ));
        }
        let files: Vec<&Path> = self.files().collect();
        if let Some(twice) = files.iter().enumerate().find_map(|(at, file)| files[..at].contains(file).then_some(file))
        {
            return Err(Error::with_help(
                format!("two formats cannot go to the same file, {}", twice.display()),
                "give each format its own file",
            ));
        }
        Ok(Selection { select: self.select.clone(), ignore: self.ignore.clone(), paths, compared: Vec::new() })
    }

    fn files(&self) -> impl Iterator<Item = &Path> {
        self.format.iter().filter_map(|to| to.file.as_deref())
    }

    /// Writes every format asked for. If none was and `or_text`, prints the text format.
    pub(super) fn write(
        &self,
        report: &Report<'_>,
        selection: &Selection,
        or_text: bool,
        default: FailOn,
        context: &mut Context<'_>,
    ) -> Result<(), Error> {
        let quiet = context.globals.quiet;
        let render = |format: Format| {
            let lowest = self.min_severity.map_or_else(|| format.default_severity(), Severity::from);
            let shown = Shown::new(report, selection, lowest).failing_at(self.fails_at(default));
            export::render(format, &if quiet { shown.without_summary() } else { shown })
        };
        let mut printed = or_text.then_some(Format::Text);
        for to in &self.format {
            match &to.file {
                None => printed = Some(to.format),
                Some(file) => {
                    let plain = anstream::adapter::strip_str(&render(to.format)).to_string();
                    output::write_file(&absolute(file), plain.as_bytes())?;
                }
            }
        }
        // Last, since the reader of a pipe may close it early.
        if let Some(format) = printed {
            context.out.write_all(render(format).as_bytes())?;
        }
        Ok(())
    }

    /// Whether the run failed; `--min-severity` does not change it.
    pub(super) fn outcome(&self, report: &Report<'_>, selection: &Selection, default: FailOn) -> Outcome {
        let counts = Counts::of(selection.of(report));
        let fails = self.fails_at(default).is_some_and(|severity| counts.at_least(severity) > 0);
        if fails { Outcome::Findings } else { Outcome::Clean }
    }

    fn fails_at(&self, default: FailOn) -> Option<Severity> {
        self.fail_on.unwrap_or(default).severity()
    }
}

/// Names files that could not be read, even with `--quiet`. `is_named` selects among their findings.
pub(super) fn name_unreadable(
    report: &Report<'_>,
    is_named: impl Fn(&Finding) -> bool,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    let is_error = |finding: &&Finding| {
        finding.rule.has(Mark::AlwaysOn) && finding.severity == Severity::Error && is_named(finding)
    };
    for finding in report.audit.findings.iter().filter(is_error) {
        if let Some(location) = &finding.location {
            let path = report.outer_path(&location.path);
            writeln!(context.err, "{}", visible(&format!("{path}:{}: {}", location.line, finding.message)))?;
        }
    }
    Ok(())
}
