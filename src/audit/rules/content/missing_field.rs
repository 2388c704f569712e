//! C02: a required key is missing.

use crate::audit::rule::{Check, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;
use crate::model::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    id: "C02",
    name: "missing-field",
    severity: Severity::Error,
    when: "A note has no `title` or no `owner`, or an [[allow]] lacks one of its three keys. An incomplete [[allow]] \
           has no effect.",
    why: "Work without one accountable person usually ends up with the leader.",
    fix: "Add the key. If nobody is accountable yet, decide that first.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"",
    good: "title = \"Shop banners\"\nowner = \"milo\"",
    adopts: &[ProblemKind::MissingField],
    check: Check::Reader,
    ..Rule::BLANK
};
