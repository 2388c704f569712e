//! The built-in templates on samples with the numbers 0, 1 and 2: each number agrees with its noun.

use crate::input::TemplateFile;
use crate::site::samples::samples;
use crate::site::template_check::templates_and_schemas;
use crate::site::templates::{Templates, built_in};
use crate::text::agreement::disagreements_on_page;

/// Each number that does not agree with its noun, with the template. `own` replaces built-in templates.
fn disagreements(own: Vec<TemplateFile>) -> Vec<String> {
    let templates = Templates::new(own).expect("templates without syntax errors");
    let mut wrong = Vec::new();
    for (template, schema) in templates_and_schemas() {
        for sample in samples(&schema) {
            let html = templates.try_render(template, &sample).expect("it renders");
            wrong.extend(disagreements_on_page(&html).into_iter().map(|place| format!("{template}: {place}")));
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

#[test]
fn numbers_in_built_in_templates_agree_with_their_nouns() {
    let wrong = disagreements(Vec::new());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn plural_after_every_number_is_found_in_a_template() {
    let counted = "| length | count(one=\"practice\", many=\"practices\") }}";
    let (name, text) = built_in().into_iter().find(|(_, text)| text.contains(counted)).expect("a template that counts");
    let bytes = text.replace(counted, "| length }} practices").into_bytes();
    assert_eq!(disagreements(vec![TemplateFile { name, bytes }]), ["method.html: 1 practices"]);
}
