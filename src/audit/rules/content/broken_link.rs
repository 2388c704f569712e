//! C07: a link in a note is broken.

use std::collections::BTreeSet;

use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Missing, Target};
use crate::text::suggest::did_you_mean;
use crate::text::words::list_some;

pub(crate) static RULE: Rule = Rule {
    id: "C07",
    name: "broken-link",
    severity: Severity::Warning,
    when: "A Markdown link names a note, heading or file that does not exist. Or the link uses a scheme other than \
           http, https, mailto and tel. The page shows the text without a link. There is one finding for each \
           destination in a note.",
    why: "A reader who follows a link needs what it names. A broken link stops them.",
    fix: "Correct the path, which starts at the note's own folder, or remove the link.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\n+++\nSee [the guide](guide.md).",
    good: "title = \"Shop banners\"\nowner = \"milo\"\n+++\nSee [the guide](https://example.com/guide).",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let mut seen = BTreeSet::new();
    let links = case.note.body.links.iter().zip(&case.targets);
    let links = links.filter(|(link, _)| seen.insert(link.destination.as_str()));
    links
        .filter_map(|(link, target)| {
            let (message, help) = match target {
                Target::Missing(Missing::Note(path)) => {
                    let near = site.notes.nearest(path.trim_end_matches(".md"));
                    let near = match near {
                        Some(near) => format!("did you mean `{}`?", relative(&case.note.id, near)),
                        None if is_skipped(path) => {
                            "files and folders that start with `_` or `.` are not part of the site".to_owned()
                        }
                        None => String::new(),
                    };
                    (format!("there is no note {path}"), near)
                }
                Target::Missing(Missing::File(path)) => {
                    (format!("there is no file {path}"), note_of_that_name(site, &case.note.id, path))
                }
                Target::Missing(Missing::OutsideContent) => (
                    "this link leads outside the content folder".to_owned(),
                    "put the file into the content folder".to_owned(),
                ),
                Target::Missing(Missing::Heading { id, anchor }) => {
                    let headings = site.notes.by_id(id).into_iter().flat_map(|note| &note.body.headings);
                    let known: Vec<&str> = headings.map(|heading| heading.anchor.as_str()).collect();
                    let near = did_you_mean(anchor, known.iter().copied());
                    let help = match (near.is_empty(), known.is_empty()) {
                        (false, _) => near,
                        (true, false) => format!("its headings are #{}", list_some(&known, 5).replace(", ", ", #")),
                        (true, true) => "it has no headings: remove the part after #".to_owned(),
                    };
                    (format!("“{id}” has no heading #{anchor}"), help)
                }
                Target::RefusedScheme => (
                    format!(
                        "“{}” uses a scheme that is not allowed",
                        link.destination.chars().take(60).collect::<String>()
                    ),
                    "use http, https, mailto or tel, or name a file".to_owned(),
                ),
                Target::Note { .. } | Target::Hidden | Target::File(_) | Target::Web(_) => return None,
            };
            let help = if help.is_empty() { "correct the path, or remove the link".to_owned() } else { help };
            Some(
                Draft::on(rule, case, at, link.span)
                    .people(case.owner())
                    .key(link.destination.as_str())
                    .says(message)
                    .help(help),
            )
        })
        .collect()
}

/// A suggestion for a link that names a note without its extension.
fn note_of_that_name(site: &Site<'_>, from: &str, path: &str) -> String {
    let note = site.notes.by_id(path);
    note.map_or_else(String::new, |note| format!("did you mean `{}`?", relative(from, &note.id)))
}

/// The note `to` as a link in the note `from` names it.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from[..from.len() - 1].iter().zip(&to[..to.len() - 1]);
    let shared = folders.take_while(|(a, b)| a == b).count();
    format!("{}{}.md", "../".repeat(from.len() - 1 - shared), to[shared..].join("/"))
}

fn is_skipped(path: &str) -> bool {
    path.split('/').any(|segment| segment.starts_with(['_', '.']))
}
