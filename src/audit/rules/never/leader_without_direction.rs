//! N14: a leader has work, and none of it is direction.

use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule, Subject};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::Location;
use crate::text::words::count;

pub(crate) static RULE: Rule = Rule {
    id: "N14",
    name: "leader-without-direction",
    severity: Severity::Info,
    when: "A leader owns or does live work, and none of it is direction. There is one finding for each such leader.",
    why: "Either the leader's week has no room for direction, or the direction is not written down.",
    fix: "Write the direction you hold as notes with `work = \"direction\"`, such as positioning, markets and budget. \
           If there is none yet, plan the hours that you free for it.",
    source: Source::NeverList,
    practices: &[Practice::WhatAndWhy],
    bad: "title = \"Weekly numbers\"\nowner = \"nora\"\nwork = \"execution\"",
    good: "title = \"Which markets to enter\"\nowner = \"nora\"\nwork = \"direction\"",
    marks: &[Mark::NeedsHelpers],
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let config = site.config;
    config
        .leaders()
        .filter_map(|(id, person)| {
            let held: Vec<usize> = site
                .notes
                .mentioning(id)
                .map(|(at, _)| at)
                .filter(|at| site.cases[*at].is_live)
                .filter(|at| site.cases[*at].owner() == Some(id) || site.cases[*at].doer() == Some(id))
                .collect();
            let has_direction = held.iter().any(|at| site.cases[*at].is_direction());
            if held.is_empty() || has_direction {
                return None;
            }
            let location = Location::new(&config.path, &config.text, person.id.span);
            Some(
                Draft::new(rule, Subject::Entry(id.to_owned()), Some(location))
                    .people([id])
                    .says(format!(
                        "{} owns or does {}",
                        person.name(),
                        count(
                            held.len(),
                            "live note, which is not direction",
                            "live notes, and none of them is direction"
                        )
                    ))
                    .help("write the direction that this leader holds as notes with `work = \"direction\"`")
                    .notes(held),
            )
        })
        .collect()
}
