//! The pages: one typed view a template, the templates, Markdown, and the search index.
//!
//! [`pages`] is the table of pages. Each file here uses those above it in this list only.

mod clean;
#[cfg(test)]
mod documented;
pub(crate) mod files;
mod frame;
pub(crate) mod html;
pub(crate) mod links;
pub(crate) mod lists;
pub(crate) mod markdown;
pub(crate) mod model;
pub(crate) mod pages;
pub(crate) mod paths;
mod recommendations;
pub(crate) mod renderer;
mod samples;
mod search;
pub(crate) mod template_check;
pub(crate) mod templates;
mod view;
mod views;
