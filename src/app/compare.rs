//! Findings of an earlier state: from a baseline file, or from an audit of an earlier revision.
//!
//! Takes a site and the name of the state; gives its findings, and writes baselines.

use std::path::Path;

use super::loaded::LoadedSite;
use super::paths::absolute;
use crate::audit::Suppressions;
use crate::input::{self, Revision};
use crate::model::{Audience, Error};
use crate::output;
use crate::report::Report;
use crate::report::baseline::Baseline;

/// The findings at an earlier revision.
#[derive(Default)]
pub(crate) struct Earlier {
    pub(crate) findings: Baseline,
    /// What the user should know about the comparison.
    pub(crate) notices: Vec<String>,
}

/// Audits the notes as they were at the revision `name`, on the same date and with the settings of that revision.
pub(crate) fn at_revision(site: &LoadedSite, name: &str, suppressions: Suppressions) -> Result<Earlier, Error> {
    let revision = Revision::open(&site.root, name)?;
    let mut earlier = Earlier::default();
    let path = &site.config.path;
    let text = revision.text(&site.settings_file)?;
    let config = match text.map(|text| input::settings_of_revision(path, text, site.today)) {
        None => {
            earlier.notices.push(format!("{name} has no {path}, so every finding counts as new"));
            return Ok(earlier);
        }
        Some(Err(Error::Config { .. })) => {
            earlier.notices.push(format!("{path} at {name} has errors, so its notes are audited with today's {path}"));
            None
        }
        Some(config) => Some(config?),
    };
    let content = config.as_ref().map_or(&site.config.content.dir, |config| &config.content.dir);
    let Some(notes) = input::read_revision(&revision, content, site.today)? else {
        earlier.notices.push(format!("{name} has no folder {content}, so every finding counts as new"));
        return Ok(earlier);
    };
    let notes = input::for_audience(notes, site.notes.audience, site.today);
    if notes.is_empty() {
        earlier.notices.push(format!("{name} has no notes, so every finding counts as new"));
    }
    let config = config.map(|mut config| {
        config.hide(|id| notes.is_person_hidden(id));
        config
    });
    let config = config.as_ref().unwrap_or(&site.config);
    earlier.findings = Baseline::of(&site.report_on(&notes, config, suppressions));
    Ok(earlier)
}

/// Reads a baseline file.
pub(crate) fn read_baseline(file: &Path) -> Result<Baseline, Error> {
    let path = absolute(file);
    if !path.exists() {
        return Err(Error::with_help(
            format!("there is no baseline file {}", file.display()),
            format!("write the current findings to it: handover check --write-baseline {}", file.display()),
        ));
    }
    Baseline::from_json(&input::text(&path)?, file)
}

/// Writes a baseline file; gives how many of its findings the file did not have before.
pub(crate) fn write_baseline(
    file: &Path,
    baseline: &Baseline,
    site: &LoadedSite,
    report: &Report<'_>,
) -> Result<usize, Error> {
    site.refuse_own_file(file)?;
    if report.notes().audience < Audience::Leaders {
        return Err(Error::with_help(
            "a baseline needs all notes, but this audience may not see all of them",
            format!("write it with `check`: handover check --write-baseline {}", file.display()),
        ));
    }
    let before = read_baseline(file).map_or(baseline.len(), |before| before.compare(report).known.len());
    output::write_file(&absolute(file), baseline.to_json().as_bytes())?;
    Ok(baseline.len().saturating_sub(before))
}
