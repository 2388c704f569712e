//! C09: an acceptance that accepts nothing.

use crate::audit::rule::{Check, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "C09",
    name: "unused-allow",
    severity: Severity::Warning,
    when: "An [[allow]] or [[audit.allow]] matches no finding of its rule, though that rule ran. Cannot be accepted.",
    why: "An exception that is no longer needed waits for the day it hides something.",
    mend: "Take it out.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\n[[allow]]\nrule = \"N02\"\nbecause = \"Launch month\"\nuntil = 2026-12-15",
    good: "title = \"Shop banners\"\nowner = \"milo\"",
    marks: &[Mark::NeverAllowed],
    check: Check::UnusedSuppression,
    ..Rule::BLANK
};
