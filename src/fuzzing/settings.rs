//! A site.toml of any bytes.
//!
//! Takes its bytes; holds settings and the error about them to what they promise.

use super::{TODAY, acts_on_nothing, lies_in};
use crate::export;
use crate::model::is_id;
use crate::model::{Config, Error};

/// Reads the bytes as site.toml. There are settings, or an error that names at least one problem; every place named
/// lies in the file; what is printed of it acts on no terminal; reading twice gives the same.
///
/// # Panics
/// Where that does not hold.
pub fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    assert_eq!(format!("{:?}", read(text)), format!("{:?}", read(text)), "reading twice gives two things");
    match read(text) {
        Ok(config) => {
            config.problems.iter().for_each(|problem| lies_in(&problem.location, text));
            let ids = config.people.keys().chain(config.anchors.keys()).chain(config.decisions.keys());
            ids.for_each(|id| assert!(is_id(id), "{id:?} is no id"));
            acts_on_nothing(&export::problems(text, &config.problems));
        }
        Err(Error::Config { text: shown, problems }) => {
            assert!(!problems.is_empty(), "it is refused without a word");
            assert_eq!((shown.len(), shown.lines().count()), (text.len(), text.lines().count()));
            for problem in &problems {
                lies_in(&problem.location, &shown);
            }
            acts_on_nothing(&export::problems(&shown, &problems));
        }
        Err(other) => panic!("{other}"),
    }
}

fn read(text: &str) -> Result<Config, Error> {
    crate::input::settings_of_revision("site.toml", text.to_owned(), TODAY)
}
