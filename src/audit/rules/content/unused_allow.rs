//! C09: an `[[allow]]` matches no finding.

use crate::audit::rule::{Check, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "C09",
    name: "unused-allow",
    severity: Severity::Warning,
    when: "An [[allow]] or [[audit.allow]] matches no finding of its rule, although that rule ran. The finding cannot \
           be accepted.",
    why: "An unused [[allow]] can hide a future finding.",
    fix: "Remove it.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\n[[allow]]\nrule = \"N02\"\nbecause = \"Launch month\"\nuntil = 2026-12-15",
    good: "title = \"Shop banners\"\nowner = \"milo\"",
    marks: &[Mark::NeverAllowed],
    check: Check::UnusedSuppression,
    ..Rule::BLANK
};
