//! N13: too much work stops when leaders are away.

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
    when: "More recurring work stops when leaders are away than the limit allows. The share is weighted by hours and \
           needs at least five live notes. There is one finding for the whole site.",
    why: "Growth that depends on one person is limited by that person's energy. The share shows how much of the week's \
          work would not be done.",
    fix: "Go through the listed notes, most hours first. Hand the work over, approve its framework, or give the \
           decision away. The share leaves out notes with `work = \"direction\"` or `expertise = \"leader\"`.",
    source: Source::NeverList,
    practices: &[Practice::NoFounderDependence],
    bad: "title = \"One of five or more recurring notes\"\nowner = \"nora\"\ncadence = \"weekly\"\nhours = 4",
    good: "title = \"One of five or more recurring notes\"\nowner = \"nora\"\ndelegate = \"milo\"\ncadence = \"weekly\"\nhours = 4",
    configure: Some("`max_leader_dependence` under [audit], a share from 0 to 1. The default is 0.30."),
    marks: &[Mark::NeedsHelpers, Mark::NeedsManyNotes],
    check: Check::Site(check),
    ..Rule::BLANK
};

const MIN_NOTES: usize = 5;
/// Sums of hours are not exact. A share at the limit must not count as above it.
const ROUNDING: f64 = 1e-9;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let limit = site.config.audit.max_leader_dependence;
    let Some(dependence) = Dependence::of(site) else { return Vec::new() };
    if dependence.counted < MIN_NOTES || dependence.share <= limit + ROUNDING {
        return Vec::new();
    }
    vec![
        Draft::new(rule, Subject::Site, None)
            .people(site.config.leaders().map(|(id, _)| id))
            .says(format!(
                "{} % of the recurring work ({} of {}) stops when leaders are away; the limit is {} %",
                decimal(dependence.share * 100.0),
                dependence.stopping.len(),
                count(dependence.counted, "note", "notes"),
                decimal(limit * 100.0)
            ))
            .help(if site.config.has_helpers() {
                "hand over the listed notes, most hours first"
            } else {
                "nobody in site.toml could take the listed notes: stop some, do them less often, simplify them, or hire"
            })
            .notes(dependence.stopping),
    ]
}
