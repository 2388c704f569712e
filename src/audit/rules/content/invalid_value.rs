//! C04: a value is invalid.

use crate::audit::inference::own_lines::own_lines;
use crate::audit::names::built_in;
use crate::audit::rule::{Catalogue, Check, Draft, Mark, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{Location, ProblemKind, Role, SetSeverity};

pub(crate) static RULE: Rule = Rule {
    id: "C04",
    name: "invalid-value",
    severity: Severity::Error,
    when: "A value is invalid. Examples are an unknown word, a quoted date, a date with a time, and hours below 0 or \
           above 168. Other examples are a future date for a past event, and a [handover] that names nobody. A \
           delegate who is the owner is invalid, and so is a system as owner. The same holds for an [[allow]] for a \
           rule that cannot be accepted.",
    why: "An invalid value counts as absent. The audit then knows less than the note says.",
    fix: "Write one of the valid values. The finding lists them.",
    source: Source::NoteFormat,
    bad: "title = \"Shop banners\"\nowner = \"milo\"\nhours = 200",
    good: "title = \"Shop banners\"\nowner = \"milo\"\nhours = 2",
    adopts: &[ProblemKind::InvalidValue],
    check: Check::WithCatalogue(check),
    ..Rule::BLANK
};

/// Checks values that depend on people or rules. The reader of files reports the others.
fn check(rule: &'static Rule, site: &Site<'_>, catalogue: &Catalogue) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = (0..site.cases.len()).flat_map(|at| check_note(rule, site, catalogue, at)).collect();
    let config = site.config;
    let without_phrases = own_lines(config).filter(|line| line.phrases.is_empty());
    for line in without_phrases {
        let location = Location::new(&config.path, &config.text, line.id.span);
        drafts.push(
            Draft::new(rule, Subject::Config, Some(location))
                .severity(Severity::Warning)
                .key(format!("never {}", line.id.value))
                .says(format!("[never.{}] has no `phrases`, so it matches nothing", line.id.value))
                .help("add the words to look for: phrases = [\"…\"]"),
        );
    }
    let off = config.audit.severity.iter().filter(|(_, severity)| *severity == SetSeverity::Off);
    for (word, named) in off
        .filter_map(|(word, _)| Some((word, built_in(catalogue, word)?)))
        .filter(|(_, named)| named.has(Mark::AlwaysOn))
    {
        let location = Location::new(&config.path, &config.text, word.span);
        drafts.push(
            Draft::new(rule, Subject::Config, Some(location))
                .key(format!("off {}", named.id))
                .says(format!("{} {} cannot be turned off", named.id, named.name))
                .help("remove this line; to leave a file out, start its name with `_`"),
        );
    }
    drafts
}

fn check_note(rule: &'static Rule, site: &Site<'_>, catalogue: &Catalogue, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let mut drafts = Vec::new();
    if let Some(owner) = case.declared_owner().filter(|owner| site.config.role(owner) == Some(Role::System)) {
        drafts.push(
            Draft::on(rule, case, at, owner.span)
                .people([owner.value.as_str()])
                .key("system as owner")
                .says(format!("{} is a system and cannot be an owner", site.config.name_of(owner)))
                .help("name the accountable person as `owner`, and the system under [automation]"),
        );
    }
    let system = case.automation().and_then(|automation| automation.system.as_ref());
    if let Some(system) = system.filter(|id| site.config.role(id).is_some_and(|role| role != Role::System)) {
        drafts.push(
            Draft::on(rule, case, at, system.span)
                .people(case.owner())
                .key("somebody as system")
                .says(format!("`automation.system` names {}, who is not a system", site.config.name_of(system)))
                .help("name an id with role = \"system\", or make them the `delegate`"),
        );
    }
    for allow in &case.note.allow {
        if let Some(named) = built_in(catalogue, &allow.rule).filter(|named| named.has(Mark::NeverAllowed)) {
            drafts.push(
                Draft::on(rule, case, at, allow.rule.span)
                    .people(case.owner())
                    .key(format!("allow {}", named.id))
                    .says(format!("{} {} cannot be accepted", named.id, named.name))
                    .help("remove this [[allow]], and fix what the finding names"),
            );
        }
    }
    drafts
}
