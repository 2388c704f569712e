//! The page that is shown where there is none.

use schemars::JsonSchema;
use serde::Serialize;

use super::View;

/// The view of `404.html`, which loads nothing, for nobody knows how deep it is shown.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct NotFoundView {}

impl View for NotFoundView {
    fn title(&self) -> String {
        "There is no such page".to_owned()
    }
}
