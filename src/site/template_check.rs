//! The try-out of a site's own templates, before anything is published.
//!
//! Takes templates; renders each on [`samples`] of its view. So a name that does not exist is found where it is printed,
//! looped over, looked into or included, also if the notes of today do not lead there. The engine takes a name that does
//! not exist for false in a condition, so there it is not found. What no sample reaches fails when a page is rendered,
//! which is before anything is published too.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::frame::{BarView, FootView, Framed};
use super::pages::page_table;
use super::samples::{samples, schema_of};
use super::templates::{Templates, unusable};
#[allow(clippy::wildcard_imports, reason = "the table of pages names all views")]
use super::views::*;
use crate::model::Error;

macro_rules! schemas {
    ($($(#[$doc:meta])* mod $module:ident: $page:ident $(($($of:ident: $type:ty),+))? {
        template: $template:expr,
        view: $view:ty = $($_rest:tt)*
    })+) => {
        /// Every template that is rendered, and the schema of what it sees: `page`, and on whole pages `frame`.
        pub(super) fn templates_and_schemas() -> Vec<(&'static str, Value)> {
            let part = |page: Value| json!({ "type": "object", "properties": { "page": page } });
            vec![
                ("bar.html", part(schema_of::<BarView>())),
                ("foot.html", part(schema_of::<FootView>())),
                $(($template, schema_of::<Framed<$view>>()),)+
            ]
        }
    };
}
page_table!(schemas);

/// Refuses templates that fail on a sample, and names each place where one fails. `extra` is `[extra]` of the settings.
pub(crate) fn check(templates: &Templates, extra: &Value) -> Result<(), Error> {
    check_on(&templates_and_schemas(), templates, extra)
}

fn check_on(views: &[(&'static str, Value)], templates: &Templates, extra: &Value) -> Result<(), Error> {
    let try_out = |(template, schema): &(&'static str, Value)| {
        let samples = samples(schema).into_iter().map(|sample| with_extra(sample, extra));
        let failures = samples.filter_map(|sample| templates.try_render(template, &sample).err());
        failures.map(|report| format!("{report}\nnote: tried on a sample view of {template}")).collect::<Vec<_>>()
    };
    let failures: Vec<Vec<String>> = views.par_iter().map(try_out).collect();
    // The second line of a report is the place; one report a place is enough.
    let mut reports: BTreeMap<String, String> = BTreeMap::new();
    for report in failures.into_iter().flatten() {
        let place = report.lines().nth(1).unwrap_or_default().trim().to_owned();
        reports.entry(place).or_insert(report);
    }
    if reports.is_empty() {
        return Ok(());
    }
    Err(unusable(&reports.into_values().collect::<Vec<_>>().join("\n\n")))
}

/// The sample with the real `[extra]`, of which no schema knows the fields.
fn with_extra(mut sample: Value, extra: &Value) -> Value {
    if let Some(field) = sample.pointer_mut("/frame/extra") {
        *field = extra.clone();
    }
    sample
}

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod tests;
