//! A02: an anchor has no number or no due date.

use super::objective_without_key_results::{self, bare_objective};
use crate::audit::engine::setting::is_on;
use crate::audit::inference::measured::is_measured;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, RuleRef, Yield};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Anchor;
use crate::text::words::list;

pub(crate) static RULE: Rule = Rule {
    id: "A02",
    name: "vague-anchor",
    severity: Severity::Warning,
    when: "An anchor in site.toml has no number or no `due`. The number can be a key result, a `metric` with a \
           `target`, or a number in the title.",
    why: "With a number and a date, a leader can leave the path open. Without them nobody can tell whether the work is \
          on course. Leaders then start to check how it is done.",
    fix: "Add `metric` and `target`, or key results, and add `due`. A number in the title also counts.",
    source: Source::Autonomy,
    practices: &[Practice::StrategicAnchors],
    bad: "[anchors.regulars]\ntitle = \"Guests who come back\"",
    good: "[anchors.regulars]\ntitle = \"Guests who come back\"\nmetric = \"guests with a second visit (%)\"\ntarget = 40\ndue = 2027-06-30",
    yields_to: &[Yield::OnEntry(&objective_without_key_results::RULE)],
    marks: &[Mark::ExamplesAreSettings],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    site.config.anchors.values().filter_map(|anchor| check_anchor(rule, site, anchor)).collect()
}

fn check_anchor(rule: &'static Rule, site: &Site<'_>, anchor: &Anchor) -> Option<Draft> {
    let is_reported_elsewhere =
        bare_objective(anchor).is_some() && is_on(site.config, &RuleRef::BuiltIn(&objective_without_key_results::RULE));
    let lacks_number = !is_measured(anchor) && !is_reported_elsewhere;
    let lacks_day = anchor.due.is_none();
    let missing = match (lacks_number, lacks_day) {
        (true, true) => "has neither a number nor a due date",
        (true, false) => "has no number that shows when it is reached",
        (false, true) => "has no due date",
        (false, false) => return None,
    };
    // A missing number is reported at the title, where it could stand.
    let span = if lacks_number { anchor.title.span } else { anchor.id.span };
    Some(
        Draft::on_entry(rule, site, &anchor.id, span)
            .people(anchor.owner.as_ref().map(|owner| owner.as_str()))
            .says(format!("the anchor “{}” {missing}", anchor.title.value))
            .help(help(anchor, lacks_number, lacks_day)),
    )
}

fn help(anchor: &Anchor, lacks_number: bool, lacks_day: bool) -> String {
    let missing = [
        ("`metric`", lacks_number && anchor.metric.is_none()),
        ("`target`", lacks_number && anchor.target.is_none()),
        ("`due`", lacks_day),
    ];
    let keys: Vec<&str> = missing.into_iter().filter(|(_, is_missing)| *is_missing).map(|(key, _)| key).collect();
    let is_open = lacks_number && anchor.metric.is_none() && anchor.target.is_none();
    let instead = if is_open { "; or put the number into the title" } else { "" };
    format!("add {} to [anchors.{}]{instead}", list(&keys), anchor.id.value)
}
