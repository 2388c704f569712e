//! D07: an agreed check-in is overdue.

use jiff::civil::Date;

use crate::audit::case::Case;
use crate::audit::checks::Checks;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Mark, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{At, Cadence};
use crate::text::words::days_long;

pub(crate) static RULE: Rule = Rule {
    id: "D07",
    name: "overdue-check-in",
    severity: Severity::Warning,
    when: "The last check-in is longer ago than one and a half times the `check_in` interval. For daily check-ins the \
           limit is four days. If there was no check-in since the handover, the day of the handover counts.",
    why: "When check-ins stop, the person who took the work does not know why. The work may have become unimportant, \
          or they may be expected to manage alone.",
    fix: "Talk, and set `last_check_in`. If the work needs less contact, choose a longer interval.",
    source: Source::Handover,
    practices: &[Practice::SupportAndFeedback],
    bad: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\ncheck_in = \"weekly\"\nlast_check_in = 2026-11-10",
    good: "title = \"Trade fair stand\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\ncheck_in = \"weekly\"\nlast_check_in = 2026-11-11",
    quality: Some(quality),
    marks: &[Mark::DependsOnDate],
    check: Check::Note(check),
    ..Rule::BLANK
};

/// Allows a long weekend between two daily check-ins.
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
    let since = if rhythm.is_from_the_start { "there was none since the handover" } else { "the last was" };
    vec![
        Draft::on(rule, case, at, rhythm.last.span)
            .people(case.owner())
            .says_of(case, |it| {
                format!(
                    "{giver} and {taker} agreed on {every} check-ins about {it}; {since} on {last}, {} ago",
                    days_long(days)
                )
            })
            .help(match every {
                Cadence::Quarterly => "talk, and set `last_check_in` to that day",
                _ => "talk, and set `last_check_in` to that day; or choose a longer `check_in`",
            }),
    ]
}

fn quality(site: &Site<'_>, case: &Case<'_>) -> Checks {
    Rhythm::of(case).map_or(Checks::NONE, |rhythm| Checks::all([rhythm.is_kept(site)]))
}

/// The agreed interval, and the last day that counts.
struct Rhythm<'a> {
    every: Cadence,
    last: &'a At<Date>,
    /// The day of the handover counts, because no check-in has followed it.
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
