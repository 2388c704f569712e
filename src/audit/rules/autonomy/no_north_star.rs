//! A03: strategic work is handed over, and nobody has written what it is all for.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::count;

pub(crate) static RULE: Rule = Rule {
    id: "A03",
    name: "no-north-star",
    severity: Severity::Info,
    when: "Strategic handovers exist, and site.toml has no [north_star]. One finding for the whole site.",
    why: "Several people who decide for themselves drift apart unless they walk towards the same thing. One sentence that \
          all of them know replaces many meetings.",
    mend: "Write one sentence about what will be different when all of this has worked as [north_star] in site.toml, and \
           point the anchors at it.",
    source: Source::Autonomy,
    practices: &[Practice::NorthStar],
    bad: "title = \"Evening courses\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nkind = \"strategic\"",
    good: "# in site.toml\n[north_star]\ntitle = \"Everybody in the valley can repair a bicycle by 2030\"",
    marks: &[Mark::NeedsManyNotes],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let strategic: Vec<usize> = site
        .cases
        .iter()
        .enumerate()
        .filter(|(_, case)| case.strategic_contract().is_some())
        .map(|(at, _)| at)
        .collect();
    if strategic.is_empty() || site.config.north_star.is_some() {
        return Vec::new();
    }
    vec![
        Draft::new(rule, Subject::Site, None)
            .people(site.config.leaders().map(|(id, _)| id))
            .says(format!(
                "{} without a north star to steer by: {}",
                count(strategic.len(), "strategic handover", "strategic handovers"),
                site.named(&strategic)
            ))
            .help("add [north_star] to site.toml, with one sentence as its `title`: what is different when all of this has worked")
            .notes(strategic),
    ]
}
