//! C10: an `[[allow]]` has expired.

use crate::audit::rule::{Check, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "C10",
    name: "expired-allow",
    severity: Severity::Error,
    when: "The `until` of an [[allow]] or [[audit.allow]] has passed, so the accepted finding counts again. The named \
           day is the last valid day. The finding cannot be accepted.",
    why: "The finding was accepted for a limited time. That time is over.",
    fix: "Fix what the finding names, or accept it again with a new reason and a new end.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\n[approval]\nby = \"nora\"\nof = \"assets\"\n[[allow]]\nrule = \"N02\"\nbecause = \"Launch month\"\nuntil = 2026-11-20",
    good: "title = \"Shop banners\"\nowner = \"milo\"\n[approval]\nby = \"nora\"\nof = \"assets\"\n[[allow]]\nrule = \"N02\"\nbecause = \"Launch month\"\nuntil = 2026-11-21",
    marks: &[Mark::NeverAllowed, Mark::DependsOnDate],
    check: Check::ExpiredSuppression,
    ..Rule::BLANK
};
