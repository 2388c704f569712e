//! D14: what is called an assignment is more than labour.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Grade, Kind, Work};
use crate::text::words::list;

pub(crate) static RULE: Rule = Rule {
    id: "D14",
    name: "undersold-assignment",
    severity: Severity::Info,
    when: "`handover.kind` says assignment, yet the work is judgment or of high value.",
    why: "Judgment cannot be done to order. Whoever weighs cases without the right to decide them brings each back, and \
          work of high value stays as small as the order it was given with.",
    mend: "Make it a strategic handover: `kind = \"strategic\"`, an `authority` from agree on, and what they decide alone \
           in `decides`.",
    source: Source::Handover,
    practices: &[Practice::AssignmentOrStrategic],
    bad: "title = \"Which complaints get their money back\"\nowner = \"nora\"\ndelegate = \"milo\"\nwork = \"judgment\"\n[handover]\nkind = \"assignment\"",
    good: "title = \"Which complaints get their money back\"\nowner = \"nora\"\ndelegate = \"milo\"\nwork = \"judgment\"\n[handover]\nkind = \"strategic\"\nauthority = \"advise\"\ndecides = [\"refunds up to 100\"]",
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(contract), Some((_, taker))) = (case.contract(), case.parties()) else { return Vec::new() };
    let Some(kind) = contract.kind.as_ref().filter(|kind| kind.value == Kind::Assignment) else { return Vec::new() };
    let is_judgment = case.work.as_ref().is_some_and(|work| work.value == Work::Judgment);
    let is_valuable = case.note.value.as_ref().is_some_and(|value| value.value == Grade::High);
    let more: Vec<&str> = [(is_judgment, "calls for judgment"), (is_valuable, "is of high value")]
        .into_iter()
        .filter_map(|(holds, words)| holds.then_some(words))
        .collect();
    if more.is_empty() {
        return Vec::new();
    }
    let name = site.config.name_of(taker);
    vec![
        Draft::on(rule, case, at, kind.span)
            .people(case.owner())
            .says_of(case, |it| format!("{it} was given to {name} as an assignment, yet it {}", list(&more)))
            .help(format!(
                "set `kind = \"strategic\"`, and write with `authority` and `decides` what {name} may decide"
            )),
    ]
}
