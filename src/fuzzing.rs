//! What holds for whatever bytes somebody puts into a site: the properties that fuzzers and tests at random share.
//!
//! Takes bytes as a file holds them; gives nothing, and panics where a promise is broken. Compiled for fuzzers and
//! tests only. `fuzz/README.md` tells how to run it.

mod body;
mod elements;
mod note;
mod settings;
#[cfg(test)]
mod tests;

use jiff::civil::{Date, date};

use crate::model::{Config, Location};
use crate::text::control::is_steering;

pub use body::markdown;
pub use note::front_matter;
pub use settings::settings;

const TODAY: Date = date(2026, 11, 21);

/// A site with somebody for each role.
const SITE: &str = "\
[site]
title = \"Fuzzed\"
[people.nora]
name = \"Nora\"
role = \"leader\"
[people.milo]
name = \"Milo\"
skills = [\"copywriting\"]
capacity = 40
[people.robot]
name = \"Robot\"
role = \"system\"
[anchors.growth]
title = \"Twice as many readers\"
";

fn site() -> Config {
    crate::input::settings_of_revision("site.toml", SITE.to_owned(), TODAY).expect("it is valid")
}

/// A place that can be shown: in the file's text, its ends between characters, and in lines the file has.
fn lies_in(location: &Location, text: &str) {
    let span = location.span;
    assert!(text.get(span.start..span.end).is_some(), "{location:?} is no part of a text of {} bytes", text.len());
    let lines = text.matches('\n').count() + 1;
    assert!((1..=lines).contains(&location.line) && location.end_line <= lines, "{location:?} of {lines} lines");
    let (start, end) = ((location.line, location.column), (location.end_line, location.end_column));
    assert!(location.column >= 1 && start <= end, "{location:?} ends before it starts");
}

/// What is printed for people: nothing in it acts on a terminal but the colours Handover chose.
fn acts_on_nothing(printed: &str) {
    let mut plain = String::new();
    for (at, part) in printed.split("\u{1b}[").enumerate() {
        let style = part.find(|c: char| !(c.is_ascii_digit() || c == ';')).filter(|_| at > 0).unwrap_or_default();
        let is_style = at > 0 && part[style..].starts_with('m');
        assert!(at == 0 || is_style, "a sequence that is no colour: {part:?}");
        plain.push_str(part);
    }
    assert!(!plain.contains(is_steering), "{plain:?}");
}
