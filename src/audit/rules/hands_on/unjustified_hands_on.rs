//! X01: a leader is hands-on without a reason that counts, or only because it is urgent.

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
    when: "A leader is hands-on in live work without one of the `reasons`; or, as a note, with no other than urgent. A \
           word that is no reason counts as none.",
    why: "Habit and exception look the same from outside. The reason tells them apart, for the team and for the leader. \
          Haste alone is a thin one: there is always something urgent.",
    mend: "Write down what makes this an exception: much is at stake, it is new, others have to be won over, the details \
           are the vision. If nothing of that is so, it can be handed over today.",
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
        let hand_over = exception.hand_over(case, site.config);
        return vec![
            Draft::on(rule, case, at, exception.table.span)
                .people(case.owner_or_doer())
                .says_of(case, |it| format!("{name} is hands-on in {it}, and none of the reasons that count is given"))
                .help(format!(
                    "give `reasons` in [hands_on]: {}; if none of them is true, {hand_over}",
                    Reason::choices()
                )),
        ];
    };
    if reasons.iter().any(|reason| reason.value != Reason::Urgent) {
        return Vec::new();
    }
    vec![
        Draft::on(rule, case, at, first.span)
            .severity(Severity::Info)
            .people(case.owner_or_doer())
            .says_of(case, |it| format!("{name} is hands-on in {it} for no other reason than that it is urgent"))
            .help(
                "add what else makes it an exception to `reasons`; if there is nothing, let `until` be the day the rush is over",
            ),
    ]
}
