//! The templates and assets: compiled in, and replaced one by one by those of the site.
//!
//! Takes the site's own files, if it has any; gives rendered pages. A template that cannot be used is an error that
//! names file, line and variable.

use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use super::escape::words;
use super::names;
use crate::input::TemplateFile;
use crate::model::Error;
use crate::site::views;
use crate::text::hash::{Ingredients, Recipe};
use crate::text::html::escape;
use crate::text::suggest::did_you_mean;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

const UNUSABLE: &str = "a template cannot be used";

/// Templates ready to render, and the assets pages load.
#[derive(Debug)]
pub(crate) struct Templates {
    tera: Tera,
    assets: Vec<(String, Vec<u8>)>,
    /// Of all of them.
    recipe: Recipe,
    /// Some of the templates are the site's own.
    pub(crate) are_own: bool,
}

impl Templates {
    /// The built-in files, with `own` in place of those of the same name.
    pub(crate) fn new(own: Vec<TemplateFile>) -> Result<Self, Error> {
        let mut files: Vec<(String, Vec<u8>)> = BUILT_IN
            .files()
            .filter_map(|file| Some((file.path().to_str()?.to_owned(), file.contents().to_vec())))
            .filter(|(name, _)| !is_documentation(name))
            .collect();
        // The built-in ones are held to their names by a test.
        let are_own = own.iter().any(|file| has_extension(&file.name, "html"));
        for file in own.into_iter().filter(|file| !is_documentation(&file.name)) {
            match files.iter_mut().find(|(name, _)| *name == file.name) {
                Some((_, bytes)) => *bytes = file.bytes,
                None => return Err(overrides_nothing(&file.name, &files)),
            }
        }
        let mut recipe = Ingredients::default();
        for (name, bytes) in &files {
            recipe.add(name).add(bytes);
        }
        let (templates, assets): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(name, _)| has_extension(name, "html"));
        let mut tera = Tera::new();
        // Every name ends in nothing: whatever a template is called, what it prints is escaped.
        tera.autoescape_on([""]);
        tera.set_escape_fn(escape);
        tera.register_filter("words", |text: &str, _: Kwargs, _: &State<'_>| Value::safe_string(&words(text).0));
        let templates = templates
            .into_iter()
            .map(|(name, bytes)| match String::from_utf8(bytes) {
                Ok(text) => Ok((name, text)),
                Err(_) => Err(Error::Template(format!("templates/{name} is not UTF-8 text"))),
            })
            .collect::<Result<Vec<_>, _>>()?;
        let pairs = templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        tera.add_raw_templates(pairs).map_err(|error| template_error(&error))?;
        if are_own && let Some(report) = names::problems(&templates, &views::shapes()) {
            return Err(Error::Template(format!("{UNUSABLE}\n{report}")));
        }
        Ok(Self { tera, assets, recipe: recipe.recipe(), are_own })
    }

    /// Renders `name` with a view.
    pub(crate) fn render<V: Serialize>(&self, name: &str, view: &V) -> Result<String, Error> {
        let context = Context::from_serialize(view).map_err(|error| template_error(&error))?;
        self.tera.render(name, &context).map_err(|error| template_error(&error))
    }

    /// What templates and assets together are.
    pub(crate) fn recipe(&self) -> Recipe {
        self.recipe
    }

    /// Files that pages load, by their names at the site's root.
    pub(crate) fn assets(&self) -> &[(String, Vec<u8>)] {
        &self.assets
    }
}

fn is_documentation(name: &str) -> bool {
    has_extension(name, "md")
}

fn has_extension(name: &str, wanted: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

fn overrides_nothing(name: &str, files: &[(String, Vec<u8>)]) -> Error {
    let known = files.iter().map(|(name, _)| name.as_str());
    let near = did_you_mean(name, known.clone());
    let help = if near.is_empty() { format!("known are {}", known.collect::<Vec<_>>().join(", ")) } else { near };
    Error::with_help(format!("templates/{name} overrides nothing"), help)
}

/// The engine's own report: file, line, the expression, and what is wrong with it.
fn template_error(error: &tera::Error) -> Error {
    let text = error.to_string();
    Error::Template(match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) if !text.contains(report.filename()) => {
            format!("{UNUSABLE}\ntemplates/{}: {text}", report.filename())
        }
        _ if text.starts_with("error: ") => {
            format!("{UNUSABLE}\n{}", text.lines().map(from_root).collect::<Vec<_>>().join("\n"))
        }
        _ => format!("{UNUSABLE}: {text}"),
    })
}

/// A line of such a report, with files named as the site's root sees them.
fn from_root(line: &str) -> String {
    let has_place = line.trim_start().starts_with("--> ") || line.starts_with("note: ");
    match line.rsplit_once(' ').filter(|_| has_place) {
        Some((before, place)) => format!("{before} templates/{place}"),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn built_in() -> Vec<(String, String)> {
        let text = |file: &include_dir::File<'_>| Some((file.path().to_str()?.into(), file.contents_utf8()?.into()));
        BUILT_IN.files().filter_map(text).filter(|(name, _): &(String, String)| has_extension(name, "html")).collect()
    }

    #[test]
    fn every_name_in_the_built_in_templates_exists() {
        if let Some(report) = names::problems(&built_in(), &views::shapes()) {
            panic!("{report}");
        }
    }

    #[test]
    fn every_template_of_a_page_is_checked_with_its_view() {
        let shared = ["base.html", "components.html"];
        let pages: BTreeSet<String> =
            built_in().into_iter().map(|(name, _)| name).filter(|name| !shared.contains(&name.as_str())).collect();
        let checked: BTreeSet<String> = views::shapes().into_iter().map(|(name, _)| name.to_owned()).collect();
        assert_eq!(checked, pages);
    }
}
