//! The source of each file of the site: its build key and its bytes.
//!
//! Takes the site model and a file of it; gives its build key, and its bytes if they are needed.

use std::path::Path;

use rayon::prelude::*;

use crate::audit::Suppressions;
use crate::model::{Error, Note};
use crate::output::{BuildKey, KeyBuilder};
use crate::report::Report;
use crate::site::files::SiteFile;
use crate::site::model::SiteModel;
use crate::site::paths::{Calendar, Data, FEED};
use crate::site::renderer::{PageRenderer, PreparedPage};
use crate::site::templates::Templates;
use crate::{export, input};

/// A hash of the sources of this program: another version may write other bytes.
const PROGRAM: &str = env!("HANDOVER_SOURCES");

/// The build keys of what all files depend on.
#[derive(Clone, Copy)]
pub(crate) struct SiteKeys {
    /// The key of everything except the notes.
    pub(crate) settings: BuildKey,
    /// The key of everything.
    pub(crate) site: BuildKey,
}

impl SiteKeys {
    pub(crate) fn of(report: &Report<'_>, templates: &Templates, suppressions: Suppressions) -> Self {
        let config = report.config();
        let mut key = KeyBuilder::from_key(templates.key());
        key.add(PROGRAM).add(&config.path).add(&config.text).add(&report.prefix);
        let options = (&config.site.base_url, report.audit.site.today, report.notes().audience, suppressions);
        key.add(format!("{options:?}"));
        // Hidden notes hide people and decisions of the settings.
        let owners = config.anchors.values().map(|anchor| anchor.owner.is_some());
        let shown = (config.people.keys(), config.decisions.keys(), owners.collect::<Vec<_>>());
        key.add(format!("{shown:?}"));
        let settings = key.key();
        let of_note = |note: &Note| KeyBuilder::default().add(&note.path).add(&note.text).key();
        let notes: Vec<&Note> = report.notes().iter().collect();
        for note in notes.into_par_iter().map(of_note).collect::<Vec<_>>() {
            key.add(note.to_string());
        }
        key.add(report.notes().beside_notes());
        Self { settings, site: key.key() }
    }
}

/// What a file of the site is made from.
pub(crate) enum SourceFile<'s> {
    Page(PreparedPage<'s>),
    /// Made from everything.
    Whole(BuildKey, Box<dyn FnOnce() -> Vec<u8> + 's>),
    /// A copy of a file below the content folder.
    Copy(&'s Path, &'s str),
}

impl<'s> SourceFile<'s> {
    /// `content` is the content folder, and `site` the key of everything.
    pub(crate) fn new(
        model: &'s SiteModel<'_>,
        renderer: &'s PageRenderer<'_>,
        content: &'s Path,
        site: BuildKey,
        file: &'s SiteFile,
    ) -> Self {
        let whole = |make: Box<dyn FnOnce() -> Vec<u8> + 's>| Self::Whole(site, make);
        match file {
            SiteFile::Page(page) => Self::Page(renderer.prepare(page)),
            SiteFile::Calendar(calendar) => whole(Box::new(|| ical(model, calendar).into_bytes())),
            SiteFile::Data(data) => whole(Box::new(|| self::data(model, *data))),
            SiteFile::Feed(base) => whole(Box::new(|| export::feed(model.report, base, FEED))),
            SiteFile::Sitemap => whole(Box::new(|| export::sitemap(model.addresses()))),
            SiteFile::Robots => {
                whole(Box::new(|| export::robots(model.report, model.sitemap().as_deref()).into_bytes()))
            }
            SiteFile::Search => whole(Box::new(|| renderer.search_index().into_bytes())),
            SiteFile::Copy(path) => Self::Copy(content, path),
        }
    }

    /// The build key; none for a copy, because its bytes are read anyway.
    pub(crate) fn key(&self) -> Option<BuildKey> {
        match self {
            Self::Page(page) => Some(page.key),
            Self::Whole(key, _) => Some(*key),
            Self::Copy(..) => None,
        }
    }

    pub(crate) fn bytes(self) -> Result<Vec<u8>, Error> {
        match self {
            Self::Page(page) => page.render().map(String::into_bytes),
            Self::Whole(_, make) => Ok(make()),
            Self::Copy(content, path) => input::beside(&content.join(path)),
        }
    }
}

fn data(model: &SiteModel<'_>, data: Data) -> Vec<u8> {
    match data {
        Data::Report => export::json(model.report, &model.plan, &model.agenda, &model.owners),
        Data::Findings => export::findings_csv(model.report),
        Data::Notes => export::notes_csv(model.report),
    }
}

fn ical(model: &SiteModel<'_>, calendar: &Calendar) -> String {
    let config = model.report.config();
    match calendar {
        Calendar::Everybody => export::ical(model.report, &config.site.title, &model.agenda.events),
        Calendar::Person(id) => {
            let name = format!("{}: {}", config.site.title, config.name_of(id));
            export::ical(model.report, &name, model.agenda.of_person(id))
        }
    }
}
