//! The pages: one typed view a template, the templates, Markdown, and the search index.

pub(crate) mod render;
pub(crate) mod views;
