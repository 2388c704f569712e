//! What a note's body becomes: links, headings, tables, and what must not come of it.

use super::*;
use crate::audit::{self, Suppressions, samples};
use crate::model::Audience;
use crate::report::Report;
use crate::site::model::SiteModel;
use crate::site::pages::Page;

/// The body of the first of three notes, `a`, a leaders' note `b` and a broken one, `c`, as HTML for the team.
fn html(body: &str) -> String {
    let first = format!("+++\ntitle = \"A\"\nowner = \"milo\"\n+++\n{body}");
    let second = "+++\ntitle = \"Secret\"\nowner = \"nora\"\naudience = \"leaders\"\n+++\n# Part\n";
    let notes = samples::notes([("a", first.as_str()), ("b", second), ("c", "+++\naudience = \"leaders\"\n")]);
    let notes = crate::input::for_audience(notes, Audience::Team, samples::TODAY);
    let config = samples::config("");
    let report = Report::new(audit::run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
    let model = SiteModel::new(&report);
    render(&notes, report.note(0), &model.links(&Page::Note(0))).0
}

#[test]
fn nothing_of_a_note_runs_or_leads_astray() {
    let made = html(
        "# Head {#x onclick=alert(1)}\n\n<script>alert(1)</script> <a href=\"javascript:alert(1)\" id=\"main\">raw</a>\n\n\
         [j](javascript:alert(1)) [d](data:text/html,x) [up](../../etc/passwd) ![far](https://example.com/x.png)\n\n\
         <iframe src=\"https://example.com\"></iframe><img src=\"https://example.com/y.png\"><p id=\"n-x\" class=\"skip\" style=\"color:red\">p</p>\n",
    );
    for forbidden in
        ["<script", "onclick", "javascript:", "data:", "passwd\"", "<iframe", "<img", "style=", "skip", "id=\"main\""]
    {
        assert!(!made.contains(forbidden), "{forbidden} in {made}");
    }
    assert_eq!(made.matches("id=\"n-x\"").count(), 1, "{made}");
}

#[test]
fn a_hidden_note_is_neither_linked_nor_named() {
    let made = html("See [Secret](b.md) and [its part](b.md#part).");
    assert_eq!(made, "<p>See a note not shown here and a note not shown here.</p>\n");
}

#[test]
fn no_way_to_refer_to_a_hidden_note_names_it() {
    let masked = "<p>a note not shown here</p>\n";
    for link in [
        "[Secret](b)",
        "[Secret](b.html)",
        "[Secret](notes/b.html)",
        "[Secret](content/b.md)",
        "[Secret](../content/b.md)",
        "[Secret](c.md)",
        "[Secret][x]\n\n[x]: b.md",
        "[[b]]",
        "[[b|Secret]]",
        "[![Secret](a.png)](b.md)",
        "![Secret [more](c.md)](b.md)",
        "<a href=\"b.md\">Secret</a>",
        "<a class=x HREF=b.md>*Secret*</a>",
        "<a href='&#98;.md'>Secret</a>",
        "<a href=\"b.md\">\n\n## Secret\n\n</a>",
        "<a href=\"b.md\">\n\nSecret",
    ] {
        assert_eq!(html(link), masked, "{link}");
    }
    assert_eq!(html("<div><a\nhref=\"b.md\">Secret</a></div>\n\nText."), format!("{masked}<p>Text.</p>\n"));
    assert_eq!(html("[a [Secret](b.md)](c.md)"), masked);
    let heading = html("## [Secret](b.md)\n");
    assert!(!heading.to_lowercase().contains("secret") && heading.contains("n-a-note-not-shown-here"), "{heading}");
    assert!(html("![in [Secret](b.md)](https://example.com/x.png)").contains(">in a note not shown here</a>"));
    let nested = (0..40).fold("Secret".to_owned(), |inner, _| format!("[{inner}](b.md)"));
    assert!(!html(&nested).contains("Secret"));
}

#[test]
fn headings_lie_below_the_pages_own_and_skip_no_level() {
    let made = html("# A\n\n# One\n\n#### Deep\n");
    assert!(!made.contains(">A <"), "the repeated title is left out: {made}");
    assert!(made.contains("<h2 id=\"n-one\">") && made.contains("<h3 id=\"n-deep\">"), "{made}");
}

#[test]
fn tables_have_names_of_their_own_and_no_empty_headers() {
    let made = html("| | a |\n|--|:-:|\n| 1 | 2 |\n\n| b |\n|--|\n| 3 |\n");
    assert!(made.contains("aria-label=\"Table 1\"") && made.contains("aria-label=\"Table 2\""), "{made}");
    assert!(made.contains("<tr><td></td><th scope=\"col\" class=\"center\">a</th></tr>"), "{made}");
}

#[test]
fn tables_tasks_and_footnotes_need_no_script_and_no_style() {
    let made = html("| a |\n|--:|\n| 1 |\n\n- [x] done\n\nText[^n].\n\n[^n]: Note.\n");
    assert!(made.contains("<td class=\"right\">1</td>") && made.contains("☑ done"), "{made}");
    assert!(made.contains("<a href=\"#n-fn.1\">1</a>") && made.contains("id=\"n-fn.1\""), "{made}");
}

/// Marks in disguise, and what could be taken for HTML only once something else is taken out.
#[test]
fn no_way_of_writing_gets_past_the_cleaning() {
    for body in [
        "[a]: x\u{c}\"<img src=x onerror=alert(1)>\"",
        "<p id=\"&#xE000;main\" class=\"&#57344;skip\"><a href=\"&#xE000;javascript:alert(1)\">x</a></p>",
        "<p id=\"\u{e000}main\" class=\"skip\">x</p>",
    ] {
        let made = html(body);
        for forbidden in ["<img", "id=", "class=", "href="] {
            assert!(!made.contains(forbidden), "{forbidden} in {made}");
        }
    }
    let made = html("<b>a</b> [x](https://example.com/&#xE001;) &#xE001; x=\"![one](one.png)\n");
    assert!(!made.contains("href=\"https://example.com/<"), "{made}");
}

#[test]
fn characters_that_act_are_spelled_out_however_they_are_written() {
    for body in
        ["a\u{202e}b", "a&#x202E;b", "<i>a&#x202E;b\u{202e}</i>", "`a\u{202e}`", "    a\u{202e}\n", "# a&#8238;\n"]
    {
        let made = html(body);
        assert!(made.contains("\\u{202e}") && !made.contains('\u{202e}'), "{made}");
    }
}

#[test]
fn ids_are_unique_whatever_headings_and_footnotes_are_called() {
    let made = html("# fn 1\n\na[^a][^A]\n\n[^a]: b\n\n[^a]: c\n\n# x {#fn-1}\n\n# fn.1\n\n# y {#fn.1}\n");
    let ids: Vec<&str> = made.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: BTreeSet<&&str> = ids.iter().collect();
    assert!(ids.len() == unique.len() && ids.iter().all(|id| id.starts_with("n-")), "{made}");
}

#[test]
fn what_lies_too_deep_stands_side_by_side() {
    for (piece, tag) in [("> ", "<blockquote>"), ("- ", "<ul>"), ("**a *a ", "<strong>")] {
        let closing = if piece.starts_with('*') { "b***".repeat(1000) } else { String::new() };
        let made = html(&format!("{}x{closing}", piece.repeat(1000)));
        assert!((20..=100).contains(&made.matches(tag).count()) && made.contains('x'), "{piece}: {made}");
        for tag in ["blockquote", "ul", "li", "strong", "em"] {
            let open = made.matches(&format!("<{tag}>")).count();
            assert_eq!(open, made.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}

#[test]
fn raw_html_that_takes_too_long_to_clean_is_shown() {
    for body in [
        "<div>".repeat(6_000),
        format!("<b class=1><b class=2>\n\n{}", "a\n\n".repeat(100_000)),
        format!("<p {}>", (0..40_000).fold(String::new(), |all, at| format!("{all}/a{at}"))),
    ] {
        let made = html(&body);
        assert!(made.contains("&lt;") && !made.contains("<div") && !made.contains("<b"), "{made:.200}");
    }
    assert!(html(&"<p><b>a</b></p>\n\n".repeat(200)).contains("<p><b>a</b></p>"));
}
