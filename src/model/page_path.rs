//! From a note's id to the path of its page: lower-case, portable, stable.
//!
//! Takes any id; gives segments of `[a-z0-9._-]` that no file system refuses. A segment that had to be changed
//! carries a hash of the id, so that two ids never meet by accident.

use crate::text::hash::short_hash;

/// The page of the note `id` below the site's root, `notes/….html`.
pub(crate) fn page_path(id: &str) -> String {
    format!("notes/{}.html", safe_path(id, id))
}

/// Every segment of `path` made safe; `id` feeds the hash where one has to change. What lies deeper than file systems go
/// moves up: a folder's own path comes before it, and may be longer than that of the notes.
pub(crate) fn safe_path(path: &str, id: &str) -> String {
    const LONGEST: usize = 400;
    let segments: Vec<String> = path.split('/').map(|segment| safe_segment(segment, id)).collect();
    let safe = segments.join("/");
    if safe.len() <= LONGEST {
        return safe;
    }
    format!("deep-{}", short_hash(id, 8))
}

/// `segment` made safe as a file name; `id` feeds the hash where it has to change.
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
    // A dash in front would make the path an option of whatever command it is given to.
    let start = if trimmed.is_empty() { "x" } else { trimmed };
    format!("{start}-{}", short_hash(id, 4))
}

/// Names that a list page, Windows or a shell would take for something else, or that a page has: a folder `x.html` would
/// stand where the page of `x` goes.
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
        // A folder of that name would stand where the page of a note does.
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
    fn plain_ids_stay_as_they_are() {
        assert_eq!(page_path("brand/captions"), "notes/brand/captions.html");
        assert_eq!(page_path("2026/q1_plan-b"), "notes/2026/q1_plan-b.html");
    }

    #[test]
    fn changed_and_reserved_segments_carry_a_hash() {
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
    fn names_that_differ_in_case_only_do_not_meet() {
        assert_ne!(page_path("Brand"), page_path("brand"));
        assert_ne!(page_path("Brand"), page_path("BRAND"));
    }

    #[test]
    fn no_folder_stands_where_a_page_goes() {
        assert!(!page_path("x.html/y").starts_with(&format!("{}/", page_path("x"))));
    }

    #[test]
    fn what_lies_too_deep_moves_up() {
        let deep = "a/".repeat(300);
        let (one, two) = (page_path(&format!("{deep}one")), page_path(&format!("{deep}two")));
        assert!(one != two && one.starts_with("notes/deep-") && one.len() < 40, "{one}");
    }

    proptest! {
        #[test]
        fn no_page_stands_where_another_needs_a_folder(a in "[aA.]{1,3}(/[aA.]{1,3}){0,2}", b in "(a|a\\.html|A|\\.)(/(a|b\\.html)){0,2}") {
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
