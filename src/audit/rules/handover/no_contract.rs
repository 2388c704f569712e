//! D04: work was handed over, and nothing about it is written down.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "D04",
    name: "no-contract",
    severity: Severity::Info,
    when: "Live work was handed over without a [handover]. A system that does the steps needs none, and what went up to \
           a leader is another rule's.",
    why: "What was agreed in passing is remembered in two ways. Three lines are enough to find that out on the first day \
          and not at the first disappointment.",
    mend: "Add a [handover] and write three keys first: `why` it goes to them, what `success` is, and how often you \
           `check_in`. The rest can follow.",
    source: Source::Handover,
    practices: &[Practice::ClearExpectations],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nwhy = \"Milo knows every customer who comes\"\nsuccess = [\"Forty talks a day\"]\ncheck_in = \"weekly\"",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let note = case.note;
    let (Some((giver, taker)), None) = (case.parties(), &note.handover) else { return Vec::new() };
    let (giver, name) = (site.config.name_of(giver), site.config.name_of(taker));
    let check_in = case.fitting_check_in();
    vec![
        Draft::on(rule, case, at, note.delegate.as_ref().map_or(note.title.span, |delegate| delegate.span))
            .people(case.owner())
            .says_of(case, |it| format!("{giver} gave {it} to {name}, and what they agreed on is not written down"))
            .help("add a [handover] and write three keys first: `why`, `success` and `check_in`")
            .paste(format!(
                "[handover]\n\
                 check_in = \"{check_in}\"\n\
                 # why = \"…\"            why it is {name}'s now\n\
                 # success = [\"…\"]      how both of you will see that it works\n\
                 # authority = \"…\"      from tell to delegate: how far {name} may go"
            )),
    ]
}
