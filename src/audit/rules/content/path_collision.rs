//! C08: two files would become the same page.

use crate::audit::rule::{Check, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;
use crate::model::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    id: "C08",
    name: "path-collision",
    severity: Severity::Error,
    when: "Two files would become the same page. The first in byte order keeps it. The other is not audited until it \
           is renamed.",
    why: "Otherwise one file would replace the other without a message.",
    fix: "Rename one of the two files.",
    source: Source::NoteFormat,
    bad: "# content/Guide.md and content/guide-99fa29d5.md",
    good: "# content/guide.md and content/guide-for-shops.md",
    marks: &[Mark::NeedsManyNotes],
    adopts: &[ProblemKind::PathCollision],
    check: Check::Reader,
    ..Rule::BLANK
};
