//! The templates and assets: compiled in, and replaced one by one by those of the site.
//!
//! Takes the site's own files, if it has any; gives rendered pages. A template that cannot be used is an error that
//! names file, line and variable.

use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use super::html::with_code;
use crate::input::TemplateFile;
use crate::model::Error;
use crate::output::{BuildKey, KeyBuilder};
use crate::text::html::escape;
use crate::text::suggest::did_you_mean;
use crate::text::words::count;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Templates ready to render, and the assets pages load.
#[derive(Debug)]
pub(crate) struct Templates {
    tera: Tera,
    assets: Vec<(String, Vec<u8>)>,
    /// Of all of them.
    key: BuildKey,
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
        let are_own = own.iter().any(|file| has_extension(&file.name, "html"));
        for file in own.into_iter().filter(|file| !is_documentation(&file.name)) {
            match files.iter_mut().find(|(name, _)| *name == file.name) {
                Some((_, bytes)) => *bytes = file.bytes,
                None => return Err(overrides_nothing(&file.name, &files)),
            }
        }
        let mut key = KeyBuilder::default();
        for (name, bytes) in &files {
            key.add(name).add(bytes);
        }
        let (templates, assets): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(name, _)| has_extension(name, "html"));
        let mut tera = Tera::new();
        // Every name ends in nothing: whatever a template is called, what it prints is escaped.
        tera.autoescape_on([""]);
        tera.set_escape_fn(escape);
        tera.register_filter("words", |text: &str, _: Kwargs, _: &State<'_>| Value::safe_string(&with_code(text).0));
        tera.register_filter("count", |number: usize, nouns: Kwargs, _: &State<'_>| {
            tera::TeraResult::Ok(count(number, nouns.must_get("one")?, nouns.must_get("many")?))
        });
        let templates = templates
            .into_iter()
            .map(|(name, bytes)| match String::from_utf8(bytes) {
                Ok(text) => Ok((name, text)),
                Err(_) => Err(Error::Template(format!("templates/{name} is not UTF-8 text"))),
            })
            .collect::<Result<Vec<_>, _>>()?;
        let pairs = templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        tera.add_raw_templates(pairs).map_err(|error| unusable(&report(&error)))?;
        Ok(Self { tera, assets, key: key.key(), are_own })
    }

    /// Renders `name` with a view.
    pub(super) fn render(&self, name: &str, view: &impl Serialize) -> Result<String, Error> {
        self.try_render(name, view).map_err(|report| unusable(&report))
    }

    /// Renders a part of pages, which has no frame.
    pub(super) fn render_part<V: Serialize>(&self, name: &str, view: &V) -> Result<String, Error> {
        #[derive(Serialize)]
        struct Part<'v, V> {
            page: &'v V,
        }
        self.render(name, &Part { page: view })
    }

    /// The same, or the report of the engine.
    pub(super) fn try_render(&self, name: &str, view: &impl Serialize) -> Result<String, String> {
        let rendered = Context::from_serialize(view).and_then(|context| self.tera.render(name, &context));
        rendered.map_err(|error| report(&error))
    }

    /// The build key of all of them together.
    pub(crate) fn key(&self) -> BuildKey {
        self.key
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

/// Why no page can be made.
pub(super) fn unusable(report: &str) -> Error {
    let separator = if report.starts_with("error: ") { "\n" } else { ": " };
    Error::Template(format!("a template cannot be used{separator}{report}"))
}

/// The engine's own report: file, line, the expression, and what is wrong with it.
fn report(error: &tera::Error) -> String {
    let text = error.to_string();
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) if !text.contains(report.filename()) => {
            format!("error: templates/{}: {text}", report.filename())
        }
        _ if text.starts_with("error: ") => text.lines().map(from_root).collect::<Vec<_>>().join("\n"),
        _ => text,
    }
}

/// A line of such a report, with files named as the site's root sees them.
fn from_root(line: &str) -> String {
    let has_place = line.trim_start().starts_with("--> ") || line.starts_with("note: ");
    match line.rsplit_once(' ').filter(|_| has_place) {
        Some((before, place)) => format!("{before} templates/{place}"),
        None => line.to_owned(),
    }
}

/// The built-in templates by name.
#[cfg(test)]
pub(super) fn built_in() -> Vec<(String, String)> {
    let text = |file: &include_dir::File<'_>| Some((file.path().to_str()?.into(), file.contents_utf8()?.into()));
    BUILT_IN.files().filter_map(text).filter(|(name, _): &(String, String)| has_extension(name, "html")).collect()
}
