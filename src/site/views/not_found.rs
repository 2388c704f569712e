//! The page for addresses without a page.

use schemars::JsonSchema;
use serde::Serialize;

use super::View;

/// The view of `404.html`. The page loads nothing, because it may be shown at any depth.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct NotFoundView {}

impl View for NotFoundView {
    fn title(&self) -> String {
        "There is no such page".to_owned()
    }
}
