//! N11: execution was handed over without a framework.

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
    when: "Execution was handed over without a `framework` in force. A file or an address is always in force. A note \
           is in force if it is active, blocked or done. There is one finding for the whole site.",
    why: "Without a guide nobody knows what good work is, so every question comes back to the leader. A bad first \
          result then seems to prove that handing over does not work.",
    fix: "Write the framework first, as a note of its own. Name it as `framework` in each listed note.",
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
    // The words are named only if the work of every note was inferred.
    let works: Vec<_> = without.iter().filter_map(|at| site.cases[*at].work.as_ref()).collect();
    let is_inferred = works.iter().all(|work| work.is_inferred());
    let draft = works.into_iter().filter(|_| is_inferred).fold(draft, |draft, work| draft.depends_on(Some(work)));
    vec![
        draft
            .says(format!(
                "{} handed over without a framework in force: {}",
                count(without.len(), "note of execution was", "notes of execution were"),
                site.named(&without)
            ))
            .help("write the guide, or finish a proposed one, and name it as `framework` in each note")
            .notes(without),
    ]
}
