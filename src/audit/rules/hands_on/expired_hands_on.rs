//! X03: the last day of being hands-on has passed, and a leader still does the work.

use crate::audit::exception::Exception;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::days_long;

pub(crate) static RULE: Rule = Rule {
    id: "X03",
    name: "expired-hands-on",
    severity: Severity::Error,
    when: "A leader is hands-on in live work, and `until` has passed. The named day is the last good one.",
    why: "An exception that outlives its own date has become the way things are done, and whoever was to take over has \
          learnt that the date meant nothing.",
    mend: "Hand it to the successor now. If that truly cannot be, set a new `until` and say in the body what has to \
           happen first.",
    source: Source::HandsOn,
    practices: &[Practice::ForAWhile],
    bad: "title = \"The opening night\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"high-stakes\"]\nuntil = 2026-11-20\nsuccessor = \"milo\"",
    good: "title = \"The opening night\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"",
    marks: &[Mark::MovesWithTime],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(exception) = Exception::of(case) else { return Vec::new() };
    let Some(until) = exception.table.until.as_ref().filter(|until| until.value < site.today) else {
        return Vec::new();
    };
    let name = site.config.name_of(exception.leader);
    let days = days_long(site.days_since(until.value));
    let hand_over = exception.hand_over(case, site.config);
    let draft = Draft::on(rule, case, at, until.span)
        .people(case.owner_or_doer())
        .says_of(case, |it| format!("{name} was to leave the details of {it} {days} ago, on {}", until.value))
        .help(format!("{hand_over}; if that cannot be yet, set a new `until` and say what it waits for"));
    vec![match exception.line(case) {
        Some(line) => draft.paste(line),
        None => draft,
    }]
}
