//! What each file of the site holds, whoever asks for it.
//!
//! Takes the site model and a file of it; gives its recipe, and its bytes to whoever cannot do without.

use std::path::Path;

use crate::audit::Suppressions;
use crate::model::Error;
use crate::report::Report;
use crate::site::render::{Draft, Press, Templates};
use crate::site::views::{Calendar, Data, FEED, File, SiteModel};
use crate::text::hash::{Ingredients, Recipe};
use crate::{export, input};

/// What this program was made of: another one may write other bytes.
const PROGRAM: &str = env!("HANDOVER_SOURCES");

/// What all files depend on.
#[derive(Clone, Copy)]
pub(super) struct Recipes {
    /// Everything but the notes.
    pub(super) settings: Recipe,
    /// Everything.
    pub(super) site: Recipe,
}

impl Recipes {
    pub(super) fn of(report: &Report<'_>, templates: &Templates, suppressions: Suppressions) -> Self {
        let config = report.config();
        let mut ingredients = Ingredients::of(templates.recipe());
        ingredients.add(PROGRAM).add(&config.path).add(&config.text).add(&report.prefix);
        let given = (&config.site.base_url, report.audit.site.today, report.notes().audience, suppressions);
        ingredients.add(format!("{given:?}"));
        // What is hidden of the settings for the sake of hidden notes.
        let owners = config.anchors.values().map(|anchor| anchor.owner.is_some());
        let shown = (config.people.keys(), config.decisions.keys(), owners.collect::<Vec<_>>());
        ingredients.add(format!("{shown:?}"));
        let settings = ingredients.recipe();
        report.notes().add_to(&mut ingredients);
        Self { settings, site: ingredients.recipe() }
    }
}

/// A file of the site, before it is made.
pub(super) enum Contents<'c> {
    Page(Draft<'c>),
    /// Made of everything.
    Whole(Recipe, Box<dyn FnOnce() -> Vec<u8> + 'c>),
    /// A file below the content folder.
    Copy(&'c Path, &'c str),
}

impl<'c> Contents<'c> {
    /// What `file` holds. `content` is the folder that copied files come from.
    pub(super) fn of(
        model: &'c SiteModel<'_>,
        press: &'c Press<'_>,
        content: &'c Path,
        site: Recipe,
        file: &'c File,
    ) -> Self {
        let whole = |make: Box<dyn FnOnce() -> Vec<u8> + 'c>| Self::Whole(site, make);
        match file {
            File::Page(page) => Self::Page(press.draft(page)),
            File::Calendar(calendar) => whole(Box::new(|| ical(model, calendar).into_bytes())),
            File::Data(data) => whole(Box::new(|| self::data(model, *data))),
            File::Feed(base) => whole(Box::new(|| export::feed(model.report, base, FEED))),
            File::Sitemap => whole(Box::new(|| export::sitemap(model.addresses()))),
            File::Robots => whole(Box::new(|| export::robots(model.report, model.sitemap().as_deref()).into_bytes())),
            File::Search => whole(Box::new(|| press.search_index().into_bytes())),
            File::Copy(path) => Self::Copy(content, path),
        }
    }

    /// What goes into it; not known of a copy before it is read.
    pub(super) fn recipe(&self) -> Option<Recipe> {
        match self {
            Self::Page(draft) => Some(draft.recipe),
            Self::Whole(recipe, _) => Some(*recipe),
            Self::Copy(..) => None,
        }
    }

    pub(super) fn bytes(self) -> Result<Vec<u8>, Error> {
        match self {
            Self::Page(draft) => draft.render().map(String::into_bytes),
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
