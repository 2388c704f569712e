//! N11: execution was handed over before there was a framework for it.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::count;

pub(crate) static RULE: Rule = Rule {
    id: "N11",
    name: "handed-over-before-framework",
    severity: Severity::Warning,
    when: "Execution was handed over without a `framework` that exists and is active, blocked or done. A file or an \
           address counts. One finding for the whole site.",
    why: "Without positioning and a guide the taker has nothing to judge by, so every question comes back, and the first \
          disappointment looks like proof that it cannot be handed over.",
    mend: "Write the framework first, as a note of its own, and name it in each of the notes listed.",
    source: Source::NeverList,
    practices: &[Practice::FrameworksFirst],
    bad: "title = \"Shop banners\"\nowner = \"nora\"\ndelegate = \"milo\"\nwork = \"execution\"",
    good: "title = \"Shop banners\"\nowner = \"nora\"\ndelegate = \"milo\"\nwork = \"execution\"\nframework = \"https://example.com/banner-guide\"",
    marks: &[Mark::NeedsHelpers],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let without: Vec<usize> = site
        .cases
        .iter()
        .enumerate()
        .filter(|(_, case)| case.is_handed_over() && case.is_execution() && !case.has_framework(site.notes))
        .map(|(at, _)| at)
        .collect();
    if without.is_empty() {
        return Vec::new();
    }
    let draft = Draft::new(rule, Subject::Site, None);
    // Declared work speaks for itself; only where all of it was understood from words are they named.
    let works: Vec<_> = without.iter().filter_map(|at| site.cases[*at].work.as_ref()).collect();
    let is_inferred = works.iter().all(|work| work.is_inferred());
    let draft = works.into_iter().filter(|_| is_inferred).fold(draft, |draft, work| draft.rests_on(Some(work)));
    vec![
        draft
            .says(format!(
                "{} of execution handed over without a framework in force: {}",
                count(without.len(), "note", "notes"),
                site.named(&without)
            ))
            .help("write the guide they should follow, or finish the one that is only proposed, and name it as `framework` in each")
            .notes(without),
    ]
}
