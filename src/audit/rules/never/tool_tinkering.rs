//! N05: a leader optimises tools.

use crate::audit::case::{Case, Part};
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Area, Config, Work};

pub(crate) static RULE: Rule = Rule {
    id: "N05",
    name: "tool-tinkering",
    severity: Severity::Error,
    when: "A leader does work in the area tooling that is neither direction nor judgment. If the work is done once, \
           the severity is one step lower.",
    why: "The people who use a tool every day know its settings best. There is always something more to improve in a \
          tool. A leader loses hours to it that others could spend better.",
    fix: "Say what the tool must achieve and what it may cost. Let the people who use it choose it and set it up.",
    source: Source::NeverList,
    practices: &[Practice::ToolOptimisation],
    bad: "title = \"Try the new layout tool\"\nowner = \"nora\"\nwork = \"execution\"\narea = \"tooling\"\ncadence = \"weekly\"",
    good: "title = \"Try the new layout tool\"\nowner = \"milo\"\nwork = \"execution\"\narea = \"tooling\"\ncadence = \"weekly\"",
    configure: Some("`phrases` under [never.tool-tinkering] adds words that identify this work."),
    line: Some("Tool-level optimisation"),
    missing_fact: Some(missing_fact),
    marks: &[Mark::Reclaimable, Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(leader), Some(area)) = (case.leader, &case.area) else { return Vec::new() };
    let decides = case.work.as_ref().is_some_and(|work| matches!(work.value, Work::Direction | Work::Judgment));
    if area.value != Area::Tooling || decides || !case.is_live || case.is_hands_on {
        return Vec::new();
    }
    let name = site.config.name_of(leader);
    let draft = Draft::on(rule, case, at, area.span)
        .concerns(leader, case, [Part::Doing])
        .depends_on(Some(area))
        .says_of(case, |it| format!("{name} does {it}: work on tools that their users could do"))
        .help("say what the tool must achieve, and name one of its users as `delegate`")
        .advice(|it| format!("Hand over {it} to the people who use the tool"));
    vec![if case.is_once() { draft.severity(rule.severity.lowered()) } else { draft }]
}

fn missing_fact(case: &Case<'_>, _: &Config) -> Option<&'static str> {
    case.leader.filter(|_| case.area.is_none()).map(|_| "area")
}
