//! Each construct of the language: names that exist pass, names that do not are found, and nothing panics.

use proptest::prelude::*;
use tera::Tera;

use super::filters::takes;
use super::*;
use crate::site::views::Plain;

const TEXT: Shape = Shape::Plain(Plain::Text);
const NUMBER: Shape = Shape::Plain(Plain::Number);

/// Two pages: one.html with rows, two.html with a note.
fn seen() -> [(&'static str, Shape); 2] {
    let link = Shape::fields([("text", TEXT), ("href", Shape::OrNone(TEXT.into()))]);
    let row = Shape::fields([("link", link.clone()), ("hours", NUMBER)]);
    let frame = Shape::fields([("title", TEXT), ("extra", Shape::Any)]);
    let one =
        Shape::fields([("title", TEXT), ("rows", Shape::list(row)), ("more", Shape::OrNone(link.clone().into()))]);
    let two = Shape::fields([("title", TEXT), ("note", link)]);
    [("one.html", one), ("two.html", two)]
        .map(|(name, page)| (name, Shape::fields([("frame", frame.clone()), ("page", page)])))
}

/// What is said of these files: the titles of the reports.
fn said(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<(String, String)> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    let report = problems(&files, &seen()).unwrap_or_default();
    report.lines().filter_map(|line| line.strip_prefix("error: ")).map(str::to_owned).collect()
}

/// What is said of one.html.
fn one(text: &str) -> Vec<String> {
    said(&[("one.html", text)])
}

const GOOD: &[&str] = &[
    "{{ page.title }} {{ frame.extra.contact.mail }} {# page.nothing #}{% raw %}{{ nothing }}{% endraw %}",
    "{{- page.title -}} {%- if page.more %}{{ page.more.text | upper }}{% elif page.rows %}1{% else %}2{% endif -%}",
    "{% for row in page.rows %}{{ loop.index }}{{ row.link.text }}{% else %}{{ page.title }}{% endfor %}",
    "{% for key, value in page.more %}{{ key }}{{ value.any }}{% endfor %}",
    "{% for row in page.rows | sort(attribute=\"link.text\") | reverse %}{{ row.hours }}{% endfor %}",
    "{{ page.rows[0].hours }}{{ page.rows[1:] | length }}",
    "{{ (page.rows | first)['hours'] if page.rows else page['title'] }}",
    "{{ page.more?.href }}{{ page?.title }}{{ page.rows?[0] }}",
    "{% set row = page.rows[0] %}{{ row.link.href }}{% set_global n = 1 %}{{ n + 1 }}",
    "{% set text | upper %}a{% endset %}{{ text }}{% filter upper | replace(from=page.title, to='b') %}c{% endfilter %}",
    "{{ [row.hours for row in page.rows if row.hours > 1] }}{{ {'a': page.title, ...page} }}{{ [1, ...page.rows] }}",
    "{{ 'a' ~ page.title ~ 1.5 * -page.rows[0].hours ** 2 // 3 % 4 }}{{ page.title not in ['a'] and not false }}",
    "{{ page.title is not starting_with(pat='a') or page.title is string }}{{ range(end=3) }}",
    "{% component link(to, more = 0, @frame) %}{{ to.text }}{{ more }}{{ frame.title }}{% endcomponent link %}{{ <link to={page.more} /> }}",
    "{% component box(...rest) %}{{ body }}{{ rest.any }}{% endcomponent %}{% <box a=\"1\" title={page.title}> %}{{ page.title }}{% </box> %}",
    "{% component a.b(to: map) {\"about\": \"x\"} %}{{ to.text }}{% endcomponent a.b %}{{ <a.b {...{'to': page.more} } /> }}",
    "{% component again(one) %}{{ <again one={[one]} /> }}{% endcomponent %}{{ <again one={page} /> }}",
    "{% for row in page.rows %}{% if row.hours %}{% set x = row.hours %}{% continue %}{% endif %}{% break %}{% endfor %}",
];

/// What both pages may share.
const SHARED: &[&str] = &[
    "{% if page.note is defined %}{{ page.note.text }}{% else %}{{ page.rows[0].hours }}{% endif %}",
    "{{ page.note.text if page.note is defined else page.title }}{{ page.note | default(value=1) }}",
    "{{ page.note is undefined or page.note.text }}{{ page.note is defined and page.note.text }}",
    "{% if not page.rows is defined and page.title %}{{ page.note.text }}{% endif %}",
];

const BAD: &[(&str, &str)] = &[
    ("{% if page.more %}{{ page.title | replace(form='a', to='b') }}{% endif %}", "filter `replace` takes no `form`"),
    ("{% if page.more %}{{ page.title | replace(from='a') }}{% endif %}", "filter `replace` is used without `to`"),
    ("{{ page.title | upper(x=1) }}", "filter `upper` takes no `x`"),
    ("{{ page.titel }}", "`page` of one.html has no field `titel`"),
    ("{{ page['titel'] }}", "`page` of one.html has no field `titel`"),
    ("{% if page.titel %}{% endif %}", "`page` of one.html has no field `titel`"),
    ("{% if not page.more and page.title == page.x %}{% endif %}", "`page` of one.html has no field `x`"),
    ("{% if page.more %}{% if page.more.txet %}{% endif %}{% endif %}", "`page.more` has no field `txet`"),
    ("{% for row in page.rosw %}{{ row.any }}{% endfor %}", "`page` of one.html has no field `rosw`"),
    ("{% for row in page.rows %}{{ row.link.hrfe }}{% endfor %}", "`row.link` has no field `hrfe`"),
    ("{% for row in page.rows %}{% endfor %}{{ row }}", "there is no `row` here"),
    ("{{ page.rows[0].huors }}", "`page.rows[0]` has no field `huors`"),
    ("{{ page.rows.hours }}", "`page.rows` has no field `hours`"),
    ("{{ page.title.length }}", "`page.title` has no field `length`"),
    ("{{ page.rows | sort(attribute='link.txt') }}", "the entries of this list have no field `txt`"),
    ("{{ (page.rows | last)['x'] }}", "`(page.rows | last)` has no field `x`"),
    ("{% set x = page.nothing %}", "`page` of one.html has no field `nothing`"),
    ("{{ x }}{% set x = 1 %}", "there is no `x` here"),
    ("{% for row in page.rows %}{% set x = 1 %}{% endfor %}{{ x }}", "there is no `x` here"),
    ("{{ page.title if pgae.title else 1 }}", "there is no `pgae` here"),
    ("{{ [row.x for row in page.rows] }}", "`row` has no field `x`"),
    ("{{ page?.titel }}", "`page` of one.html has no field `titel`"),
    ("{% if page.nothing is defined %}{% endif %}", "`page` of one.html has no field `nothing`"),
    ("{{ page.nothing | default(value=1) }}", "`page` of one.html has no field `nothing`"),
    ("{% if page.title is undefined %}{{ nothing }}{% endif %}", "there is no `nothing` here"),
    ("{% component link(to) %}{{ to.x }}{% endcomponent %}{{ <link to={page.more} /> }}", "`to` has no field `x`"),
    ("{% component link(to) %}{{ page }}{% endcomponent %}{{ <link to={1} /> }}", "there is no `page` here"),
    ("{% component unused(to) %}{{ ot }}{% endcomponent %}", "there is no `ot` here"),
    ("{% component link(to) %}{{ to }}{% endcomponent %}{{ <link too={1} /> }}", "component `link` takes no `too`"),
    ("{% component link(to) %}{{ to }}{% endcomponent %}{{ <link /> }}", "component `link` is used without `to`"),
    ("{% component link(to) %}{{ to }}{% endcomponent %}{{ <link to /> }}", "there is no `to` here"),
    ("{% component box() %}{{ body }}{% endcomponent %}{% <box> %}{{ x }}{% </box> %}", "there is no `x` here"),
    ("{% filter replace(from=x, to='') %}{% endfilter %}", "there is no `x` here"),
];

/// The engine itself has nothing against it when it is loaded.
fn is_accepted(text: &str) {
    if let Err(error) = Tera::new().add_raw_template("one.html", text) {
        panic!("{text}\n{error}");
    }
}

#[test]
fn names_that_exist_pass_and_the_engine_reads_them_too() {
    for text in GOOD {
        is_accepted(text);
        assert_eq!(one(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_some_pages_lack_may_be_asked_for() {
    for text in SHARED {
        let page = "{% extends \"base.html\" %}";
        assert_eq!(
            said(&[("base.html", text), ("one.html", page), ("two.html", page)]),
            Vec::<String>::new(),
            "{text}"
        );
    }
}

#[test]
fn names_that_do_not_exist_are_found() {
    for (text, wanted) in BAD {
        is_accepted(text);
        assert_eq!(one(text), [*wanted], "{text}");
    }
}

#[test]
fn every_name_is_told_with_its_place() {
    let files = [("one.html".to_owned(), "a\n{{ page.titel }} {% if fraem %}{% endif %}".to_owned())];
    let report = problems(&files, &seen()).expect("a report");
    assert!(report.contains("--> templates/one.html:2:9"), "{report}");
    assert!(report.contains("--> templates/one.html:2:24"), "{report}");
    assert!(report.contains("did you mean `title`?") && report.contains("did you mean `frame`?"), "{report}");
}

#[test]
fn blocks_see_the_page_that_fills_them() {
    let base =
        ("base.html", "{% block main %}{{ page.nothing }}{{ nothing }}{% endblock %}{% include \"part.html\" %}");
    let part = ("part.html", "{% if page.note is defined %}{{ page.note.text }}{% else %}{{ page.rows }}{% endif %}");
    let one = ("one.html", "{% extends \"base.html\" %}{% block main %}{{ page.rows }}{% endblock main %}");
    let two = ("two.html", "{% extends \"base.html\" %}{% block main %}{{ page.rows }}{% endblock main %}");
    assert_eq!(
        said(&[base, part, one, two]),
        // A block that is replaced everywhere belongs to no page: its variables are known, and no page's fields.
        ["there is no `nothing` here", "`page` of two.html has no field `rows`"]
    );
    let both = ("one.html", "{% extends \"base.html\" %}{% block main %}{{ super() }}{% endblock main %}");
    assert_eq!(
        said(&[base, part, both])[0],
        "`page` of one.html has no field `nothing`",
        "super() shows what was replaced"
    );
}

#[test]
fn components_are_looked_at_with_what_they_are_given() {
    let shared = (
        "parts.html",
        "{% component name(of) %}{{ of.text }}{% if of.hours is defined %}{{ of.hours }}{% endif %}{% endcomponent %}",
    );
    let one = ("one.html", "{{ <name of={page.more} /> }}{{ <name of={page.rows[0]} /> }}");
    assert_eq!(said(&[shared, one]), ["`of` has no field `text`"]);
}

/// Expressions as they are written, of every kind.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("page".to_owned()),
        Just("'a'".to_owned()),
        Just("1".to_owned()),
        Just("1.5".to_owned()),
        Just("true".to_owned()),
        Just("none".to_owned()),
        Just("page.rows[0]?.hours".to_owned()),
        Just("<c a={page} b=\"x\" {...page} page />".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let operator = prop::sample::select(vec![
            "+", "-", "*", "/", "%", "//", "**", "~", "==", "!=", "<", "<=", ">", ">=", "and", "or", "in", "not in",
        ]);
        let suffix = prop::sample::select(vec![
            " | upper",
            " | default(value=1,)",
            " is defined",
            " is not divisible_by(divisor=2)",
            "[1:]",
            "[::2]",
            "[0]",
        ]);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, operator, b)| format!("{a} {operator} {b}")),
            (inner.clone(), suffix).prop_map(|(a, suffix)| format!("{a}{suffix}")),
            inner.clone().prop_map(|a| format!("({a})")),
            inner.clone().prop_map(|a| format!("not {a}")),
            inner.clone().prop_map(|a| format!("-{a}")),
            inner.clone().prop_map(|a| format!("page[{a}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, ...{b},]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{'k': {a}, 1: {b}, ...page}}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a} for x, y in {b} if y]")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("{a} if {b} else {c}")),
            inner.prop_map(|a| format!("range(end={a})")),
        ]
    })
}

fn templates() -> impl Strategy<Value = String> {
    let leaf =
        prop_oneof![expressions().prop_map(|a| format!("{{{{ {a} }}}}")), "[ {#%}a\n]{0,6}".prop_map(|text| text)];
    leaf.prop_recursive(4, 30, 3, |inner| {
        prop_oneof![
            (expressions(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("{{%- if {a} -%}}{b}{{% elif {a} %}}{c}{{% else %}}{c}{{% endif %}}")),
            (expressions(), inner.clone())
                .prop_map(|(a, b)| format!("{{% for x in {a} %}}{b}{{% else %}}{{% endfor %}}")),
            (expressions(), inner.clone())
                .prop_map(|(a, b)| format!("{{% set x = {a} %}}{b}{{%set y|upper%}}{b}{{% endset %}}")),
            inner.clone().prop_map(|a| format!("{{% filter upper | trim %}}{a}{{% endfilter %}}")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("{{%- raw -%}}{a}{{%- endraw %}}{{#- {b} -#}}")),
        ]
    })
}

#[test]
fn what_filters_need_is_what_the_engine_needs() {
    let engine = |filter: &str, arguments: &[&str]| {
        let given: Vec<String> = arguments.iter().map(|name| format!("{name}='a'")).collect();
        let text = format!("{{{{ 'a' | {filter}({}) }}}}", given.join(", "));
        let mut tera = Tera::new();
        tera.add_raw_template("one.html", &text).expect("a filter of this name");
        tera.render("one.html", &tera::Context::new()).map_err(|error| error.to_string())
    };
    for filter in ["replace", "split", "truncate"] {
        let needed = takes(filter).needed;
        for at in 0..needed.len() {
            let error = engine(filter, &needed[..at]).expect_err("one is missing");
            assert!(error.contains(needed[at]), "{filter}: {error}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_the_engine_reads_is_read_here(text in templates()) {
        let text = format!("{{% component c(a, b = -1, ...rest) %}}{{{{ a }}}}{{% endcomponent c %}}{text}");
        if Tera::new().add_raw_template("one.html", &text).is_ok() {
            let unread = statement::template(&text).err().map(|at| &text[at.start..]);
            prop_assert_eq!(unread, None);
        }
    }

    #[test]
    fn nothing_panics(text in any::<String>(), soup in prop::collection::vec(pieces(), 0..30)) {
        let text = format!("{{{{{text}");
        for text in [text, soup.concat()] {
            let _ = problems(&[("one.html".to_owned(), text)], &seen());
        }
    }
}

/// What templates consist of, in no order at all.
fn pieces() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "-",
        " ",
        "page",
        ".",
        "?.",
        "[",
        "]",
        "?[",
        "(",
        ")",
        "{",
        "}",
        "...",
        ":",
        "|",
        "=",
        "'",
        "\"",
        "\\",
        "<",
        "</",
        "/",
        ">",
        "1",
        "1.",
        "é",
        "if",
        "else",
        "elif",
        "endif",
        "for",
        "in",
        "endfor",
        "set",
        "block",
        "endblock",
        "extends",
        "include",
        "component",
        "endcomponent",
        "raw",
        "endraw",
        "not",
        "and",
        "or",
        "is",
        "defined",
        ",",
        "@",
    ])
}
