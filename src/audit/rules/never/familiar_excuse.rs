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
    when: "A leader does, approves or reviews work, and `kept_because` names one of four beliefs. The severity is info \
           if only the body, `allow.because` or `handover.why` states the belief. Quoted and denied sentences do not \
           count.",
    why: "The four beliefs are: only I have the voice, I am faster, I must stay visible, quality will drop. Each may \
          be true at first. It stays true as long as nobody else can practise.",
    fix: "Answer the belief: write a voice guide, plan time for training, choose a few public occasions, or write a \
           quality standard. Then hand the work over and remove `kept_because`.",
    source: Source::NeverList,
    practices: &[Practice::FourBeliefs],
    bad: "title = \"Letters to members\"\nowner = \"nora\"\nkept_because = \"voice\"",
    good: "title = \"Letters to members\"\nowner = \"nora\"\ndelegate = \"milo\"",
    configure: Some("`phrases` under [never.familiar-excuse] adds sentences that state a belief."),
    line: Some("Four beliefs that keep leaders in the work"),
    marks: &[Mark::NeedsHelpers, Mark::AboutBeliefs],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(leader) = case.first_leader_involved(site.config).filter(|_| case.is_live) else { return Vec::new() };
    let name = site.config.name_of(leader);
    if let Some(kept) = case.kept_because() {
        return vec![
            Draft::on(rule, case, at, kept.span)
                .people([leader])
                .key(kept.value.to_string())
                .says_of(case, |it| format!("the note gives \"{}\" as the reason why {name} keeps {it}", kept.value))
                .help(answer_to(Some(kept.value))),
        ];
    }
    let Some(belief) = &case.belief else { return Vec::new() };
    let words = &belief.words;
    let meaning = belief.which.map_or_else(String::new, |which| format!(": {}", in_words(which)));
    vec![
        Draft::on(rule, case, at, belief.span)
            .people([leader])
            .severity(Severity::Info)
            .key(belief.which.map_or_else(String::new, |which| which.to_string()))
            .says_of(case, |it| format!("“{words}” may state a belief that keeps {it} with {name}{meaning}"))
            .help(answer_to(belief.which)),
    ]
}

fn in_words(belief: KeptBecause) -> &'static str {
    match belief {
        KeptBecause::Voice => "only one person has the voice",
        KeptBecause::Faster => "doing it oneself is faster",
        KeptBecause::Visible => "a leader must stay visible",
        KeptBecause::Quality => "quality will drop",
    }
}
