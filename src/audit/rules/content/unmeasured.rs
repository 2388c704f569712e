//! C12: hours that are missing, or look like hours each time.

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
    when: "Live notes that leaders do have no hours; or monthly or quarterly work has more than 20 hours a week, which \
           usually were meant for each time. One finding for the whole site of either kind.",
    why: "What is not measured cannot be sorted by how much it would win back.",
    mend: "Add `hours` a week, or `each` for how long one time takes. A guess within an hour is enough.",
    source: Source::NoteFormat,
    bad: "title = \"Plan the year\"\nowner = \"nora\"\nwork = \"direction\"",
    good: "title = \"Plan the year\"\nowner = \"nora\"\nwork = \"direction\"\nhours = 2",
    check: Check::Site(check),
    ..Rule::BLANK
};

const SUSPICIOUS: f64 = 20.0;

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let missing: Vec<usize> =
        site.live().filter(|(_, case)| case.leader.is_some() && case.hours().is_none()).map(|(at, _)| at).collect();
    if !missing.is_empty() {
        drafts.push(
            Draft::new(rule, Subject::Site, None)
                .key("missing")
                .says(format!(
                    "{} of leaders without hours: {}",
                    count(missing.len(), "live note", "live notes"),
                    site.named(&missing)
                ))
                .help("add `hours` a week, or a `cadence` and how long one time takes as `each`; a guess is enough")
                .notes(missing),
        );
    }
    let meant_each: Vec<usize> = site
        .live()
        .filter(|(_, case)| case.note.hours.as_ref().is_some_and(|hours| hours.value > SUSPICIOUS))
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
                    "more than {SUSPICIOUS} hours a week on work done monthly or quarterly: {}",
                    site.named(&meant_each)
                ))
                .help("`hours` are a week's hours; write how long one time takes as `each` instead")
                .notes(meant_each),
        );
    }
    drafts
}
