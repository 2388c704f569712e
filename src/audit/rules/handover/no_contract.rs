//! D04: work was handed over, and no agreement is written down.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "D04",
    name: "no-contract",
    severity: Severity::Info,
    when: "Live work was handed over without a [handover]. Work that a system does needs none. Another rule covers \
           work that a member gave to a leader.",
    why: "Two people remember a spoken agreement differently. Three written lines show the difference on the first \
          day.",
    fix: "Add a [handover] with three keys first: `why` they have the work, what `success` is, and how often you \
           `check_in`.",
    source: Source::Handover,
    practices: &[Practice::ClearExpectations],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nwhy = \"Milo knows every customer who comes\"\nsuccess = [\"Forty talks a day\"]\ncheck_in = \"weekly\"",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some((giver, taker)), None) = (case.parties(), case.contract()) else { return Vec::new() };
    let (giver, name) = (site.config.name_of(giver), site.config.name_of(taker));
    let check_in = case.suggested_check_in();
    vec![
        Draft::on(rule, case, at, case.delegate().map_or(case.title_span(), |delegate| delegate.span))
            .people(case.owner())
            .says_of(case, |it| format!("{giver} gave {it} to {name} without a written agreement"))
            .help("add a [handover] with three keys first: `why`, `success` and `check_in`")
            .paste(format!(
                "[handover]\n\
                 check_in = \"{check_in}\"\n\
                 # why = \"…\"            why {name} has it now\n\
                 # success = [\"…\"]      what shows both of you that it works\n\
                 # authority = \"…\"      from tell to delegate: what {name} may decide"
            )),
    ]
}
