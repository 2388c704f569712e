//! N-ID: a line that a site adds to the never list, from [never.ID] in site.toml.

use crate::audit::case::Part;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;

pub(crate) static RULE: Rule = Rule {
    id: "N-ID",
    name: "own-line",
    severity: Severity::Warning,
    when: "A leader does live work whose title, tags or headings match the `phrases` of [never.ID] in site.toml. Each \
           such table is a rule of its own, called N-ID. Its severity is not lowered for inferred facts, because the \
           phrases are your own.",
    why: "Every organisation has work that its leaders keep taking back. A line of your own finds this work in every \
          note.",
    fix: "Follow the `instead` text of that line. The finding quotes it.",
    source: Source::OwnList,
    practices: &[Practice::OwnLines],
    bad: "title = \"Send the payment reminders\"\nowner = \"nora\"",
    good: "title = \"Send the payment reminders\"\nowner = \"milo\"",
    configure: Some("[never.ID] with `title`, `instead` and `phrases`."),
    marks: &[Mark::Reclaimable, Mark::NeedsHelpers],
    check: Check::Note(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let Some(leader) = case.leader.filter(|_| case.is_live && !case.is_hands_on) else { return Vec::new() };
    let name = site.config.name_of(leader);
    case.own_lines
        .iter()
        .filter_map(|(id, fact)| {
            let line = site.config.never.get(id)?;
            let title = line.title.as_deref().unwrap_or(id);
            let instead = line.instead.as_deref().unwrap_or("name who does it from now on as `delegate`");
            let draft = Draft::on(rule, case, at, fact.span)
                .of_own_line(id)
                .concerns(leader, case, [Part::Doing])
                .depends_on(Some(fact))
                .says_of(case, |it| format!("{name} does {it}, which is on this site's never list: {title}"))
                .help(instead)
                .advice(|it| match &line.instead {
                    Some(instead) => format!("Stop doing {it} yourself. {instead}"),
                    None => format!("Hand over {it}"),
                });
            Some(draft)
        })
        .collect()
}
