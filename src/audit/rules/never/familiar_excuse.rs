//! N08: a belief keeps a leader in the work.

use crate::audit::inference::phrases::answer_to;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::KeptBecause;

pub(crate) static RULE: Rule = Rule {
    id: "N08",
    name: "familiar-excuse",
    severity: Severity::Warning,
    when: "A leader does, approves or reviews work, and `kept_because` names one of four beliefs; or, as a note, such a \
           belief stands in the body, in `allow.because` or in `handover.why`, not quoted and not denied.",
    why: "Only I have the voice, I am faster, I must stay visible, quality will drop: each is true on the first day and \
          keeps itself true, for nobody else gets to practise.",
    mend: "Answer the belief: a voice can be written down, speed is won back within weeks, visibility needs moments and \
           not shifts, quality needs a standard. Then hand over, and take `kept_because` out.",
    source: Source::NeverList,
    practices: &[Practice::FourBeliefs],
    bad: "title = \"Letters to members\"\nowner = \"nora\"\nkept_because = \"voice\"",
    good: "title = \"Letters to members\"\nowner = \"nora\"\ndelegate = \"milo\"",
    configure: Some("`phrases` under [never.familiar-excuse] adds sentences of your own house."),
    line: Some("Four beliefs that keep leaders in the work"),
    marks: &[Mark::NeedsHelpers, Mark::AboutBeliefs],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(leader) = case.held_by_a_leader(site.config).filter(|_| case.is_live) else { return Vec::new() };
    let name = site.config.name_of(leader);
    if let Some(kept) = &case.note.kept_because {
        return vec![
            Draft::on(rule, case, at, kept.span)
                .people([leader])
                .key(kept.value.to_string())
                .says_of(case, |it| format!("{name} keeps {it} because of {}", spoken(Some(kept.value))))
                .help(answer_to(Some(kept.value))),
        ];
    }
    let Some(belief) = &case.belief else { return Vec::new() };
    let words = &belief.words;
    vec![
        Draft::on(rule, case, at, belief.span)
            .people([leader])
            .severity(Severity::Info)
            .key(belief.which.map_or_else(String::new, |which| which.to_string()))
            .says_of(case, |it| format!("“{words}”: {} may be what keeps {it} with {name}", spoken(belief.which)))
            .help(answer_to(belief.which)),
    ]
}

fn spoken(belief: Option<KeptBecause>) -> &'static str {
    match belief {
        Some(KeptBecause::Voice) => "the belief that only one person has the voice",
        Some(KeptBecause::Faster) => "the belief that doing it oneself is faster",
        Some(KeptBecause::Visible) => "the belief that a leader must stay visible",
        Some(KeptBecause::Quality) => "the belief that quality will drop",
        None => "a belief of this house",
    }
}
