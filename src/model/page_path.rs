//! The path of a note's page: lower-case, and valid on every operating system.
//!
//! Takes any id; gives segments of `[a-z0-9._-]`. A segment that had to be changed contains a hash of the id, so that
//! two ids do not get the same path.

use crate::text::hash::short_hash;

/// The page of the note `id` below the site's root, `notes/….html`.
pub(crate) fn page_path(id: &str) -> String {
    format!("notes/{}.html", safe_path(id, id))
}

/// Makes every segment of `path` safe. A changed segment gets a hash of `id`. Paths that are too deep for some file
/// systems are shortened. The output folder can have a longer path than the content folder.
pub(crate) fn safe_path(path: &str, id: &str) -> String {
    const LONGEST: usize = 400;
    let segments: Vec<String> = path.split('/').map(|segment| safe_segment(segment, id)).collect();
    let safe = segments.join("/");
    if safe.len() <= LONGEST {
        return safe;
    }
    format!("deep-{}", short_hash(id, 8))
}

/// Makes `segment` safe as a file name. A changed segment gets a hash of `id`.
pub(crate) fn safe_segment(segment: &str, id: &str) -> String {
    const LONGEST: usize = 100;
    let is_safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    if segment.chars().all(is_safe) && segment.len() <= LONGEST && !is_reserved(segment) {
        return segment.to_owned();
    }
    let mut safe: String =
        segment.chars().map(|c| c.to_ascii_lowercase()).map(|c| if is_safe(c) { c } else { '-' }).collect();
    safe.truncate(LONGEST);
    let trimmed = safe.trim_matches(['-', '.']);
    // Commands would read a path that starts with a dash as an option.
    let start = if trimmed.is_empty() { "x" } else { trimmed };
    format!("{start}-{}", short_hash(id, 4))
}

/// Names that mean something else to a list page, to Windows or to a shell, or that end like a page: the folder
/// `x.html` would have the path of the page of `x`.
fn is_reserved(segment: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = segment.split('.').next().unwrap_or_default();
    let numbered_device = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    stem.is_empty()
        || segment.ends_with('.')
        || segment.starts_with('-')
        || segment.starts_with("index")
        // A folder with this name would have the path of a page.
        || is_page(segment)
        || DEVICES.contains(&stem)
        || numbered_device("com")
        || numbered_device("lpt")
}

fn is_page(segment: &str) -> bool {
    segment.rsplit_once('.').is_some_and(|(_, extension)| extension == "html")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_id_is_not_changed() {
        assert_eq!(page_path("brand/captions"), "notes/brand/captions.html");
        assert_eq!(page_path("2026/q1_plan-b"), "notes/2026/q1_plan-b.html");
    }

    #[test]
    fn changed_or_reserved_segment_contains_a_hash() {
        for id in
            ["Brand", "a b", "index", "index-2", "con", "nul.txt", "com1", "..", "-rf", "ümlaut", "end.", "a.html"]
        {
            let path = page_path(id);
            let stem = path.strip_prefix("notes/").and_then(|rest| rest.strip_suffix(".html"));
            let (_, hash) = stem.and_then(|stem| stem.rsplit_once('-')).unwrap_or_default();
            assert!(hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()), "{id} -> {path}");
        }
    }

    #[test]
    fn ids_that_differ_only_in_case_have_different_paths() {
        assert_ne!(page_path("Brand"), page_path("brand"));
        assert_ne!(page_path("Brand"), page_path("BRAND"));
    }

    #[test]
    fn folder_named_like_a_page_gets_another_path() {
        assert!(!page_path("x.html/y").starts_with(&format!("{}/", page_path("x"))));
    }

    #[test]
    fn path_that_is_too_deep_is_shortened() {
        let deep = "a/".repeat(300);
        let (one, two) = (page_path(&format!("{deep}one")), page_path(&format!("{deep}two")));
        assert!(one != two && one.starts_with("notes/deep-") && one.len() < 40, "{one}");
    }

    proptest! {
        #[test]
        fn no_page_has_the_path_of_a_folder_of_another_page(a in "[aA.]{1,3}(/[aA.]{1,3}){0,2}", b in "(a|a\\.html|A|\\.)(/(a|b\\.html)){0,2}") {
            prop_assert!(!page_path(&a).starts_with(&format!("{}/", page_path(&b))), "{a} {b}");
            prop_assert!(!page_path(&b).starts_with(&format!("{}/", page_path(&a))), "{a} {b}");
        }

        #[test]
        fn any_id_gives_a_portable_path_inside_the_site(id in "\\PC{1,300}") {
            let path = page_path(&id);
            for segment in path.split('/') {
                prop_assert!(!segment.is_empty() && segment.len() <= 120);
                prop_assert!(!segment.starts_with(['-', '.']));
                prop_assert!(segment.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b)));
            }
        }
    }
}
