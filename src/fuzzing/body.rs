//! The Markdown of a note, of any bytes.
//!
//! Takes the text below the front matter; holds the HTML made of it to what it promises.

use super::elements::{are_as_written, are_inert, leads_to_a_hidden_note};
use super::{TODAY, site};
use crate::audit::{self, Suppressions};
use crate::input;
use crate::model::Audience;
use crate::report::Report;
use crate::site::markdown::render;
use crate::site::model::SiteModel;
use crate::site::pages::Page;

const FRONT: &str = "+++\ntitle = \"A\"\nowner = \"milo\"\n+++\n";
/// A note the team does not see, and one it does.
const HIDDEN: &[u8] = b"+++\ntitle = \"B\"\nowner = \"nora\"\naudience = \"leaders\"\n+++\n# Part\n";
const SHOWN: &[u8] = b"+++\ntitle = \"C\"\nowner = \"milo\"\n+++\n# Part\n";

/// Renders the bytes as the body of a note, beside a note that not everybody sees, one that is not, and other files. The
/// HTML is what browsers make of it, with elements, attributes, ids and links of the allowed kinds only.
///
/// # Panics
/// Where that does not hold.
pub fn markdown(bytes: &[u8]) {
    let Ok(body) = std::str::from_utf8(bytes) else { return };
    let note = format!("{FRONT}{body}");
    let team = rendered(&note, Audience::Team);
    assert!(!leads_to_a_hidden_note(&team.html), "{}", team.html);
    for Rendered { html, has_raw_html } in [team, rendered(&note, Audience::Leaders)] {
        are_inert(&html);
        if !has_raw_html {
            are_as_written(&html);
        }
    }
}

struct Rendered {
    html: String,
    has_raw_html: bool,
}

fn rendered(note: &str, audience: Audience) -> Rendered {
    let files = [
        ("a.md", note.as_bytes()),
        ("b.md", HIDDEN),
        ("c.md", SHOWN),
        ("chart.png", b""),
        ("list.pdf", b""),
        ("page.svg", b""),
    ];
    let notes = input::for_audience(input::from_files(files, TODAY), audience, TODAY);
    let config = site();
    let report = Report::new(audit::run(&notes, &config, TODAY, Suppressions::Apply), String::new());
    let model = SiteModel::new(&report);
    let html = serde_json::to_value(render(&notes, report.note(0), &model.links(&Page::Note(0))));
    let html = html.expect("it is text").as_str().expect("it is text").to_owned();
    Rendered { html, has_raw_html: report.note(0).body.has_html }
}
