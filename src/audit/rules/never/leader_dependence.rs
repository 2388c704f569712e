//! N13: too much stops when leaders are away.

use crate::audit::method::Practice;
use crate::audit::metrics::dependence::Dependence;
use crate::audit::rule::{Check, Draft, Mark, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::{count, decimal};

pub(crate) static RULE: Rule = Rule {
    id: "N13",
    name: "leader-dependence",
    severity: Severity::Warning,
    when: "Of the live recurring work, weighted by hours, more stops when leaders are away than the limit allows; five or \
           more notes counted. One finding for the whole site.",
    why: "Growth that depends on one person's energy is capped by it. The share says how much of the week would simply \
          not happen.",
    mend: "Take the notes that stop one by one, most hours first: hand over, approve the framework, give the decision \
           away. Work that truly takes a leader is left out once `work = \"direction\"` or `expertise = \"leader\"` says so.",
    source: Source::NeverList,
    practices: &[Practice::NoFounderDependence],
    bad: "title = \"One of five or more recurring notes\"\nowner = \"nora\"\ncadence = \"weekly\"\nhours = 4",
    good: "title = \"One of five or more recurring notes\"\nowner = \"nora\"\ndelegate = \"milo\"\ncadence = \"weekly\"\nhours = 4",
    configure: Some("`max_leader_dependence` under [audit], a share from 0 to 1; 0.30 if absent."),
    marks: &[Mark::NeedsHelpers, Mark::NeedsManyNotes],
    check: Check::Site(check),
    ..Rule::BLANK
};

const FEWEST: usize = 5;
/// Sums of hours are not exact; a share at the limit is not above it.
const ROUNDING: f64 = 1e-9;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let limit = site.config.audit.max_leader_dependence;
    let Some(dependence) = Dependence::of(site) else { return Vec::new() };
    if dependence.counted < FEWEST || dependence.share <= limit + ROUNDING {
        return Vec::new();
    }
    vec![
        Draft::new(rule, Subject::Site, None)
            .people(site.config.leaders().map(|(id, _)| id))
            .says(format!(
                "{} % of the recurring work stops when leaders are away, {} of {}; the limit is {} %",
                decimal(dependence.share * 100.0),
                dependence.stopping.len(),
                count(dependence.counted, "note", "notes"),
                decimal(limit * 100.0)
            ))
            .help(if site.config.has_helpers() {
                "hand over the notes that stop, most hours first"
            } else {
                "there is nobody in site.toml to hand them to: stop some, do them less often, simplify them, or hire"
            })
            .notes(dependence.stopping),
    ]
}
