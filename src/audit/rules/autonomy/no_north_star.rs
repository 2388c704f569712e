//! A03: strategic handovers exist without a north star.

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
    when: "Strategic handovers exist, and site.toml has no [north_star]. There is one finding for the whole site.",
    why: "People who decide for themselves move in different directions unless they share one goal. One sentence that \
          all of them know replaces many meetings.",
    fix: "Add [north_star] to site.toml. Write one sentence as `title`: what is different once all of this has \
           worked.",
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
                "{}, and site.toml has no [north_star]: {}",
                count(strategic.len(), "strategic handover exists", "strategic handovers exist"),
                site.named(&strategic)
            ))
            .help("add [north_star] to site.toml with one sentence as `title`: what is different once all of this has worked")
            .notes(strategic),
    ]
}
