//! `handover build`: audit the notes and write the site.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::contents::contents;
use super::edition::Edition;
use super::findings::{FailOn, Options, from_here, name_unreadable};
use super::progress::Progress;
use super::site::{self, Loaded};
use super::summary::tally;
use super::{Globals, Outcome, Streams};
use crate::error::Error;
use crate::pages::{Book, File};
use crate::publish;
use crate::read;
use crate::render::Templates;
use crate::report::{Report, Selection};
use crate::words::{count, visible};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Write the site to this folder [default: `dir` under `[build]`, or public]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    edition: Edition,
    #[command(flatten)]
    options: Options,
}

pub(super) fn run(arguments: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let place = site::locate(globals)?;
    let (config, today) = arguments.edition.settings(&place, globals)?;
    let loaded = place.load(config, today, arguments.edition.audience, globals, streams)?;
    let mut selection = arguments.options.selection(&loaded.config, Vec::new())?;
    let templates = Templates::new(read::templates(&loaded.root)?)?;
    let out = match &arguments.out {
        Some(out) => env::current_dir().unwrap_or_default().join(out),
        None => loaded.root.join(&loaded.config.out),
    };
    let report = arguments.options.audit(&loaded, &mut selection, globals, streams)?;
    // What cannot be written ends the run before anything is published.
    arguments.options.write(&report, &selection, false, FailOn::Never, globals, streams)?;
    let written = write(&loaded, &report, &templates, &out, streams.progress)?;
    name_unreadable(&report, |_| true, streams)?;
    if !globals.quiet && !arguments.options.print() {
        summarize(&report, &selection, &written, &out, streams)?;
    }
    arguments.edition.open(out.join("index.html").as_os_str())?;
    if loaded.is_empty() {
        return Ok(Outcome::NoNotes);
    }
    Ok(arguments.options.outcome(&report, &selection, FailOn::Never))
}

/// How much of what was done.
struct Built {
    pages: usize,
    changed: usize,
    removed: usize,
}

/// Renders page by page and writes each as soon as it is there; nothing is seen of them until all are.
fn write(
    loaded: &Loaded,
    report: &Report<'_>,
    templates: &Templates,
    out: &Path,
    progress: &Progress,
) -> Result<Built, Error> {
    progress.step("planning");
    let book = Book::new(report);
    let files = book.files();
    let assets = templates.assets().iter().map(|(name, _)| name);
    let paths: BTreeSet<String> = files.iter().map(|(path, _)| path).chain(assets).cloned().collect();
    let content = loaded.root.join(&loaded.config.content);
    let own = [content.clone(), loaded.root.join("templates")];
    let site = publish::Site::open(out, paths, &loaded.root, &own)?;
    progress.steps("writing files:", files.len());
    let write = |(path, file): &(String, File)| {
        let changed = site.write(path, &contents(&book, templates, &content, file)?)?;
        progress.part();
        Ok(changed)
    };
    let written: Result<Vec<bool>, Error> = files.par_iter().map(write).collect();
    let mut changed = written?.into_iter().filter(|changed| *changed).count();
    for (name, bytes) in templates.assets() {
        changed += usize::from(site.write(name, bytes)?);
    }
    let pages = files.iter().filter(|(_, file)| matches!(file, File::Page(_))).count();
    Ok(Built { pages, changed, removed: site.finish()? })
}

fn summarize(
    report: &Report<'_>,
    selection: &Selection,
    built: &Built,
    out: &Path,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    writeln!(streams.out, "{}", tally(report, selection))?;
    let removed =
        if built.removed == 0 { String::new() } else { format!(", {} removed", count(built.removed, "file", "files")) };
    writeln!(
        streams.out,
        "{}, {} changed{removed}; open {}",
        count(built.pages, "page", "pages"),
        count(built.changed, "file", "files"),
        visible(&from_here(&out.join("index.html")))
    )?;
    Ok(())
}
