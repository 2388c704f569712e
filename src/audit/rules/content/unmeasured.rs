//! C12: hours are missing, or look like hours for each time.

use crate::audit::rule::{Check, Draft, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Cadence;
use crate::text::words::count;

pub(crate) static RULE: Rule = Rule {
    id: "C12",
    name: "unmeasured",
    severity: Severity::Info,
    when: "Live notes that leaders do have no hours, or monthly or quarterly work has more than 20 hours a week. Such \
           hours were usually meant for each time. There is one finding of each kind for the whole site.",
    why: "Notes without hours cannot be sorted by the hours they would free.",
    fix: "Add `hours` a week, or `each` for the hours one time takes. An estimate is enough.",
    source: Source::NoteFormat,
    bad: "title = \"Plan the year\"\nowner = \"nora\"\nwork = \"direction\"",
    good: "title = \"Plan the year\"\nowner = \"nora\"\nwork = \"direction\"\nhours = 2",
    check: Check::Site(check),
    ..Rule::BLANK
};

const MAX_PLAUSIBLE_HOURS: f64 = 20.0;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let missing: Vec<usize> =
        site.live().filter(|(_, case)| case.leader.is_some() && case.hours().is_none()).map(|(at, _)| at).collect();
    if !missing.is_empty() {
        drafts.push(
            Draft::new(rule, Subject::Site, None)
                .key("missing")
                .says(format!(
                    "{} no hours: {}",
                    count(missing.len(), "live note of a leader has", "live notes of leaders have"),
                    site.named(&missing)
                ))
                .help("add `hours` a week, or `cadence` and `each` for the hours one time takes; an estimate is enough")
                .notes(missing),
        );
    }
    let meant_each: Vec<usize> = site
        .live()
        .filter(|(_, case)| case.declared_hours().is_some_and(|hours| hours > MAX_PLAUSIBLE_HOURS))
        .filter(|(_, case)| {
            case.cadence.as_ref().is_some_and(|found| matches!(found.value, Cadence::Monthly | Cadence::Quarterly))
        })
        .map(|(at, _)| at)
        .collect();
    if !meant_each.is_empty() {
        drafts.push(
            Draft::new(rule, Subject::Site, None)
                .key("meant each")
                .says(format!(
                    "{} more than {MAX_PLAUSIBLE_HOURS} hours a week: {}",
                    count(meant_each.len(), "monthly or quarterly note has", "monthly or quarterly notes have"),
                    site.named(&meant_each)
                ))
                .help("`hours` means hours a week; write the hours one time takes as `each` instead")
                .notes(meant_each),
        );
    }
    drafts
}
