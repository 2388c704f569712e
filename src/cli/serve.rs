//! `handover serve`: the site in the browser while you write.
//!
//! Everything is made anew when something was saved, and each page when somebody asks for it; nothing is written. What
//! keeps the site from being shown is shown in its place, until it is mended.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::mem::{Discriminant, discriminant};
use std::path::Path;
use std::process;
use std::time::Instant;

use rayon::prelude::*;

use super::contents::Contents;
use super::edition::Edition;
use super::findings::name_unreadable;
use super::site::{self, Loaded, Place};
use super::summary::tally;
use super::{Globals, Outcome, Streams, error_text};
use crate::audit::Suppressions;
use crate::dev_server::{Answer, Desk, Next, Places, broken};
use crate::input::{self, Memory};
use crate::model::Error;
use crate::report::{Report, Selection};
use crate::site::render::{Press, Templates};
use crate::site::views::{Book, File, Page};
use crate::text::words::count;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Listen on this port of this machine; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    #[command(flatten)]
    edition: Edition,
}

pub(super) fn run(arguments: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let place = site::locate(globals)?;
    // What is wrong with an option cannot be mended by saving a file.
    arguments.edition.address()?;
    // Nobody waits for a large site to be read to its end: nothing on disk would be left half done.
    let desk = Desk::open(arguments.port, || process::exit(0))?;
    let places = places(&place, "content", "public");
    let mut show = Show { edition: &arguments.edition, place, globals, desk, places, memory: Memory::default() };
    show.follow(streams)?;
    // Also where all else is quiet: without the address there is nothing to look at.
    writeln!(streams.out, "serving {} until you press Ctrl-C", show.desk.address())?;
    arguments.edition.open(OsStr::new(&show.desk.address()))?;
    let mut next = Next::Changed(Instant::now());
    while let Next::Changed(noticed) = next {
        next = match show.site(noticed, streams) {
            Ok(next) => next,
            Err(error) => show.excuse(&error, streams)?,
        };
    }
    Ok(Outcome::Clean)
}

/// Where the site's files are, as its settings say.
fn places(place: &Place, content: &str, out: &str) -> Places {
    let content = place.root.join(content);
    Places {
        files: BTreeSet::from([place.file.clone(), content.clone()]),
        templates: place.root.join("templates"),
        content: content.canonicalize().unwrap_or(content),
        out: place.root.join(out),
        is_skipped: input::is_skipped,
    }
}

/// What stays the same from one state of the site to the next.
struct Show<'s> {
    edition: &'s Edition,
    place: Place,
    globals: &'s Globals,
    desk: Desk,
    places: Places,
    memory: Memory,
}

impl Show<'_> {
    /// Reads the site and answers with it until something of it changes; `noticed` is when that was last time.
    fn site(&mut self, noticed: Instant, streams: &mut Streams<'_>) -> Result<Next, Error> {
        let (config, today) = self.edition.settings(&self.place, self.globals)?;
        let mut places = places(&self.place, &config.content, &config.out);
        places.files.append(&mut self.places.files);
        self.places = places;
        // What is saved from here on is noticed, so nothing is missed that was not read.
        self.follow(streams)?;
        let loaded =
            self.place.load(config, today, self.edition.audience, Some(&mut self.memory), self.globals, streams)?;
        self.follow_references(&loaded, streams)?;
        let report = loaded.report(Suppressions::Apply);
        let templates = Templates::new(input::templates(&loaded.root)?)?;
        let book = Book::new(&report);
        let files = book.files().into_iter().collect();
        let press = Press::new(&templates, &book, templates.recipe())?;
        let content = loaded.root.join(&loaded.config.content);
        let site = Site { book: &book, press: &press, templates: &templates, content: &content, files: &files };
        // Those of the program have been tried.
        if templates.are_own {
            site.try_every_kind()?;
        }
        self.tell(&report, &site, noticed, streams)?;
        self.desk.announce();
        Ok(self.desk.answer(|path| {
            site.answer(path).unwrap_or_else(|error| {
                let text = error_text(&error);
                // Whoever reads the terminal may have gone; the browser shows it too.
                let _ = streams.err.write_all(text.as_bytes());
                Answer::Broken(page_of(&text))
            })
        }))
    }

    /// Shows why there is no site, until something changes.
    fn excuse(&mut self, error: &Error, streams: &mut Streams<'_>) -> Result<Next, Error> {
        let text = error_text(error);
        streams.err.write_all(text.as_bytes())?;
        let page = page_of(&text);
        // Styled as the site is, if that much of it can be had.
        let own = input::templates(&self.place.root).and_then(Templates::new);
        let templates = own.or_else(|_| Templates::new(Vec::new()))?;
        self.desk.announce();
        Ok(self.desk.answer(|path| {
            asset(&templates, path).map_or_else(|| Answer::Broken(page.clone()), |bytes| Answer::File(bytes.to_vec()))
        }))
    }

    /// Watches the places of the site. Where that cannot be, the site is shown all the same.
    fn follow(&mut self, streams: &mut Streams<'_>) -> Result<(), Error> {
        if let Err(error) = self.desk.follow(self.places.clone()) {
            streams.err.write_all(error_text(&error).as_bytes())?;
        }
        Ok(())
    }

    /// Watches the files beside the content folder that notes name as their framework, there or not.
    fn follow_references(&mut self, loaded: &Loaded, streams: &mut Streams<'_>) -> Result<(), Error> {
        let named = loaded.notes.iter().filter_map(|note| note.framework.as_ref());
        let mut files = places(&self.place, &loaded.config.content, &loaded.config.out).files;
        files.extend(named.map(|name| self.place.root.join(name.as_str())));
        if files != self.places.files {
            self.places.files = files;
            self.follow(streams)?;
        }
        Ok(())
    }

    fn tell(
        &self,
        report: &Report<'_>,
        site: &Site<'_>,
        noticed: Instant,
        streams: &mut Streams<'_>,
    ) -> Result<(), Error> {
        name_unreadable(report, |_| true, streams)?;
        if !self.globals.quiet {
            let pages = count(pages(site.files).count(), "page", "pages");
            writeln!(streams.out, "{}; {pages}", tally(report, &Selection::default()))?;
        }
        if self.globals.verbose {
            writeln!(streams.err, "ready {} ms after the change", noticed.elapsed().as_millis())?;
        }
        Ok(())
    }
}

/// A state of the site, to be rendered path by path.
struct Site<'b> {
    book: &'b Book<'b>,
    press: &'b Press<'b>,
    templates: &'b Templates,
    content: &'b Path,
    files: &'b BTreeMap<String, File>,
}

impl Site<'_> {
    /// Renders one page of each kind, so that a template that fails is noticed before somebody opens its page.
    fn try_every_kind(&self) -> Result<(), Error> {
        let mut kinds: Vec<(Discriminant<Page>, &File)> = Vec::new();
        for (page, file) in pages(self.files) {
            if kinds.iter().all(|(kind, _)| *kind != discriminant(page)) {
                kinds.push((discriminant(page), file));
            }
        }
        let tried: Vec<Result<_, Error>> = kinds.par_iter().map(|(_, file)| self.bytes(file)).collect();
        tried.into_iter().try_for_each(|tried| tried.map(drop))
    }

    /// What a build would write at this path, or that there is nothing.
    fn answer(&self, path: &str) -> Result<Answer, Error> {
        let missing = File::Page(Page::NotFound);
        match (self.files.get(path), asset(self.templates, path)) {
            (Some(File::Page(Page::NotFound)), _) | (None, None) => Ok(Answer::Missing(self.bytes(&missing)?)),
            (Some(file), _) => Ok(Answer::File(self.bytes(file)?)),
            (None, Some(bytes)) => Ok(Answer::File(bytes.to_vec())),
        }
    }

    fn bytes(&self, file: &File) -> Result<Vec<u8>, Error> {
        Contents::of(self.book, self.press, self.content, self.templates.recipe(), file).bytes()
    }
}

fn pages(files: &BTreeMap<String, File>) -> impl Iterator<Item = (&Page, &File)> {
    files.values().filter_map(|file| match file {
        File::Page(page) => Some((page, file)),
        _ => None,
    })
}

fn asset<'t>(templates: &'t Templates, path: &str) -> Option<&'t [u8]> {
    templates.assets().iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes.as_slice())
}

/// The page that says in the browser what `text` says in the terminal.
fn page_of(text: &str) -> Vec<u8> {
    broken(&anstream::adapter::strip_str(text).to_string())
}
