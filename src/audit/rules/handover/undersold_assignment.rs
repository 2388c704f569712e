//! D14: an assignment needs judgment or has high value.

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
    when: "`handover.kind` is assignment, but the work is judgment or of high value.",
    why: "Judgment needs the right to decide. Somebody without that right brings each case back. High-value work then \
          stays as small as the assignment.",
    fix: "Set `kind = \"strategic\"` and an `authority` of agree or above. List in `decides` what they decide alone.",
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
    let is_valuable = case.has_value(Grade::High);
    let more: Vec<&str> = [(is_judgment, "needs judgment"), (is_valuable, "is of high value")]
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
            .says_of(case, |it| format!("{it} was given to {name} as an assignment, but it {}", list(&more)))
            .help(format!("set `kind = \"strategic\"`, and write as `authority` and `decides` what {name} may decide")),
    ]
}
