//! X03: a leader is still hands-on after the last day.

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
    when: "A leader is still hands-on in live work after `until`. The named day is the last valid day.",
    why: "An exception that passes its end becomes the normal case. The successor learns that the date means nothing.",
    fix: "Hand the work to the successor now. If that is not possible, set a new `until` and write in the body what \
           must happen first.",
    source: Source::HandsOn,
    practices: &[Practice::ForAWhile],
    bad: "title = \"The opening night\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"high-stakes\"]\nuntil = 2026-11-20\nsuccessor = \"milo\"",
    good: "title = \"The opening night\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nauthority = \"advise\"",
    marks: &[Mark::DependsOnDate],
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
    let hand_over = exception.hand_over_help(case, site.config);
    let draft = Draft::on(rule, case, at, until.span)
        .people(case.owner_or_doer())
        .says_of(case, |it| {
            format!("{name} is still hands-on in {it}, but `until` passed {days} ago, on {}", until.value)
        })
        .help(format!("{hand_over}; if that is not possible yet, set a new `until` and write what must happen first"));
    vec![match exception.delegate_line(case) {
        Some(line) => draft.paste(line),
        None => draft,
    }]
}
