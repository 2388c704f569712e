//! The options that compare findings with an earlier state: a baseline file, or a revision.
//!
//! Takes a report; gives what was found before, writes baselines, and names findings that are gone.

use std::path::{Path, PathBuf};

use clap::builder::NonEmptyStringValueParser;

use super::context::Context;
use crate::app::{self, LoadedSite};
use crate::audit::Suppressions;
use crate::model::{Audience, Error};
use crate::report::baseline::{Baseline, Key};
use crate::report::{Compared, Report};
use crate::text::control::visible;
use crate::text::words::count;

#[derive(Debug, clap::Args)]
pub(super) struct BaselineOptions {
    /// Hide the findings listed in this baseline file, and name those that are gone
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write today's findings to a baseline file; with --baseline, keep only those it already lists
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Hide the findings that the notes already had at this git revision, such as main or HEAD~1
    #[arg(long, value_name = "GIT_REF", value_parser = NonEmptyStringValueParser::new())]
    since: Option<String>,
}

/// How many of the findings that are gone are named.
const NAMED: usize = 10;

impl BaselineOptions {
    /// Compares the report with each earlier state asked for, and writes the baseline if one is wanted.
    pub(super) fn compare(
        &self,
        site: &LoadedSite,
        report: &Report<'_>,
        suppressions: Suppressions,
        context: &mut Context<'_>,
    ) -> Result<Vec<Compared>, Error> {
        let mut compared = Vec::new();
        if let Some(name) = &self.since {
            context.progress.step(format!("auditing {}", visible(name)));
            let earlier = app::at_revision(site, name, suppressions)?;
            earlier.notices.iter().try_for_each(|notice| context.notify(visible(notice)))?;
            compared.push(Compared { with: name.clone(), comparison: earlier.findings.compare(report) });
        }
        let mut baseline = None;
        if let Some(file) = &self.baseline {
            let mut comparison = app::read_baseline(file)?.compare(report);
            if site.notes.audience < Audience::Leaders {
                // Hidden notes would count as gone.
                comparison.gone.clear();
            }
            baseline = Some(Compared { with: name(file), comparison });
        }
        if let Some(file) = &self.write_baseline {
            let known = match &baseline {
                Some(old) => Baseline::still(report, &old.comparison),
                None => Baseline::of(report),
            };
            let new = app::write_baseline(file, &known, site, report)?;
            let findings = count(known.len(), "finding", "findings");
            let new = if new == 0 { String::new() } else { format!(", {new} of them new in this file") };
            context.notify(format!("wrote {findings} to {}{new}", visible(&name(file))))?;
            baseline = Some(Compared { with: name(file), comparison: known.compare(report) });
        }
        compared.extend(baseline);
        compared.iter().try_for_each(|compared| self.name_gone(compared, report, context))?;
        Ok(compared)
    }

    /// Names findings that were there before and are now fixed, accepted, or gone with their note.
    fn name_gone(&self, compared: &Compared, report: &Report<'_>, context: &mut Context<'_>) -> Result<(), Error> {
        let gone = &compared.comparison.gone;
        if gone.is_empty() {
            return Ok(());
        }
        let with = visible(&compared.with);
        let findings = count(gone.values().sum(), "finding is", "findings are");
        let next = match self.since.as_ref() {
            Some(name) if *name == compared.with => String::new(),
            _ => format!("; update the file with --baseline {with} --write-baseline {with}"),
        };
        context.notify(format!("{with}: {findings} no longer open{next}"))?;
        for (key, count) in gone.iter().take(NAMED) {
            let times = if *count == 1 { String::new() } else { format!(", {count} times") };
            let path = if key.path.is_empty() { String::new() } else { report.outer_path(&key.path) };
            let key = Key { path, ..key.clone() };
            context.notify(format!("  {}{times}", visible(&key.to_string())))?;
        }
        if gone.len() > NAMED {
            context.notify(format!("  and {} more", gone.len() - NAMED))?;
        }
        Ok(())
    }
}

fn name(file: &Path) -> String {
    file.display().to_string()
}
