//! X02: a leader is hands-on, and no day ends it.

use crate::audit::exception::Exception;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "X02",
    name: "open-ended-hands-on",
    severity: Severity::Error,
    when: "A leader is hands-on in live work, and [hands_on] has no `until`.",
    why: "Nobody decides to stay for good; the day to leave just never comes up. A date makes it come up, and lets the \
          successor get ready for it.",
    mend: "Name the last day as `until`, before the work feels finished. Early success is enough.",
    source: Source::HandsOn,
    practices: &[Practice::ForAWhile],
    bad: "title = \"The opening night\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"high-stakes\"]\nsuccessor = \"milo\"",
    good: "title = \"The opening night\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"high-stakes\"]\nuntil = 2026-12-12\nsuccessor = \"milo\"",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(exception) = Exception::of(case).filter(|exception| exception.until().is_none()) else {
        return Vec::new();
    };
    let name = site.config.name_of(exception.leader);
    let heir = exception.successor().map_or("somebody else", |successor| site.config.name_of(successor));
    vec![
        Draft::on(rule, case, at, exception.table.span)
            .people(case.owner_or_doer())
            .says_of(case, |it| format!("{name} is hands-on in {it}, and no day ends it"))
            .help(format!("add `until` to [hands_on]: {name}'s last day in the details, after which it is {heir}'s")),
    ]
}
