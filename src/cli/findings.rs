//! The options `check` and `build` share, and what they do with findings.
//!
//! Takes a report; writes it in the formats asked for and gives the outcome for the exit code.

use std::env;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::ValueEnum as _;

use super::earlier::Earlier;
use super::site::Loaded;
use super::{Globals, Outcome, Streams};
use crate::audit::{CATALOGUE, Finding, Mark, Severity, Suppressions, resolve_rule, rule_words};
use crate::export::{self, Format};
use crate::model::{Config, Error};
use crate::report::{Counts, Report, Selection, Shown};
use crate::text::suggest::{did_you_mean, nearest};
use crate::text::words::visible;
use crate::{input, output};

/// Which findings, how, and which of them fail the run.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Print the findings in this format, or write them to a file: text, concise, json, csv, sarif, github, gitlab,
    /// junit, markdown; may be given several times
    #[arg(long, value_name = "FMT[=FILE]", value_parser = FormatTo::parse)]
    format: Vec<FormatTo>,
    /// Fail if a finding is at least this bad [default: error for check, never for build]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// Show findings that are at least this bad [default: warning for text and concise, else info]
    #[arg(long, value_name = "SEVERITY")]
    min_severity: Option<Mildest>,
    /// Look at these rules or families only
    #[arg(long, value_name = "RULE,FAMILY", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules or families out
    #[arg(long, value_name = "RULE,FAMILY", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Show accepted findings as findings
    #[arg(long)]
    no_allow: bool,
    #[command(flatten)]
    earlier: Earlier,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The mildest severity that fails a run, if any does.
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
enum Mildest {
    Error,
    Warning,
    Info,
}

/// A format, and the file it goes to; none means standard output.
#[derive(Clone, Debug)]
struct FormatTo {
    format: Format,
    file: Option<PathBuf>,
}

impl FormatTo {
    fn parse(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("the file after = is missing".to_owned()),
            Some((name, "-")) => (name, None),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let known: Vec<String> = Format::value_variants()
            .iter()
            .filter_map(clap::ValueEnum::to_possible_value)
            .map(|value| value.get_name().to_owned())
            .collect();
        let format = Format::from_str(name, false).map_err(|_| {
            let near = did_you_mean(name, known.iter().map(String::as_str));
            let near = if near.is_empty() { near } else { format!(" ({near})") };
            format!("there is no format {name}{near}; known are {}", known.join(", "))
        })?;
        Ok(Self { format, file })
    }
}

impl Options {
    /// Whether some format goes to standard output.
    pub(super) fn print(&self) -> bool {
        self.format.iter().any(|to| to.file.is_none())
    }

    /// Runs the audit, and holds it against what was known before.
    pub(super) fn audit<'l>(
        &self,
        loaded: &'l Loaded,
        selection: &mut Selection,
        globals: &Globals,
        streams: &mut Streams<'_>,
    ) -> Result<Report<'l>, Error> {
        self.format.iter().filter_map(|to| to.file.as_deref()).try_for_each(|file| loaded.refuse_own_files(file))?;
        let allows = self.allows();
        let report = loaded.report(allows);
        selection.compared = self.earlier.compare(loaded, &report, allows, globals, streams)?;
        Ok(report)
    }

    /// Whether acceptances count.
    pub(super) fn allows(&self) -> Suppressions {
        if self.no_allow { Suppressions::Ignore } else { Suppressions::Apply }
    }

    /// The selection, or what is wrong with it.
    pub(super) fn selection(&self, config: &Config, paths: Vec<String>) -> Result<Selection, Error> {
        for word in self.select.iter().chain(&self.ignore) {
            check_rule_word(config, word)?;
        }
        if self.format.iter().filter(|to| to.file.is_none()).count() > 1 {
            return Err(Error::with_help(
                "only one format can go to standard output",
                "give the others a file: --format json=report.json",
            ));
        }
        let files: Vec<&Path> = self.format.iter().filter_map(|to| to.file.as_deref()).collect();
        if let Some(twice) = files.iter().enumerate().find_map(|(at, file)| files[..at].contains(file).then_some(file))
        {
            return Err(Error::with_help(
                format!("two formats cannot go to one file, {}", twice.display()),
                "give each a file of its own",
            ));
        }
        Ok(Selection { select: self.select.clone(), ignore: self.ignore.clone(), paths, compared: Vec::new() })
    }

    /// Writes every format asked for; text to standard output if none was and `or_text`.
    pub(super) fn write(
        &self,
        report: &Report<'_>,
        selection: &Selection,
        or_text: bool,
        default: FailOn,
        globals: &Globals,
        streams: &mut Streams<'_>,
    ) -> Result<(), Error> {
        let render = |format: Format| {
            let mildest = self.min_severity.map_or_else(|| format.default_severity(), Severity::from);
            let shown = Shown::new(report, selection, mildest).failing_at(self.fails_at(default));
            export::render(format, &if globals.quiet { shown.without_summary() } else { shown })
        };
        let mut printed = or_text.then_some(Format::Text);
        for to in &self.format {
            match &to.file {
                None => printed = Some(to.format),
                Some(file) => {
                    let plain = anstream::adapter::strip_str(&render(to.format)).to_string();
                    output::write_file(&full(file), plain.as_bytes())?;
                }
            }
        }
        // Last, for whoever reads it may go away.
        if let Some(format) = printed {
            streams.out.write_all(render(format).as_bytes())?;
        }
        Ok(())
    }

    /// Whether the run failed; filters of display have no say in it.
    pub(super) fn outcome(&self, report: &Report<'_>, selection: &Selection, default: FailOn) -> Outcome {
        let counts = Counts::of(selection.of(report));
        let fails = self.fails_at(default).is_some_and(|severity| counts.at_least(severity) > 0);
        if fails { Outcome::Findings } else { Outcome::Clean }
    }

    fn fails_at(&self, default: FailOn) -> Option<Severity> {
        self.fail_on.unwrap_or(default).severity()
    }
}

impl From<Mildest> for Severity {
    fn from(mildest: Mildest) -> Self {
        match mildest {
            Mildest::Error => Self::Error,
            Mildest::Warning => Self::Warning,
            Mildest::Info => Self::Info,
        }
    }
}

fn check_rule_word(config: &Config, word: &str) -> Result<(), Error> {
    let is_family = word.len() == 1 && CATALOGUE.iter().any(|rule| rule.id.starts_with(&word.to_uppercase()));
    if is_family || resolve_rule(config, word).is_some() {
        return Ok(());
    }
    let known = rule_words(Some(config));
    Err(Error::with_help(
        format!("there is no rule or family {word}"),
        Some(did_you_mean(word, known.iter().map(String::as_str)))
            .filter(|near| !near.is_empty())
            .unwrap_or_else(|| "`handover rules` lists them all".to_owned()),
    ))
}

/// The whole path of a file as it was typed.
pub(super) fn full(file: &Path) -> PathBuf {
    env::current_dir().unwrap_or_default().join(file)
}

/// What to do about a path that leads nowhere.
fn help_with(root: &Path, path: &Path) -> Option<String> {
    if let Some(note) = id_of(root, path) {
        return Some(format!("paths are those of files: did you mean {}?", from_here(&note)));
    }
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let name = path.file_name()?.to_string_lossy();
    let there = std::fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let there: Vec<String> = there.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let near = nearest(&name, there.iter().map(String::as_str))?;
    Some(format!("did you mean {}?", path.with_file_name(near).display()))
}

/// The note whose id was typed where a path is wanted.
fn id_of(root: &Path, path: &Path) -> Option<PathBuf> {
    let note = format!("{}.md", path.display());
    let folders = std::fs::read_dir(root).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut notes = folders.map(|folder| folder.join(&note)).chain([root.join(&note)]);
    notes.find(|note| note.is_file())
}

/// Files that could not be read are named even where nothing else is; `of_these` says which of the findings to name.
pub(super) fn name_unreadable(
    report: &Report<'_>,
    of_these: impl Fn(&Finding) -> bool,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    let is_error = |finding: &&Finding| {
        finding.rule.has(Mark::AlwaysOn) && finding.severity == Severity::Error && of_these(finding)
    };
    for finding in report.audit.findings.iter().filter(is_error) {
        if let Some(location) = &finding.location {
            let path = report.outer_path(&location.path);
            writeln!(streams.err, "{}", visible(&format!("{path}:{}: {}", location.line, finding.message)))?;
        }
    }
    Ok(())
}

/// A path as short as it can be typed from here.
pub(super) fn from_here(path: &Path) -> String {
    let here = env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

/// Paths as typed, as paths below the site's root.
pub(super) fn below_root(root: &Path, paths: &[PathBuf]) -> Result<Vec<String>, Error> {
    let root = root.canonicalize().map_err(|error| Error::io("open", root, &error))?;
    let outside = |path: &Path| {
        Error::with_help(
            format!("{} is not below {}", path.display(), root.display()),
            "name notes or folders of the site, as paths from here",
        )
    };
    paths
        .iter()
        .map(|path| {
            let full = path.canonicalize().map_err(|error| match help_with(&root, path) {
                Some(help) => Error::with_help(format!("there is no {}", path.display()), help),
                None if error.kind() == ErrorKind::NotFound => Error::with_help(
                    format!("there is no {}", path.display()),
                    "name notes or folders of the site, as paths from here",
                ),
                None => Error::io("open", path, &error),
            })?;
            full.strip_prefix(&root).map(input::slashed).map_err(|_| outside(path))
        })
        .collect()
}
