//! C04: a value that cannot be.

use crate::audit::inference::own_lines::own_lines;
use crate::audit::names::built_in;
use crate::audit::rule::{Catalogue, Check, Draft, Mark, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Location, ProblemKind, Role};

pub(crate) static RULE: Rule = Rule {
    id: "C04",
    name: "invalid-value",
    severity: Severity::Error,
    when: "A value is not among the valid ones: an unknown word, a quoted date, a date with a time, a future date for \
           something that has happened, hours below 0 or above 168, a [handover] that names nobody, a delegate who is \
           the owner, a system as owner, an acceptance of a rule that cannot be accepted.",
    why: "An invalid value counts as absent, so the audit would judge by less than the note says.",
    mend: "Write one of the valid values; the finding lists them.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\nhours = 200",
    good: "title = \"Shop banners\"\nowner = \"milo\"\nhours = 2",
    adopts: &[ProblemKind::InvalidValue],
    check: Check::WithCatalogue(check),
    ..Rule::BLANK
};

/// What only shows once people and rules are known.
fn check(rule: &'static Rule, site: &Site<'_>, catalogue: &Catalogue) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = (0..site.cases.len()).flat_map(|at| check_note(rule, site, catalogue, at)).collect();
    let config = site.config;
    let silent = own_lines(config).filter(|line| line.phrases.is_empty());
    for line in silent {
        let location = Location::new(&config.path, &config.text, line.id.span);
        drafts.push(
            Draft::new(rule, Subject::Config, Some(location))
                .severity(Severity::Warning)
                .key(format!("never {}", line.id.value))
                .says(format!("[never.{}] has no `phrases`, so it finds nothing", line.id.value))
                .help("add the words it is recognised by: phrases = [\"…\"]"),
        );
    }
    let off = config.audit.severity.iter().filter(|(_, severity)| severity == "off");
    for (word, named) in off
        .filter_map(|(word, _)| Some((word, built_in(catalogue, word)?)))
        .filter(|(_, named)| named.has(Mark::AlwaysOn))
    {
        let location = Location::new(&config.path, &config.text, word.span);
        drafts.push(
            Draft::new(rule, Subject::Config, Some(location))
                .key(format!("off {}", named.id))
                .says(format!("{} {} cannot be turned off", named.id, named.name))
                .help("take this line out; a file that should not be read gets a name that starts with `_`"),
        );
    }
    drafts
}

fn check_note(rule: &'static Rule, site: &Site<'_>, catalogue: &Catalogue, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let mut drafts = Vec::new();
    if let Some(owner) = case.note.owner.as_ref().filter(|owner| site.config.role(owner) == Some(Role::System)) {
        drafts.push(
            Draft::on(rule, case, at, owner.span)
                .people([owner.value.as_str()])
                .key("system as owner")
                .says(format!("{} is a system, and a system cannot be accountable", site.config.name_of(owner)))
                .help("name the person who answers for it as `owner`, and the system under [automation]"),
        );
    }
    let system = case.note.automation.as_ref().and_then(|automation| automation.system.as_ref());
    if let Some(system) = system.filter(|id| site.config.role(id).is_some_and(|role| role != Role::System)) {
        drafts.push(
            Draft::on(rule, case, at, system.span)
                .people(case.owner())
                .key("somebody as system")
                .says(format!("{} is no system, yet `automation.system` names them", site.config.name_of(system)))
                .help("name an id with role = \"system\", or make them the `delegate`"),
        );
    }
    for allow in &case.note.allows {
        if let Some(named) = built_in(catalogue, &allow.rule).filter(|named| named.has(Mark::NeverAllowed)) {
            drafts.push(
                Draft::on(rule, case, at, allow.rule.span)
                    .people(case.owner())
                    .key(format!("allow {}", named.id))
                    .says(format!("{} {} cannot be accepted", named.id, named.name))
                    .help("take this [[allow]] out and mend what the finding names"),
            );
        }
    }
    drafts
}
