//! Audiences: a site shows nothing of notes that its readers may not see.

use crate::support::{build, new_folder, pages, write};

/// No page, feed, list or data file contains the words, tags or headings of a hidden note, the people that only hidden
/// notes mention, or the files beside them.
#[test]
fn hidden_notes_leave_no_trace_in_any_file() {
    let of_leaders = [
        "plum",
        "quince",
        "zoltan",
        "xaver",
        "acquisition",
        "salary",
        "boardroom",
        "orchard",
        "damson",
        "wilhelmina",
        "second job",
        "mirabelle",
        "greengage",
        "bullace",
        "prunella",
        "sloe",
        "cherry",
        "pitting",
        "drupe",
        "stone-fruit",
        "kernels",
        "persimmon",
        "loquat",
        "medlar",
        "apricot",
        "nectarine",
    ];
    let of_team = ["spring campaign", "thaddeus", "leaflet", "risograph", "two sides"];
    for (audience, secrets, left_out) in
        [("team", of_leaders.to_vec(), 4), ("public", [of_leaders.as_slice(), of_team.as_slice()].concat(), 6)]
    {
        let address = ["--audience", audience, "--base-url", "https://example.org/handover/"];
        let built = build("tests/site/hidden", &address);
        for (path, bytes) in &built {
            let text = format!("{path} {}", String::from_utf8_lossy(bytes)).to_lowercase();
            for secret in &secrets {
                assert!(!text.contains(secret), "{path} for {audience} contains {secret}");
            }
        }
        let first = String::from_utf8_lossy(&built["index.html"]);
        assert!(first.contains(&format!("{left_out} notes not shown here")), "{audience}: {first}");
        assert!(built.contains_key("notes/open-day.html"));
        let robots = String::from_utf8_lossy(&built["robots.txt"]);
        let is_public = audience == "public";
        assert_eq!(robots.contains("Disallow: /"), !is_public);
        for page in pages(&built).values() {
            assert_eq!(page.contains("noindex"), !is_public);
        }
    }
    let team = pages(&build("tests/site/hidden", &[]));
    assert!(team["notes/open.html"].contains("waits for a note not shown here and its a note not"));
}

/// Notes that ask for a narrower audience with a mistake, and files that are no valid notes. They are called `secret-…`,
/// or `inner-…` where the team may know of them. The people they name disappear from `site.toml` too.
#[test]
fn notes_with_an_unclear_audience_are_shown_to_leaders_only() {
    const SITE: &str = "[site]\ntitle = \"Unclear\"\n[people.nora]\nname = \"Nora\"\nrole = \"leader\"\n\
        [people.ghost]\nname = \"Secret One\"\nsecret_key = 1\n[people.loner]\nname = \"Inner One\"\n\
        [decisions.secret-deal]\ntitle = \"Deal\"\nby = [\"ghost\"]\nsecret_limit = 1\n\
        [[audit.allow]]\nrule = \"D10\"\nsubject = \"secret-deal\"\nbecause = \"x\"\nuntil = 2027-01-31\nsecret_word = 1\n";
    let root = new_folder();
    let write = |name: &str, bytes: &[u8]| write(root.path().join(name), bytes);
    write("site.toml", SITE.as_bytes());
    write("content/open.md", b"+++\ntitle = \"Open\"\nowner = \"nora\"\naudience = \"public\"\n+++\n");
    for (name, keys) in [
        ("secret-mistyped.md", "audiance = \"leaders\""),
        ("secret-capital.md", "Audience = \"leaders\""),
        ("secret-below.md", "[approval]\nby = \"nora\"\naudience = \"leaders\""),
        ("secret-twice.md", "audience = \"team\"\naudience = \"leaders\""),
        ("secret-quoted.md", "x = = 1\n\"audience\" = \"leaders\""),
        ("secret-line.md", "x = = 1; audience = \"leaders\""),
        ("secret-extra.md", "x = = 1\n[extra]\naudience = \"public\""),
        ("secret-skipped.MD", "audience = \"leaders\""),
        ("Secret-Case.md", "audience = \"leaders\""),
        ("inner-broken.md", "x = = 1"),
        ("inner-skipped.markdown", ""),
        ("inner-extra.md", "[extra]\naudience = \"customers\""),
    ] {
        let owner = if name.starts_with("inner") { "nora" } else { "ghost" };
        let note = format!("+++\ntitle = \"{name}\"\nowner = \"{owner}\"\n{keys}\n+++\n");
        write(&format!("content/{name}"), note.as_bytes());
    }
    let asking = "+++\ntitle = \"Secret\"\nowner = \"ghost\"\naudience = \"leaders\"\n+++\n";
    write("content/secret-latin.md", &[asking.as_bytes(), b"\xe9"].concat());
    write("content/secret-long.md", asking.replace("+++\n", &format!("+++\n{}", "\n".repeat(600_000))).as_bytes());
    write("content/secret-returns.md", asking.replace('\n', "\r").as_bytes());
    write("content/secret-yaml.md", b"---\nowner: ghost\naudience: leaders\n---\n");
    write("content/inner-README.md", b"+++\n");
    write("content/README.md", b"Read me\n");
    for (audience, secrets) in [("team", vec!["secret"]), ("public", vec!["secret", "inner", "readme"])] {
        let all: String = build(&root, &["--audience", audience])
            .into_iter()
            .filter(|(path, _)| !path.starts_with("rules/") && path != "search-index.js" && path != "handover.js")
            .map(|(path, bytes)| format!("{path}\n{}\n", String::from_utf8_lossy(&bytes)).to_lowercase())
            .collect();
        for secret in secrets {
            let at = all.find(secret).map(|at| &all[all.floor_char_boundary(at.saturating_sub(200))..at + 40]);
            assert!(at.is_none(), "{audience}: {at:?}");
        }
        if audience == "team" {
            for shown in ["inner-broken", "inner-skipped", "inner-extra", "inner one", "content/readme.md"] {
                assert!(all.contains(shown), "{shown} is not shown to the team");
            }
        }
    }
}
