//! The built-in templates on samples with the numbers 0, 1 and 2: each number agrees with its noun.

use crate::site::samples::samples;
use crate::site::template_check::templates_and_schemas;
use crate::site::templates::Templates;
use crate::text::agreement::disagreements_on_page;

#[test]
fn numbers_in_built_in_templates_agree_with_their_nouns() {
    let templates = Templates::new(Vec::new()).expect("the built-in templates");
    let mut wrong = Vec::new();
    for (template, schema) in templates_and_schemas() {
        for sample in samples(&schema) {
            let html = templates.try_render(template, &sample).expect("it renders");
            wrong.extend(disagreements_on_page(&html).into_iter().map(|place| format!("{template}: {place}")));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
