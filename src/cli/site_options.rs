//! The options of `build` and `serve`: the audience of the site, its address, and whether to open it.
//!
//! Takes the location of a site; gives its settings with these options applied.

use std::ffi::OsStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use crate::app::Location;
use crate::model::{Audience, BaseUrl, Config, Error, Word as _};

#[derive(Debug, clap::Args)]
pub(super) struct SiteOptions {
    /// The address of the published site; feed, sitemap and calendars need it, pages do not
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The readers of the site; notes that they may not see are left out
    #[arg(long, value_name = "AUDIENCE", default_value = "team", value_parser = audiences())]
    pub(super) audience: Audience,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

/// Lets clap list the audiences and suggest the nearest one.
fn audiences() -> impl TypedValueParser<Value = Audience> {
    let words = Audience::ALL.iter().map(|audience| audience.word());
    PossibleValuesParser::new(words).try_map(|word| Audience::parse(&word).ok_or("not an audience"))
}

impl SiteOptions {
    /// The settings with the address asked for, and the date of the audit.
    pub(super) fn settings(&self, location: &Location, today: Option<Date>) -> Result<(Config, Date), Error> {
        let (mut config, today) = location.settings(today)?;
        if let Some(url) = self.address()? {
            config.site.value.base_url = Some(url);
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

    /// Opens the first page, a path or an address, if `--open` was given.
    pub(super) fn open(&self, page: &OsStr) -> Result<(), Error> {
        if !self.open {
            return Ok(());
        }
        opener::open(page).map_err(|error| {
            Error::with_help(
                format!("cannot open {}: {error}", page.display()),
                "open it in a browser yourself, or leave out --open",
            )
        })
    }
}
