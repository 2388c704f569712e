//! The options that hold findings against an earlier state: a baseline file, or a revision.
//!
//! Takes a report; gives what was known before, writes baselines, and says what is gone.

use std::path::{Path, PathBuf};

use clap::builder::NonEmptyStringValueParser;

use super::findings::full;
use super::site::Loaded;
use super::{Globals, Streams};
use crate::audit::Suppressions;
use crate::model::{Audience, Error};
use crate::report::baseline::{Key, Known};
use crate::report::{Compared, Report};
use crate::text::words::{count, visible};
use crate::{input, output};

/// What is not new.
#[derive(Debug, clap::Args)]
pub(super) struct Earlier {
    /// Leave out the findings this file knows, and say which of them are gone
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings of now to a baseline; with --baseline only those it knew, so that it shrinks
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Leave out the findings the notes had at this revision, such as main or HEAD~1
    #[arg(long, value_name = "GIT_REF", value_parser = NonEmptyStringValueParser::new())]
    since: Option<String>,
}

/// So many of what is gone are named.
const NAMED: usize = 10;

impl Earlier {
    /// What was known before.
    pub(super) fn compare(
        &self,
        loaded: &Loaded,
        report: &Report<'_>,
        suppressions: Suppressions,
        globals: &Globals,
        streams: &mut Streams<'_>,
    ) -> Result<Vec<Compared>, Error> {
        let mut compared = Vec::new();
        if let Some(name) = &self.since {
            let comparison = loaded.known_since(name, suppressions, globals, streams)?.compare(report);
            compared.push(Compared { with: name.clone(), comparison });
        }
        let mut baseline = None;
        if let Some(file) = &self.baseline {
            let mut comparison = read_baseline(file)?.compare(report);
            if loaded.notes.audience < Audience::Leaders {
                // Nobody can tell what is gone from what is not seen.
                comparison.gone.clear();
            }
            baseline = Some(Compared { with: name(file), comparison });
        }
        if let Some(file) = &self.write_baseline {
            let known = match &baseline {
                Some(old) => Known::still(report, &old.comparison),
                None => Known::of(report),
            };
            loaded.refuse_own_files(file)?;
            write_baseline(file, &known, report, globals, streams)?;
            baseline = Some(Compared { with: name(file), comparison: known.compare(report) });
        }
        compared.extend(baseline);
        if !globals.quiet {
            compared.iter().try_for_each(|compared| self.name_gone(compared, report, streams))?;
        }
        Ok(compared)
    }

    /// Says what was known and is mended, accepted or gone with its note; a baseline should lose it.
    fn name_gone(&self, compared: &Compared, report: &Report<'_>, streams: &mut Streams<'_>) -> Result<(), Error> {
        let gone = &compared.comparison.gone;
        if gone.is_empty() {
            return Ok(());
        }
        let with = visible(&compared.with);
        let findings = count(gone.values().sum(), "finding is", "findings are");
        let next = match self.since.as_ref() {
            Some(name) if *name == compared.with => String::new(),
            _ => format!("; take them out with --baseline {with} --write-baseline {with}"),
        };
        writeln!(streams.err, "{with}: {findings} no longer open{next}")?;
        for (key, count) in gone.iter().take(NAMED) {
            let times = if *count == 1 { String::new() } else { format!(", {count} times") };
            let path = if key.path.is_empty() { String::new() } else { report.outer_path(&key.path) };
            let key = Key { path, ..key.clone() };
            writeln!(streams.err, "  {}{times}", visible(&key.to_string()))?;
        }
        if gone.len() > NAMED {
            writeln!(streams.err, "  and {} more", gone.len() - NAMED)?;
        }
        Ok(())
    }
}

fn name(file: &Path) -> String {
    file.display().to_string()
}

fn read_baseline(file: &Path) -> Result<Known, Error> {
    let path = full(file);
    if !path.exists() {
        return Err(Error::with_help(
            format!("there is no baseline {}", file.display()),
            format!("write one with the findings of now: handover check --write-baseline {}", file.display()),
        ));
    }
    Known::from_baseline(&input::text(&path)?, file)
}

fn write_baseline(
    file: &Path,
    known: &Known,
    report: &Report<'_>,
    globals: &Globals,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    if report.notes().audience < Audience::Leaders {
        return Err(Error::with_help(
            "a baseline is of all notes, and this audience does not see all",
            format!("write it with handover check --write-baseline {}", file.display()),
        ));
    }
    // Nobody should take in more than they know of.
    let before = read_baseline(file).map_or(known.len(), |before| before.compare(report).known.len());
    let new = known.len().saturating_sub(before);
    output::write_file(&full(file), known.to_baseline().as_bytes())?;
    if !globals.quiet {
        let findings = count(known.len(), "finding", "findings");
        let new = if new == 0 { String::new() } else { format!(", {new} of them not in it before") };
        writeln!(streams.err, "{findings} written to {}{new}", visible(&name(file)))?;
    }
    Ok(())
}
