//! `handover build`: audit the notes and write the site.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::Write;
use std::mem;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::context::Context;
use super::finding_options::{FailOn, FindingOptions, name_unreadable};
use super::outcome::Outcome;
use super::site_options::SiteOptions;
use super::site_summary::site_summary;
use crate::app::{LoadedSite, SiteKeys, SourceFile, short};
use crate::input;
use crate::model::Error;
use crate::output::{self, Foreign, Output, Site, Written};
use crate::report::{Report, Selection};
use crate::site::files::SiteFile;
use crate::site::model::SiteModel;
use crate::site::paths::{copies, file_path};
use crate::site::renderer::PageRenderer;
use crate::site::template_check;
use crate::site::templates::Templates;
use crate::text::control::visible;
use crate::text::words::count;

/// Audit the notes and write the site
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Write the site to this folder [default: `dir` under `[build]`, or public]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Build into a folder that has other files; they are neither overwritten nor removed
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    site: SiteOptions,
    #[command(flatten)]
    findings: FindingOptions,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    let place = context.location()?;
    let (config, today) = arguments.site.settings(&place, context.globals.today)?;
    let loaded = context.read(&place, config, today, arguments.site.audience, None)?;
    let mut selection = arguments.findings.selection(&loaded.config, Vec::new())?;
    let templates = Templates::new(input::templates(&loaded.root)?)?;
    // The tests of this program cover the built-in templates.
    if templates.are_own {
        template_check::check(&templates, &loaded.config.extra)?;
    }
    let out = match &arguments.out {
        Some(out) => env::current_dir().unwrap_or_default().join(out),
        None => loaded.root.join(&loaded.config.build.dir),
    };
    let report = arguments.findings.audit(&loaded, &mut selection, context)?;
    // What cannot be written ends the run before anything is published.
    arguments.findings.write(&report, &selection, false, FailOn::Never, context)?;
    let keys = SiteKeys::of(&report, &templates, arguments.findings.suppressions());
    let target = Target::new(arguments, context.globals.quiet, &out);
    let written = match unchanged(&loaded, &report, &out, keys) {
        Some(pages) => Built { pages, changed: 0, removed: 0 },
        None => write(&loaded, &report, &templates, keys, &target, context)?,
    };
    name_unreadable(&report, |_| true, context)?;
    if !context.globals.quiet && !arguments.findings.prints() {
        summarize(&report, &selection, &written, &out, context)?;
    }
    arguments.site.open(out.join("index.html").as_os_str())?;
    if loaded.is_empty() {
        return Ok(Outcome::NoNotes);
    }
    let outcome = arguments.findings.outcome(&report, &selection, FailOn::Never);
    // The process ends with this, and to give all memory back piece by piece would take its time.
    mem::forget(report);
    mem::forget(loaded);
    Ok(outcome)
}

/// The output folder, and the message while another build writes to it.
struct Target<'p> {
    out: &'p Path,
    foreign: Foreign,
    quiet: bool,
}

impl<'p> Target<'p> {
    fn new(arguments: &Arguments, quiet: bool, out: &'p Path) -> Self {
        let foreign = if arguments.force { Foreign::Keep } else { Foreign::Refuse };
        Self { out, foreign, quiet }
    }

    fn say_waiting(&self, err: &mut dyn Write) -> Result<(), Error> {
        if !self.quiet {
            writeln!(err, "another build is writing to {}; waiting for it", visible(&short(self.out)))?;
        }
        Ok(())
    }
}

/// How many files were built.
struct Built {
    pages: usize,
    changed: usize,
    removed: usize,
}

/// How many pages there are, if `out` holds a site with the same build key. Then nothing is rendered at all.
fn unchanged(loaded: &LoadedSite, report: &Report<'_>, out: &Path, keys: SiteKeys) -> Option<usize> {
    let written = output::written(out, keys.site)?;
    let notes_folder = loaded.root.join(&loaded.config.content.dir);
    let is_same = |path: &String| {
        let (source, copy) = (input::beside(&notes_folder.join(path)), fs::read(out.join(file_path(path))));
        source.is_ok_and(|source| copy.is_ok_and(|copy| copy == source))
    };
    let is_page = |path: &&String| Path::new(path).extension().is_some_and(|extension| extension == "html");
    copies(report).iter().all(is_same).then(|| written.iter().filter(is_page).count())
}

/// Renders and writes page by page. Nobody sees any of them until all are written.
fn write(
    loaded: &LoadedSite,
    report: &Report<'_>,
    templates: &Templates,
    keys: SiteKeys,
    target: &Target<'_>,
    context: &mut Context<'_>,
) -> Result<Built, Error> {
    let progress = context.progress;
    progress.step("planning");
    let model = SiteModel::new(report);
    let files = model.files();
    let assets = templates.assets().iter().map(|(name, _)| name);
    let paths: BTreeSet<String> = files.iter().map(|(path, _)| path).chain(assets).cloned().collect();
    let notes_folder = loaded.root.join(&loaded.config.content.dir);
    let keep = [notes_folder.clone(), loaded.root.join("templates")];
    let output = Output { folder: target.out, root: &loaded.root, keep: &keep, foreign: target.foreign };
    let site = Site::open(output, paths, &mut || target.say_waiting(context.err))?;
    let renderer = PageRenderer::new(templates, &model, keys.settings)?;
    progress.steps("writing files:", files.len());
    let write = |(path, file): &(String, SiteFile)| {
        let source = SourceFile::new(&model, &renderer, &notes_folder, keys.site, file);
        let written = site.write(path, source.key(), || source.bytes());
        progress.part();
        written
    };
    let pages_and_data: Result<Vec<Written>, Error> = files.par_iter().map(write).collect();
    let asset = |(name, bytes): &(String, Vec<u8>)| site.write(name, Some(keys.settings), || Ok(bytes.clone()));
    let assets: Result<Vec<Written>, Error> = templates.assets().iter().map(asset).collect();
    let written = [pages_and_data?, assets?].concat();
    let changed = written.iter().filter(|file| file.is_changed).count();
    let pages = files.iter().filter(|(_, file)| matches!(file, SiteFile::Page(_))).count();
    Ok(Built { pages, changed, removed: site.finish(keys.site, written)? })
}

fn summarize(
    report: &Report<'_>,
    selection: &Selection,
    built: &Built,
    out: &Path,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    writeln!(context.out, "{}", site_summary(report, selection))?;
    let removed =
        if built.removed == 0 { String::new() } else { format!(", {} removed", count(built.removed, "file", "files")) };
    writeln!(
        context.out,
        "{}, {} changed{removed}; open {}",
        count(built.pages, "page", "pages"),
        count(built.changed, "file", "files"),
        visible(&short(&out.join("index.html")))
    )?;
    Ok(())
}
