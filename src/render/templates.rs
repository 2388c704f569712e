//! The templates and assets: compiled in, and replaced one by one by those of the site.
//!
//! Takes the site's own files, if it has any; gives rendered pages. A template that cannot be used is an error that
//! names file, line and variable.

use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use super::escape::escape;
use crate::error::Error;
use crate::suggest::did_you_mean;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Templates ready to render, and the assets pages load.
#[derive(Debug)]
pub(crate) struct Templates {
    tera: Tera,
    assets: Vec<(String, Vec<u8>)>,
}

/// A file of the site's own `templates/`.
#[derive(Debug)]
pub(crate) struct Override {
    /// Its path below that folder, with `/`.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Templates {
    /// The built-in files, with `own` in place of those of the same name.
    pub(crate) fn new(own: Vec<Override>) -> Result<Self, Error> {
        let mut files: Vec<(String, Vec<u8>)> = BUILT_IN
            .files()
            .filter_map(|file| Some((file.path().to_str()?.to_owned(), file.contents().to_vec())))
            .filter(|(name, _)| !is_documentation(name))
            .collect();
        for file in own.into_iter().filter(|file| !is_documentation(&file.name)) {
            match files.iter_mut().find(|(name, _)| *name == file.name) {
                Some((_, bytes)) => *bytes = file.bytes,
                None => return Err(overrides_nothing(&file.name, &files)),
            }
        }
        let (templates, assets): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(name, _)| has_extension(name, "html"));
        let mut tera = Tera::new();
        // Every name ends in nothing: whatever a template is called, what it prints is escaped.
        tera.autoescape_on([""]);
        tera.set_escape_fn(escape);
        let templates = templates
            .into_iter()
            .map(|(name, bytes)| match String::from_utf8(bytes) {
                Ok(text) => Ok((name, text)),
                Err(_) => Err(Error::Template(format!("templates/{name} is not UTF-8 text"))),
            })
            .collect::<Result<Vec<_>, _>>()?;
        tera.add_raw_templates(templates).map_err(|error| template_error(&error))?;
        Ok(Self { tera, assets })
    }

    /// Renders `name` with a view.
    pub(crate) fn render<V: Serialize>(&self, name: &str, view: &V) -> Result<String, Error> {
        let context = Context::from_serialize(view).map_err(|error| template_error(&error))?;
        self.tera.render(name, &context).map_err(|error| template_error(&error))
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
    Error::Template(match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            format!("a template cannot be used\n{}", error_report(error, report.filename()))
        }
        _ => format!("a template cannot be used: {error}"),
    })
}

fn error_report(error: &tera::Error, file: &str) -> String {
    let text = error.to_string();
    if text.contains(file) {
        text.replace(&format!(" {file}:"), &format!(" templates/{file}:"))
    } else {
        format!("templates/{file}: {text}")
    }
}
