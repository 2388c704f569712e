//! D05: a handover does not say why, what success is, or what is to be done.

use crate::audit::case::Case;
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::text::words::list;

pub(crate) static RULE: Rule = Rule {
    id: "D05",
    name: "unclear-expectations",
    severity: Severity::Warning,
    when: "A [handover] has no `why` or no `success`, or the note has no text below the front matter.",
    why: "Somebody who does not know the goal can only follow instructions. They have to guess the rest, and wrong \
          guesses have to be corrected.",
    fix: "Write `why` the work was handed over and what `success` is. Describe below the front matter what is to be \
           done, not how.",
    source: Source::Handover,
    practices: &[Practice::ClearExpectations],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nwhy = \"Milo knows every customer who comes\"",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\nwhy = \"Milo knows every customer who comes\"\nsuccess = [\"Forty talks a day\"]\n+++\nA stand for two days in May, with something to try.\n",
    quality: Some(quality),
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some([why, success, what]), Some((_, taker))) = (expectations(case), case.parties()) else {
        return Vec::new();
    };
    let open: Vec<&str> = [(why, "why it was handed over"), (success, "what success is"), (what, "what is to be done")]
        .into_iter()
        .filter_map(missing)
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let keys: Vec<&str> = [(why, "`why`"), (success, "`success`")].into_iter().filter_map(missing).collect();
    let table = (!keys.is_empty()).then(|| format!("add {} to [handover]", list(&keys)));
    let text = (!what).then(|| "describe below the front matter what is to be done".to_owned());
    let help: Vec<String> = table.into_iter().chain(text).collect();
    // A missing key is reported at the table, a missing text at the title.
    let header = case.contract().map(|contract| contract.span).filter(|_| !keys.is_empty());
    let name = site.config.name_of(taker);
    vec![
        Draft::on(rule, case, at, header.unwrap_or(case.title_span()))
            .people(case.owner())
            .says_of(case, |it| format!("{name} took over {it}, but the note does not say {}", list(&open)))
            .help(help.join(", and ")),
    ]
}

fn missing((is_there, words): (bool, &str)) -> Option<&str> {
    (!is_there).then_some(words)
}

fn quality(_: &Site<'_>, case: &Case<'_>) -> Checks {
    expectations(case).map_or(Checks::NONE, Checks::all)
}

/// Whether a contract says why, what success is, and what is to be done.
fn expectations(case: &Case<'_>) -> Option<[bool; 3]> {
    let contract = case.contract()?;
    Some([contract.why.is_some(), !contract.success.is_empty(), case.has_text()])
}
