//! What all views have in common.

use schemars::JsonSchema;
use serde::Serialize;

use crate::output::KeyBuilder;

/// What a template shows of a page. Its fields are documented in `docs/src/templates.md`.
pub(crate) trait View: Serialize + JsonSchema {
    /// What the browser's tab says, before the site's title.
    fn title(&self) -> String;
}

/// What a page is made from. As long as it stays the same, so does the page.
pub(crate) trait PageSource {
    type View: View;

    /// Adds all of it to the build key of the page.
    fn add_to(&self, key: &mut KeyBuilder);

    fn into_view(self) -> Self::View;
}

/// Most views are cheap to make, and are their own source.
impl<V: View> PageSource for V {
    type View = V;

    fn add_to(&self, key: &mut KeyBuilder) {
        key.add_value(self);
    }

    fn into_view(self) -> V {
        self
    }
}
