//! C01: a file that should be a note cannot be read.

use crate::audit::rule::{Check, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::source::Source;
use crate::model::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    id: "C01",
    name: "unreadable-note",
    severity: Severity::Error,
    when: "A file below `content/` cannot be read as a note. The front matter is missing, foreign or broken. Or the \
           file is not UTF-8, is larger than 1 MiB, or is a symbolic link. For a README without front matter the \
           severity is info. The finding cannot be accepted, turned off or filtered out.",
    why: "The audit cannot see the work in an unreadable note. The site is still built, and problems.html lists the \
          file.",
    fix: "Start the file with a line of +++, then `title` and `owner`, then a second line of +++.",
    source: Source::NoteFormat,
    bad: "title = Shop banners",
    good: "title = \"Shop banners\"\nowner = \"milo\"",
    marks: &[Mark::NeverAllowed, Mark::AlwaysOn],
    adopts: &[ProblemKind::Unreadable, ProblemKind::NoNote],
    check: Check::Reader,
    ..Rule::BLANK
};
