//! What each file of the site holds, whoever asks for it.
//!
//! Takes the book and a file of it; gives its bytes.

use std::path::Path;

use crate::error::Error;
use crate::formats;
use crate::pages::{Book, Calendar, Data, FEED, File};
use crate::read;
use crate::render::{self, Templates};

/// What a file of the site holds. `content` is the folder that copied files come from.
pub(super) fn contents(book: &Book<'_>, templates: &Templates, content: &Path, file: &File) -> Result<Vec<u8>, Error> {
    Ok(match file {
        File::Page(page) => render::page(templates, book, page)?.into_bytes(),
        File::Calendar(calendar) => ical(book, calendar).into_bytes(),
        File::Data(data) => match data {
            Data::Report => formats::json(book.report, &book.plan, &book.agenda, &book.owners),
            Data::Findings => formats::findings_csv(book.report),
            Data::Notes => formats::notes_csv(book.report),
        },
        File::Feed(base) => formats::feed(book.report, base, FEED),
        File::Sitemap => formats::sitemap(book.addresses()),
        File::Robots => formats::robots(book.report, book.sitemap().as_deref()).into_bytes(),
        File::Search => render::search_index(book).into_bytes(),
        File::Copy(path) => {
            let source = content.join(path);
            read::beside(&source)?
        }
    })
}

fn ical(book: &Book<'_>, calendar: &Calendar) -> String {
    let config = book.report.config();
    match calendar {
        Calendar::Everybody => formats::ical(book.report, &config.title, &book.agenda.events),
        Calendar::Person(id) => {
            let name = format!("{}: {}", config.title, config.name_of(id));
            formats::ical(book.report, &name, book.agenda.of_person(id))
        }
    }
}
