//! Whether every name in the templates exists.
//!
//! Takes the texts of all templates and what each page sees; gives a report on the names that lead nowhere. The engine
//! itself finds such a name only where it is printed, looped over or looked into, and only where the present notes lead
//! to it; in a condition it counts as false. So templates are read once more here, and walked with types for values.
//! Where a type cannot be told, nothing is said.

mod check;
mod expression;
mod filters;
mod problem;
mod reader;
mod scope;
mod statement;
#[cfg(test)]
mod tests;
mod token;
mod tree;
mod value;

use std::collections::BTreeMap;

use check::Checker;
use problem::Problems;

use crate::site::views::Shape;

/// What is wrong with the names in `templates` (each its name and text), if `seen` says what the template of each page
/// is given.
pub(super) fn problems(templates: &[(String, String)], seen: &[(&'static str, Shape)]) -> Option<String> {
    let texts: BTreeMap<&str, &str> = templates.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let text_of = |name: &str| texts.get(name).copied().unwrap_or_default();
    let mut files = BTreeMap::new();
    let mut unread = Problems::default();
    for (name, text) in &texts {
        match statement::template(text) {
            Ok(tree) => _ = files.insert(*name, tree),
            Err(at) => unread.unread(name, at),
        }
    }
    if let Some(report) = unread.report(text_of) {
        return Some(report);
    }
    let unknown = anywhere(seen);
    let mut checker = Checker::new(&files);
    for (template, shape) in seen {
        checker.page(template, shape);
    }
    checker.rest(&unknown);
    checker.problems.report(text_of)
}

/// What a template sees that belongs to no page: the frame, and a page of which nothing is known.
fn anywhere(seen: &[(&'static str, Shape)]) -> Shape {
    let frame = seen.iter().find_map(|(_, shape)| match shape {
        Shape::Fields(fields) => fields.get("frame").cloned(),
        _ => None,
    });
    Shape::fields([("frame", frame.unwrap_or(Shape::Any)), ("page", Shape::Any)])
}
