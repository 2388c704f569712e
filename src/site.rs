//! The pages: one typed view a template, the templates, Markdown, and the search index.
//!
//! [`pages`] is the table of pages. Each file here uses those above it in this list only.

pub(crate) mod html;
mod clean;
pub(crate) mod lists;
pub(crate) mod pages;
pub(crate) mod paths;
mod recommendations;
pub(crate) mod model;
pub(crate) mod links;
pub(crate) mod markdown;
mod view;
mod views;
pub(crate) mod files;
mod frame;
mod search;
pub(crate) mod templates;
pub(crate) mod renderer;
mod samples;
pub(crate) mod template_check;
#[cfg(test)]
mod documented;
