//! The built-in templates on samples, and what a try-out of other templates finds.

use std::collections::BTreeSet;

use super::*;
use crate::input::TemplateFile;
use crate::site::templates::built_in;

/// What is said of these templates in place of built-in ones, on their own views; on all views if there are none.
fn said(own: &[(&str, &str)]) -> Option<String> {
    let mut views = templates_and_schemas();
    views.retain(|(view, _)| own.is_empty() || own.iter().any(|(name, _)| name == view || *name == "base.html"));
    let own = own.iter().map(|(name, text)| TemplateFile { name: (*name).to_owned(), bytes: text.as_bytes().into() });
    let templates = Templates::new(own.collect());
    let checked = templates.and_then(|templates| check_on(&views, &templates, &json!({ "contact": "us" })));
    checked.err().map(|error| error.to_string())
}

#[test]
fn built_in_templates_render_on_all_samples() {
    assert_eq!(said(&[]), None);
}

#[test]
fn every_template_but_the_shared_ones_is_tried() {
    let shared = ["base.html", "components.html"];
    let pages: BTreeSet<String> =
        built_in().into_iter().map(|(name, _)| name).filter(|name| !shared.contains(&name.as_str())).collect();
    let tried: BTreeSet<String> = templates_and_schemas().into_iter().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(tried, pages);
}

/// What a sample would need two different texts or numbers for.
const NOT_REACHED: [&str; 3] =
    ["map.html: if page.adrift.number == 0", "rule.html: if page.heading != page.name", "rule.html: if not loop.first"];

/// Marks the start of every branch and every loop, renders, and looks for marks that no sample has printed.
#[test]
fn samples_reach_every_branch_of_the_built_in_templates() {
    let mut marks = BTreeSet::new();
    let marked = built_in().into_iter().map(|(name, text)| {
        let mut parts = text.split("{%");
        let mut marked = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (tag, rest) = part.split_once("%}").expect("a tag ends");
            marked.extend(["{%", tag, "%}"]);
            let tag = tag.trim_matches(['-', ' ']);
            if ["if", "elif", "else", "for"].contains(&tag.split(' ').next().unwrap_or_default()) {
                let mark = format!("{name}: {tag} #{}#", marks.len());
                marked.push_str(&mark);
                marks.insert(mark);
            }
            marked.push_str(rest);
        }
        TemplateFile { name, bytes: marked.into_bytes() }
    });
    let templates = Templates::new(marked.collect()).expect("marks change no syntax");
    for (template, schema) in templates_and_schemas() {
        for sample in samples(&schema) {
            let html = templates.try_render(template, &sample).expect("it renders");
            marks.retain(|mark| !html.contains(mark.as_str()));
        }
    }
    marks.retain(|mark| !NOT_REACHED.iter().any(|known| mark.starts_with(&format!("{known} #"))));
    assert!(marks.is_empty(), "no sample reaches {marks:?}");
}

#[test]
fn misspelt_names_are_found_with_file_and_line() {
    for (name, text, wanted) in [
        ("index.html", "a\n{{ page.headlin }}", "index.html:2:9"),
        ("index.html", "{% for gap in page.gasp %}{% endfor %}", "index.html:1:"),
        ("index.html", "{% for gap in page.gaps %}\n{{ gap.which.txet }}{% endfor %}", "index.html:2:"),
        ("index.html", "{% if page.start %}{{ page.start.fodler }}{% endif %}", "index.html:1:"),
        ("index.html", "{% if not page.start %}{{ pgae }}{% endif %}", "index.html:1:"),
        ("index.html", "{% if page.socre.value %}{% endif %}", "index.html:1:"),
        ("index.html", "{{ <link ot={page.more} /> }}", "index.html:1:"),
        ("index.html", "{% include \"side.html\" %}", "index.html:1:"),
        (
            "notes.html",
            "{% for row in page.rows %}{% if not row.owner %}{{ row.ownr }}{% endif %}{% endfor %}",
            "notes.html:1:",
        ),
        ("rule.html", "{% if page.number == 1 %}{{ page.whny }}{% endif %}", "rule.html:1:"),
        ("base.html", "{{ page.headline }}{% block main %}{% endblock %}", "base.html:1:"),
        ("index.html", "{{ frame.extra.phone }}", "index.html:1:"),
    ] {
        let report = said(&[(name, text)]).unwrap_or_else(|| panic!("nothing is said of {text}"));
        assert!(report.contains(&format!("templates/{wanted}")), "{text}\n{report}");
    }
}

#[test]
fn each_wrong_place_is_reported_once() {
    let report = said(&[("index.html", "{{ page.a }}"), ("plan.html", "{{ page.b }}")]).expect("a report");
    assert_eq!(report.matches("--> ").count(), 2, "{report}");
}

#[test]
fn names_that_exist_and_the_settings_extra_pass() {
    let text = "{{ page.headline }}{{ frame.extra.contact }}{% for gap in page.gaps %}{{ gap.says }}{% endfor %}";
    assert_eq!(said(&[("index.html", text)]), None);
}

#[test]
fn misspelt_names_in_conditions_count_as_false() {
    assert_eq!(said(&[("index.html", "{% if page.headlin %}a{% endif %}")]), None);
}
