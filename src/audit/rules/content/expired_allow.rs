//! C10: an acceptance whose end has passed.

use crate::audit::rule::{Check, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "C10",
    name: "expired-allow",
    severity: Severity::Error,
    when: "The `until` of an acceptance has passed; its finding is back. The named day is the last good one. Cannot be \
           accepted.",
    why: "An exception without an end is a rule of its own. This one had an end, and it is here.",
    mend: "Mend what the finding names, or decide again, with a new reason and a new end.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\n[approval]\nby = \"nora\"\nof = \"assets\"\n[[allow]]\nrule = \"N02\"\nbecause = \"Launch month\"\nuntil = 2026-11-20",
    good: "title = \"Shop banners\"\nowner = \"milo\"\n[approval]\nby = \"nora\"\nof = \"assets\"\n[[allow]]\nrule = \"N02\"\nbecause = \"Launch month\"\nuntil = 2026-11-21",
    marks: &[Mark::NeverAllowed, Mark::MovesWithTime],
    check: Check::ExpiredSuppression,
    ..Rule::BLANK
};
