//! `handover serve`: the site in the browser while you write.
//!
//! After each save the site is read and audited again; a page is rendered when a browser asks for it. Nothing is
//! written. An error is shown in place of the site until it is fixed.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::Path;
use std::process;
use std::time::Instant;

use super::context::Context;
use super::errors::error_text;
use super::finding_options::name_unreadable;
use super::outcome::Outcome;
use super::site_options::SiteOptions;
use super::site_summary::site_summary;
use crate::app::{LoadedSite, Location, SourceFile};
use crate::audit::Suppressions;
use crate::dev_server::{Answer, DevServer, Next, WatchedPaths, error_page};
use crate::input::{self, NoteCache};
use crate::model::Error;
use crate::report::{Report, Selection};
use crate::site::files::SiteFile;
use crate::site::model::SiteModel;
use crate::site::pages::Page;
use crate::site::renderer::PageRenderer;
use crate::site::template_check;
use crate::site::templates::Templates;
use crate::text::words::count;

/// Show the site in the browser; pages reload when you save a file
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The port to listen on, on this machine only; 0 takes any free port
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    #[command(flatten)]
    site: SiteOptions,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    let location = context.location()?;
    // A wrong option cannot be fixed by saving a file, so it ends the run.
    arguments.site.address()?;
    // Ctrl-C does not wait until a large site is read: nothing on disk is half written.
    let server = DevServer::start(arguments.port, || process::exit(0))?;
    let paths = watched_paths(&location, "content", "public");
    let mut session = Session { options: &arguments.site, location, server, paths, cache: NoteCache::default() };
    session.watch(context)?;
    // Also with --quiet: without the address nobody can open the site.
    writeln!(context.out, "serving {} until you press Ctrl-C", session.server.address())?;
    arguments.site.open(OsStr::new(&session.server.address()))?;
    let mut next = Next::Changed(Instant::now());
    while let Next::Changed(noticed) = next {
        next = match session.serve(noticed, context) {
            Ok(next) => next,
            Err(error) => session.serve_error(&error, context)?,
        };
    }
    Ok(Outcome::Clean)
}

/// The files and folders of the site, as its settings name them.
fn watched_paths(location: &Location, content: &str, out: &str) -> WatchedPaths {
    let content = location.root.join(content);
    WatchedPaths {
        files: BTreeSet::from([location.settings_file.clone(), content.clone()]),
        templates: location.root.join("templates"),
        content: content.canonicalize().unwrap_or(content),
        out: location.root.join(out),
        is_skipped: input::is_skipped,
    }
}

/// What is kept from one version of the site to the next.
struct Session<'s> {
    options: &'s SiteOptions,
    location: Location,
    server: DevServer,
    paths: WatchedPaths,
    cache: NoteCache,
}

impl Session<'_> {
    /// Reads the site and serves it until one of its files changes. `noticed` is when the last change was noticed.
    fn serve(&mut self, noticed: Instant, context: &mut Context<'_>) -> Result<Next, Error> {
        let (config, today) = self.options.settings(&self.location, context.globals.today)?;
        let mut paths = watched_paths(&self.location, &config.content.dir, &config.build.dir);
        paths.files.append(&mut self.paths.files);
        self.paths = paths;
        // Watched before they are read, so that no change between is missed.
        self.watch(context)?;
        let loaded = context.read(&self.location, config, today, self.options.audience, Some(&mut self.cache))?;
        self.watch_frameworks(&loaded, context)?;
        let report = loaded.report(Suppressions::Apply);
        let templates = Templates::new(input::templates(&loaded.root)?)?;
        // The tests of this program cover the built-in templates.
        if templates.are_own {
            template_check::check(&templates, &loaded.config.extra)?;
        }
        let model = SiteModel::new(&report);
        let files = model.files().into_iter().collect();
        let renderer = PageRenderer::new(&templates, &model, templates.key())?;
        let notes_folder = loaded.root.join(&loaded.config.content.dir);
        let site =
            Site { model: &model, renderer: &renderer, templates: &templates, content: &notes_folder, files: &files };
        print_summary(&report, &site, noticed, context)?;
        self.server.announce_new_version();
        Ok(self.server.answer(|path| {
            site.answer(path).unwrap_or_else(|error| {
                let text = error_text(&error);
                // The terminal may be closed; the browser shows the error too.
                let _ = context.err.write_all(text.as_bytes());
                Answer::Error(error_page(&plain(&text)))
            })
        }))
    }

    /// Serves a page about the error until a file changes.
    fn serve_error(&mut self, error: &Error, context: &mut Context<'_>) -> Result<Next, Error> {
        let text = error_text(error);
        context.err.write_all(text.as_bytes())?;
        let page = error_page(&plain(&text));
        // With the style sheet of the site, if its templates can be read.
        let own = input::templates(&self.location.root).and_then(Templates::new);
        let templates = own.or_else(|_| Templates::new(Vec::new()))?;
        self.server.announce_new_version();
        Ok(self.server.answer(|path| {
            asset(&templates, path).map_or_else(|| Answer::Error(page.clone()), |bytes| Answer::File(bytes.to_vec()))
        }))
    }

    /// Watches the files of the site. If that fails, the site is served all the same.
    fn watch(&mut self, context: &mut Context<'_>) -> Result<(), Error> {
        if let Err(error) = self.server.watch(self.paths.clone()) {
            context.err.write_all(error_text(&error).as_bytes())?;
        }
        Ok(())
    }

    /// Watches the files that notes name as their framework, whether they exist or not.
    fn watch_frameworks(&mut self, loaded: &LoadedSite, context: &mut Context<'_>) -> Result<(), Error> {
        let named = loaded.notes.iter().filter_map(|note| note.framework.as_ref());
        let mut files = watched_paths(&self.location, &loaded.config.content.dir, &loaded.config.build.dir).files;
        files.extend(named.map(|name| self.location.root.join(name.as_str())));
        if files != self.paths.files {
            self.paths.files = files;
            self.watch(context)?;
        }
        Ok(())
    }
}

fn print_summary(
    report: &Report<'_>,
    site: &Site<'_>,
    noticed: Instant,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    name_unreadable(report, |_| true, context)?;
    let pages = count(pages(site.files).count(), "page", "pages");
    context.say(format!("{}; {pages}", site_summary(report, &Selection::default())))?;
    if context.globals.verbose {
        writeln!(context.err, "ready {} ms after the change", noticed.elapsed().as_millis())?;
    }
    Ok(())
}

/// A version of the site, rendered path by path.
struct Site<'b> {
    model: &'b SiteModel<'b>,
    renderer: &'b PageRenderer<'b>,
    templates: &'b Templates,
    content: &'b Path,
    files: &'b BTreeMap<String, SiteFile>,
}

impl Site<'_> {
    /// The file a build would write at this path, or the page for missing files.
    fn answer(&self, path: &str) -> Result<Answer, Error> {
        let missing = SiteFile::Page(Page::NotFound);
        match (self.files.get(path), asset(self.templates, path)) {
            (Some(SiteFile::Page(Page::NotFound)), _) | (None, None) => Ok(Answer::Missing(self.bytes(&missing)?)),
            (Some(file), _) => Ok(Answer::File(self.bytes(file)?)),
            (None, Some(bytes)) => Ok(Answer::File(bytes.to_vec())),
        }
    }

    fn bytes(&self, file: &SiteFile) -> Result<Vec<u8>, Error> {
        SourceFile::new(self.model, self.renderer, self.content, self.templates.key(), file).bytes()
    }
}

fn pages(files: &BTreeMap<String, SiteFile>) -> impl Iterator<Item = (&Page, &SiteFile)> {
    files.values().filter_map(|file| match file {
        SiteFile::Page(page) => Some((page, file)),
        _ => None,
    })
}

fn asset<'t>(templates: &'t Templates, path: &str) -> Option<&'t [u8]> {
    templates.assets().iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes.as_slice())
}

/// A text without styles.
fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}
