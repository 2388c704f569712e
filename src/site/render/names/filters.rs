//! What the engine's filters take. The engine passes over arguments it does not know, and misses others only where the
//! notes of today lead.
//!
//! Takes the name of a filter; gives the names of its arguments.

/// The arguments of a filter.
pub(super) struct Takes {
    pub(super) needed: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
}

/// Those of `filter`, which the engine knows.
pub(super) fn takes(filter: &str) -> Takes {
    let (needed, optional): (&'static [_], &'static [_]) = match filter {
        "default" => (&["value"], &["boolean"]),
        "get" => (&["key"], &["default"]),
        "group_by" => (&["attribute"], &[]),
        "indent" => (&[], &["width", "indentation", "first", "blank"]),
        "int" => (&[], &["base"]),
        "join" => (&[], &["sep"]),
        "nth" => (&["n"], &[]),
        "pluralize" => (&[], &["singular", "plural"]),
        "replace" => (&["from", "to"], &[]),
        "round" => (&[], &["method", "precision"]),
        "sort" => (&[], &["attribute"]),
        "split" => (&["pat"], &[]),
        "trim" | "trim_start" | "trim_end" => (&[], &["pat"]),
        "truncate" => (&["length"], &["end"]),
        _ => (&[], &[]),
    };
    Takes { needed, optional }
}
