//! C01: a file that should be a note cannot be read.

use crate::audit::rule::{Check, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;
use crate::model::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    id: "C01",
    name: "unreadable-note",
    severity: Severity::Error,
    when: "A file has no front matter, or foreign or broken front matter, is not UTF-8, is larger than 1 MiB, or is a \
           symbolic link. A README without front matter is a note, not an error. Cannot be accepted or deselected.",
    why: "A note nobody can read is work nobody sees. The rest is built all the same, and problems.html names this one.",
    mend: "Start the file with a line of +++, `title` and `owner`, and a second line of +++.",
    source: Source::NoteFormat,
    bad: "title = Shop banners",
    good: "title = \"Shop banners\"\nowner = \"milo\"",
    marks: &[Mark::NeverAllowed, Mark::AlwaysOn],
    adopts: &[ProblemKind::Unreadable, ProblemKind::NoNote],
    check: Check::Reader,
    ..Rule::BLANK
};
