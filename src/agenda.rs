//! Dates ahead and dates that have passed: check-ins, revisits, ends and due dates of live notes, and due dates of anchors.
//!
//! Takes a [`Report`]; gives events sorted by date, for everybody or for one person. The agenda, the first page, the
//! pages of people and the calendars all read them here.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::audit::{Case, RuleRef};
use crate::model::{At, Cadence, Handover};
use crate::report::Report;
use crate::text::words::sentence;

/// Something that happens on a date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Event {
    pub(crate) date: Date,
    pub(crate) about: About,
    pub(crate) occasion: Occasion,
    /// Whom it concerns, each once. The person who has to act comes first.
    pub(crate) people: Vec<String>,
}

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// A note, by its place among all notes.
    Note(usize),
    /// An anchor, by its id.
    Anchor(String),
}

/// The kind of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Occasion {
    Due,
    HandsOnEnds,
    /// The acceptance of a rule's finding, by the rule's code.
    AcceptanceEnds(RuleRef),
    CheckIn,
    /// The set-up of the work is due for another look.
    Revisit,
}

/// All events, with the look-up by person.
#[derive(Debug)]
pub(crate) struct Agenda {
    /// Sorted by date.
    pub(crate) events: Vec<Event>,
    /// Contracts with a cadence for check-ins and no day to count from.
    pub(crate) undated: Vec<usize>,
    by_person: BTreeMap<String, Vec<usize>>,
    /// The next check-in of each contract, by the place of its note.
    check_ins: BTreeMap<usize, Date>,
}

impl Agenda {
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let mut events = Vec::new();
        let mut undated = Vec::new();
        let mut check_ins = BTreeMap::new();
        for (at, case) in report.audit.site.live() {
            events.extend(dates_of(case, at));
            events.extend(acceptances(report, case, at));
            if let Some((contract, people)) = contract(case) {
                match next_check_in(contract) {
                    Some(date) => {
                        check_ins.insert(at, date);
                        events.push(event(date, at, Occasion::CheckIn, people));
                    }
                    None if contract.check_in.as_ref().is_some_and(|rhythm| rhythm.is_recurring()) => undated.push(at),
                    None => {}
                }
            }
        }
        events.extend(anchors(report));
        events.sort();
        let mut by_person: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, event) in events.iter().enumerate() {
            for person in &event.people {
                by_person.entry(person.clone()).or_default().push(at);
            }
        }
        Self { events, undated, by_person, check_ins }
    }

    /// The date of the next check-in of a note; in the past if it is late.
    pub(crate) fn next_check_in(&self, at: usize) -> Option<Date> {
        self.check_ins.get(&at).copied()
    }

    /// The events that concern a person, sorted by date.
    pub(crate) fn of_person(&self, id: &str) -> impl Iterator<Item = &Event> {
        self.by_person.get(id).into_iter().flatten().map(|at| &self.events[*at])
    }
}

impl Occasion {
    /// What happens on a date ahead, in a few words.
    pub(crate) fn words(&self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::HandsOnEnds => "hands-on ends",
            Self::AcceptanceEnds(_) => "acceptance ends",
            Self::CheckIn => "check-in",
            Self::Revisit => "revisit",
        }
    }

    /// The same for a date that has passed.
    pub(crate) fn past_words(&self) -> &'static str {
        match self {
            Self::Due => "was due",
            Self::HandsOnEnds => "hands-on ended",
            Self::AcceptanceEnds(_) => "acceptance ended",
            Self::CheckIn => "check-in was due",
            Self::Revisit => "revisit was due",
        }
    }
}

impl Event {
    /// "Check-in", or "Check-in was due" if the date has passed.
    pub(crate) fn happens(&self, today: Date) -> String {
        let words = if self.date < today { self.occasion.past_words() } else { self.occasion.words() };
        sentence(words).trim_end_matches('.').to_owned()
    }
}

/// The Monday of the week of a date.
pub(crate) fn monday_of(date: Date) -> Date {
    date.saturating_sub(i32::from(date.weekday().to_monday_zero_offset()).days())
}

fn event<'p>(date: Date, note: usize, occasion: Occasion, people: impl IntoIterator<Item = &'p str>) -> Event {
    let mut seen = BTreeSet::new();
    let people = people.into_iter().filter(|person| seen.insert(*person)).map(str::to_owned).collect();
    Event { date, about: About::Note(note), occasion, people }
}

/// The dates in the note: due, the end of hands-on, revisit.
fn dates_of(case: &Case<'_>, at: usize) -> Vec<Event> {
    let note = case.note;
    // Only leaders have exceptions; in other notes the table has no effect.
    let hands_on = note.hands_on.as_ref().filter(|_| case.leader.is_some());
    let successor = hands_on.and_then(|table| table.successor.as_ref()).map(|successor| successor.value.as_str());
    let involved = || case.doer().into_iter().chain(case.owner());
    let on = |date: Option<&At<Date>>| date.map(|date| date.value);
    [
        on(note.due.as_ref()).map(|date| event(date, at, Occasion::Due, involved())),
        on(hands_on.and_then(|table| table.until.as_ref()))
            .map(|date| event(date, at, Occasion::HandsOnEnds, case.leader.into_iter().chain(successor))),
        on(note.revisit.as_ref())
            .map(|date| event(date, at, Occasion::Revisit, case.owner().into_iter().chain(case.doer()))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Ends of acceptances in use; of several for the same rule, the last one.
fn acceptances(report: &Report<'_>, case: &Case<'_>, at: usize) -> Vec<Event> {
    let mut ends: BTreeMap<&RuleRef, (Date, Vec<&str>)> = BTreeMap::new();
    for finding in report.of_note(at) {
        if let Some(accepted) = &finding.accepted {
            let (until, people) = ends.entry(&finding.rule).or_insert((accepted.until, Vec::new()));
            *until = (*until).max(accepted.until);
            people.extend(finding.people.iter().map(String::as_str));
        }
    }
    let concerned = |people: Vec<&'_ str>| -> Vec<String> {
        let owner = case.owner().filter(|_| people.is_empty());
        people.into_iter().chain(owner).map(str::to_owned).collect()
    };
    ends.into_iter()
        .map(|(rule, (until, people))| {
            let people = concerned(people);
            event(until, at, Occasion::AcceptanceEnds(rule.clone()), people.iter().map(String::as_str))
        })
        .collect()
}

/// The contract of a note that is handed over, with the taker and the giver.
fn contract<'c>(case: &Case<'c>) -> Option<(&'c Handover, [&'c str; 2])> {
    let (giver, taker) = case.parties()?;
    Some((case.contract()?, [taker, giver]))
}

/// The cadence counted from the last check-in, or from the day of the handover if that is later. Daily check-ins are on
/// working days.
fn next_check_in(contract: &Handover) -> Option<Date> {
    let rhythm = contract.check_in.as_ref()?.value;
    let last = contract.last_check_in.iter().chain(&contract.on).map(|date| date.value).max()?;
    let next = last.saturating_add(rhythm.days()?.days());
    let is_weekend = matches!(next.weekday(), Weekday::Saturday | Weekday::Sunday);
    Some(if rhythm == Cadence::Daily && is_weekend { monday_of(next).saturating_add(7.days()) } else { next })
}

fn anchors<'r>(report: &'r Report<'_>) -> impl Iterator<Item = Event> + 'r {
    let config = report.config();
    config.anchors.iter().filter_map(move |(id, anchor)| {
        let owner = anchor.owner.iter().map(|owner| owner.value.clone());
        Some(Event {
            date: anchor.due.as_ref()?.value,
            about: About::Anchor(id.clone()),
            occasion: Occasion::Due,
            people: owner.collect(),
        })
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::audit::{Suppressions, run, samples};

    /// Events of notes with these lines of front matter, as "2026-11-21 check-in milo nora".
    fn events(front_matter: &str) -> Vec<String> {
        let config = samples::config("");
        let text = format!("+++\ntitle = \"Sample\"\nowner = \"nora\"\n{front_matter}\n+++\n");
        let notes = samples::notes([("sample", text.as_str())]);
        let report = Report::new(run(&notes, &config, samples::TODAY, Suppressions::Apply), String::new());
        let agenda = Agenda::of(&report);
        let line = |event: &Event| format!("{} {} {}", event.date, event.occasion.words(), event.people.join(" "));
        agenda.events.iter().map(line).chain(agenda.undated.iter().map(|_| "undated".to_owned())).collect()
    }

    fn check_in(lines: &str) -> Vec<String> {
        events(&format!("delegate = \"milo\"\n[handover]\n{lines}"))
    }

    #[test]
    fn next_check_in_counts_from_the_later_of_last_check_in_and_handover() {
        assert_eq!(
            check_in("on = 2026-03-02\ncheck_in = \"weekly\"\nlast_check_in = 2026-11-14"),
            ["2026-11-21 check-in milo nora"]
        );
        assert_eq!(check_in("on = 2026-11-20\ncheck_in = \"biweekly\""), ["2026-12-04 check-in milo nora"]);
        assert_eq!(check_in("check_in = \"monthly\""), ["undated"]);
        assert_eq!(check_in("on = 2026-11-20\ncheck_in = \"once\""), [""; 0]);
    }

    #[test]
    fn daily_check_ins_skip_weekends() {
        assert_eq!(check_in("check_in = \"daily\"\nlast_check_in = 2026-11-20"), ["2026-11-23 check-in milo nora"]);
        assert_eq!(check_in("check_in = \"daily\"\nlast_check_in = 2026-11-18"), ["2026-11-19 check-in milo nora"]);
    }

    #[test]
    fn note_without_handover_has_no_check_in() {
        assert_eq!(events("[handover]\ncheck_in = \"weekly\"\nlast_check_in = 2026-11-14"), [""; 0]);
        let gone = "status = \"done\"\ndue = 2026-12-01\ndelegate = \"milo\"\n[handover]\non = 2026-11-01\n";
        assert_eq!(events(&format!("{gone}check_in = \"weekly\"")), [""; 0]);
    }

    #[test]
    fn each_date_names_the_people_it_concerns() {
        assert_eq!(
            events(
                "due = 2026-12-01\nrevisit = 2026-12-02\n[hands_on]\nreasons = [\"new\"]\nuntil = 2026-11-30\n\
                 successor = \"milo\""
            ),
            ["2026-11-30 hands-on ends nora milo", "2026-12-01 due nora", "2026-12-02 revisit nora"]
        );
        assert_eq!(
            events("delegate = \"milo\"\n[hands_on]\nreasons = [\"new\"]\nuntil = 2026-11-30"),
            [""; 0],
            "an exception is a leader's"
        );
    }

    #[test]
    fn acceptance_has_one_end() {
        let allow = "cadence = \"daily\"\narea = \"content\"\nwork = \"execution\"\n[[allow]]\nrule = \"N01\"\n\
                     because = \"launch\"\nuntil = 2026-12-15";
        assert_eq!(events(allow), ["2026-12-15 acceptance ends nora"]);
    }

    #[test]
    fn weeks_start_on_monday() {
        assert_eq!(monday_of(date(2026, 11, 23)), date(2026, 11, 23));
        assert_eq!(monday_of(date(2026, 11, 22)), date(2026, 11, 16));
        assert_eq!(monday_of(Date::MIN), Date::MIN);
    }
}
