//! The options `build` and `serve` share: which notes the site holds, which address it has, and whether to look at it.
//!
//! Takes the place of a site; gives its settings as these options want them.

use std::ffi::OsStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use super::Globals;
use super::site::Place;
use crate::model::{Audience, BaseUrl, Config, Error, Word as _};

/// For whom the site is, and where.
#[derive(Debug, clap::Args)]
pub(super) struct Edition {
    /// The address the site is published at; pages work anywhere without it
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Leave out notes above this audience: public, team or leaders
    #[arg(long, value_name = "AUDIENCE", default_value = "team", value_parser = audiences())]
    pub(super) audience: Audience,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

/// Lets clap name the audiences, and the one that was meant.
fn audiences() -> impl TypedValueParser<Value = Audience> {
    let words = Audience::ALL.iter().map(|audience| audience.word());
    PossibleValuesParser::new(words).try_map(|word| Audience::parse(&word).ok_or("no audience"))
}

impl Edition {
    /// The settings with the address asked for, and the date of the audit.
    pub(super) fn settings(&self, place: &Place, globals: &Globals) -> Result<(Config, Date), Error> {
        let (mut config, today) = place.settings(globals)?;
        if let Some(url) = self.address()? {
            config.base_url = Some(url);
        }
        Ok((config, today))
    }

    /// The address asked for.
    pub(super) fn address(&self) -> Result<Option<BaseUrl>, Error> {
        let parse = |url: &String| {
            let refuse = |help| Error::with_help(format!("{} is not a valid --base-url", BaseUrl::refused(url)), help);
            BaseUrl::parse(url).map_err(refuse)
        };
        self.base_url.as_ref().map(parse).transpose()
    }

    /// Opens the first page, at a path or an address, if that was asked for.
    pub(super) fn open(&self, page: &OsStr) -> Result<(), Error> {
        if !self.open {
            return Ok(());
        }
        opener::open(page).map_err(|error| Error::new(format!("cannot open {}: {error}", page.display())))
    }
}
