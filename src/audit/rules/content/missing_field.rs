//! C02: a key that a note cannot do without.

use crate::audit::rule::{Check, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;
use crate::model::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    id: "C02",
    name: "missing-field",
    severity: Severity::Error,
    when: "A note has no `title` or no `owner`, or an [[allow]] lacks one of its three keys and so counts for nothing.",
    why: "Work without one accountable person belongs to whoever worries most, which is usually the leader.",
    mend: "Write the key. If nobody is accountable yet, deciding who is comes first.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"",
    good: "title = \"Shop banners\"\nowner = \"milo\"",
    adopts: &[ProblemKind::MissingField],
    check: Check::Reader,
    ..Rule::BLANK
};
