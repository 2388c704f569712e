//! C03: a key that is none.

use crate::audit::rule::{Check, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;
use crate::model::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    id: "C03",
    name: "unknown-field",
    severity: Severity::Warning,
    when: "A key of a note or of site.toml is not part of the format, or a known key landed in a table because it stands \
           below that table's header.",
    why: "A misspelt key says nothing, and nobody notices.",
    mend: "Use the key that is suggested, move it above the first table, or put keys of your own under [extra].",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\ncadance = \"daily\"",
    good: "title = \"Shop banners\"\nowner = \"milo\"\ncadence = \"daily\"",
    adopts: &[ProblemKind::UnknownField],
    check: Check::Reader,
    ..Rule::BLANK
};
