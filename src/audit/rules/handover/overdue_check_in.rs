//! D07: a check-in that was agreed is long past.

use jiff::civil::Date;

use crate::audit::case::Case;
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{At, Cadence};

pub(crate) static RULE: Rule = Rule {
    id: "D07",
    name: "overdue-check-in",
    severity: Severity::Warning,
    when: "The last check-in, or the handover itself, is longer ago than one and a half times what `check_in` says; \
           where it says daily, more than four days.",
    why: "A rhythm nobody keeps says that the work no longer matters, or that the other should manage alone. Both are \
          better said than left to be guessed.",
    mend: "Talk, and set `last_check_in`. If the rhythm is too dense for how well it goes, choose a slower one.",
    source: Source::Handover,
    practices: &[Practice::SupportAndFeedback],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\ncheck_in = \"weekly\"\nlast_check_in = 2026-11-10",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\ncheck_in = \"weekly\"\nlast_check_in = 2026-11-11",
    quality: Some(quality),
    marks: &[Mark::MovesWithTime],
    check: Check::Note(check),
    ..Rule::BLANK
};

/// A weekend and a day lie between two daily check-ins at most.
const DAYS_OF_DAILY: i32 = 4;

fn check(rule: &'static Rule, site: &Site<'_>, at: usize) -> Vec<Draft> {
    let case = &site.cases[at];
    let (Some(rhythm), Some((giver, taker))) = (Rhythm::of(case), case.parties()) else { return Vec::new() };
    let days = site.days_since(rhythm.last.value);
    if rhythm.is_kept(site) {
        return Vec::new();
    }
    let (giver, taker) = (site.config.name_of(giver), site.config.name_of(taker));
    let (every, last) = (rhythm.every, rhythm.last.value);
    let since = if rhythm.is_from_the_start { "they have not since it was handed over on" } else { "they last did on" };
    vec![
        Draft::on(rule, case, at, rhythm.last.span)
            .people(case.owner())
            .says_of(case, |it| {
                format!("{giver} and {taker} are to talk {every} about {it}; {since} {last}, {days} days ago")
            })
            .help(match every {
                Cadence::Quarterly => "talk, and set `last_check_in` to that day",
                _ => "talk, and set `last_check_in` to that day; or choose a slower `check_in`",
            }),
    ]
}

fn quality(site: &Site<'_>, case: &Case<'_>) -> Checks {
    Rhythm::of(case).map_or(Checks::NONE, |rhythm| Checks::all([rhythm.is_kept(site)]))
}

/// How often both wanted to talk, and when they last did.
struct Rhythm<'a> {
    every: Cadence,
    last: &'a At<Date>,
    /// The handover itself was the last time.
    is_from_the_start: bool,
}

impl<'a> Rhythm<'a> {
    fn of(case: &Case<'a>) -> Option<Self> {
        let contract = case.contract()?;
        let every = contract.check_in.as_ref()?.value;
        let (on, last) = (contract.on.as_ref(), contract.last_check_in.as_ref());
        let is_from_the_start = match (on, last) {
            (Some(on), Some(last)) => on.value > last.value,
            (on, _) => on.is_some(),
        };
        let last = if is_from_the_start { on } else { last }?;
        Some(Self { every, last, is_from_the_start })
    }

    fn is_kept(&self, site: &Site<'_>) -> bool {
        let days = site.days_since(self.last.value);
        match self.every {
            Cadence::Daily => days <= DAYS_OF_DAILY,
            every => every.days().is_none_or(|every| 2 * days <= 3 * every),
        }
    }
}
