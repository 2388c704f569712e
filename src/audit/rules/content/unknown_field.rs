//! C03: a key is unknown or stands in the wrong table.

use crate::audit::rule::{Check, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;
use crate::model::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    id: "C03",
    name: "unknown-field",
    severity: Severity::Warning,
    when: "A key in a note or in site.toml is unknown, or stands in the wrong table. A key below a table's header \
           belongs to that table.",
    why: "A misspelt key has no effect, and nothing else shows the mistake.",
    fix: "Use the suggested key, or move the key above the first table. Put keys of your own under [extra].",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\ncadance = \"daily\"",
    good: "title = \"Shop banners\"\nowner = \"milo\"\ncadence = \"daily\"",
    adopts: &[ProblemKind::UnknownField],
    check: Check::Reader,
    ..Rule::BLANK
};
