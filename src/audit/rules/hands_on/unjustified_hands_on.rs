//! X01: a leader is hands-on without a valid reason, or only because it is urgent.

use crate::audit::exception::Exception;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Reason, Word as _};

pub(crate) static RULE: Rule = Rule {
    id: "X01",
    name: "unjustified-hands-on",
    severity: Severity::Error,
    when: "A leader is hands-on in live work without a valid word in `reasons`. If the only reason is urgent, the \
           severity is info.",
    why: "Without a reason, nobody can tell an exception from a habit. Urgency alone is weak, because something is \
          always urgent.",
    fix: "Write in `reasons` what makes this an exception, such as high stakes, new work or needed buy-in. If no \
           reason applies, hand the work over now.",
    source: Source::HandsOn,
    practices: &[Practice::OnlyWithReason],
    bad: "title = \"The opening night\"\nowner = \"nora\"\n[hands_on]\nuntil = 2026-12-12\nsuccessor = \"milo\"",
    good: "title = \"The opening night\"\nowner = \"nora\"\n[hands_on]\nreasons = [\"high-stakes\"]\nuntil = 2026-12-12\nsuccessor = \"milo\"",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(exception) = Exception::of(case) else { return Vec::new() };
    let name = site.config.name_of(exception.leader);
    let reasons = &exception.table.reasons;
    let Some(first) = reasons.first() else {
        let hand_over = exception.hand_over_help(case, site.config);
        return vec![
            Draft::on(rule, case, at, exception.table.span)
                .people(case.owner_or_doer())
                .says_of(case, |it| format!("{name} is hands-on in {it} without a valid reason"))
                .help(format!("add `reasons` to [hands_on]: {}; if none applies, {hand_over}", Reason::choices())),
        ];
    };
    if reasons.iter().any(|reason| reason.value != Reason::Urgent) {
        return Vec::new();
    }
    vec![
        Draft::on(rule, case, at, first.span)
            .severity(Severity::Info)
            .people(case.owner_or_doer())
            .says_of(case, |it| format!("{name} is hands-on in {it} only because it is urgent"))
            .help(
                "add another reason to `reasons`; if there is none, set `until` to the day when the work is no longer urgent",
            ),
    ]
}
