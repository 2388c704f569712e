//! X02: a leader is hands-on without an end.

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
    why: "Without a date, nobody decides when the leader leaves the details. A date settles this, and the successor \
          can prepare for it.",
    fix: "Set `until` to the leader's last day in the details. Early success is enough; the work need not be \
           finished.",
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
    let successor = exception.successor().map_or("somebody else", |successor| site.config.name_of(successor));
    vec![
        Draft::on(rule, case, at, exception.table.span)
            .people(case.owner_or_doer())
            .says_of(case, |it| format!("{name} is hands-on in {it} without an end"))
            .help(format!(
                "add `until` to [hands_on]: {name}'s last day in the details, after which {successor} takes over"
            )),
    ]
}
