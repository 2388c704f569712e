//! What leaders should never do: each line on its own, who crosses it, and what to do instead.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Links, Page, Ref, SiteModel, View};
use crate::audit::{
    CATALOGUE, Case, Finding, Mark, MissingFact, Part, RuleRef, Setting, answer_to, own_rules, setting,
};
use crate::model::{KeptBecause, Status, Word as _, Work};
use crate::report::Report;
use crate::site::lists::{Scope, could_cross, skipped_notes};
use crate::text::words::{count, hours, list, list_some, quoted, sentence};

/// The view of `never.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct NeverView {
    intro: Vec<String>,
    /// What only leaders can do: their direction notes.
    only_leaders: Vec<LeaderDirection>,
    /// Leaders of whom no direction note was found; the first few of them.
    without_direction: Vec<Ref>,
    more_without_direction: Option<Ref>,
    /// Whether positioning and messaging exist, which have to before work can be handed over.
    ready: Vec<Readiness>,
    /// Crossed lines first, most hours first.
    lines: Vec<LineView>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct LeaderDirection {
    person: Ref,
    notes: Vec<Ref>,
    rest: Option<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Readiness {
    what: &'static str,
    /// The note that settles it, if there is one.
    note: Option<Ref>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct LineView {
    /// What `never.html#…` names it by.
    id: String,
    title: String,
    why: String,
    instead: String,
    rule: Ref,
    is_crossed: bool,
    /// Whether site.toml turned it off.
    is_off: bool,
    /// How it stands: "crossed 3 times, 4.5 h a week", "nobody is seen to cross it", "turned off in site.toml".
    state: String,
    crossings: Vec<Crossing>,
    /// How many more there are than those listed.
    more: usize,
    /// "2 accepted until their end", if any are.
    accepted: Option<String>,
    /// How many notes could not be judged, and what they lack.
    skipped: Option<String>,
    /// Where all notes are listed that some line cannot judge.
    skipped_notes: Option<Ref>,
    /// For the beliefs: each with its answer.
    answers: Vec<Answer>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Crossing {
    note: Ref,
    who: Ref,
    hours: Option<String>,
    says: String,
    instead: String,
    /// Whom it could go to.
    taker: Option<Ref>,
    severity: &'static str,
    /// The words it was understood from.
    inferred: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Answer {
    belief: &'static str,
    answer: String,
}

impl View for NeverView {
    fn title(&self) -> String {
        "What leaders should never do".to_owned()
    }
}

impl LineView {
    /// A line that is not looked at is neither crossed nor kept.
    fn turn_off(&mut self, setting: Setting) {
        if setting == Setting::Off {
            self.is_off = true;
            "turned off in site.toml".clone_into(&mut self.state);
            self.skipped = None;
            self.skipped_notes = None;
        }
    }
}

pub(crate) fn never(model: &SiteModel<'_>) -> NeverView {
    let report = model.report;
    let links = model.links(&Page::Never);
    let built_in = CATALOGUE.iter().filter_map(|rule| {
        let title = rule.line?;
        let own = report.config().never.get(rule.name);
        let built_in = RuleRef::BuiltIn(rule);
        let mut line = line(model, &links, &built_in);
        line.1.title = own.and_then(|own| own.title.clone()).unwrap_or_else(|| title.to_owned());
        rule.why.clone_into(&mut line.1.why);
        line.1.instead = own.and_then(|own| own.instead.clone()).unwrap_or_else(|| rule.fix.to_owned());
        line.1.skipped = skipped(report, rule.missing_fact);
        line.1.skipped_notes =
            line.1.skipped.as_ref().map(|_| links.to(&Page::Notes(Scope::Skipped, 0), "Which notes?"));
        line.1.turn_off(setting(report.config(), &built_in));
        if rule.has(Mark::AboutBeliefs) {
            line.1.answers = answers();
        }
        Some(line)
    });
    let own = own_rules(report.config()).map(|rule| {
        let never = rule.never_line(report.config());
        let mut line = line(model, &links, &rule);
        line.1.title = never.and_then(|never| never.title.clone()).unwrap_or_else(|| rule.name().to_owned());
        "A line of your own, from site.toml.".clone_into(&mut line.1.why);
        line.1.instead =
            never.and_then(|never| never.instead.clone()).unwrap_or_else(|| "Name who does it from now on.".to_owned());
        line.1.turn_off(setting(report.config(), &rule));
        line
    });
    let mut weighted: Vec<(f64, LineView)> = built_in.chain(own).collect();
    weighted
        .sort_by(|a, b| (b.1.is_crossed, b.0).partial_cmp(&(a.1.is_crossed, a.0)).unwrap_or(std::cmp::Ordering::Equal));
    let sorted: Vec<LineView> = weighted.into_iter().map(|(_, line)| line).collect();
    let (with, without): (Vec<LeaderDirection>, Vec<LeaderDirection>) =
        only_leaders(report, &links).into_iter().partition(|leader| !leader.notes.is_empty());
    NeverView {
        intro: intro(report, &sorted),
        only_leaders: with,
        more_without_direction: Ref::more(without.len().saturating_sub(MOST_WITHOUT), &links.to(&Page::Owners(0), "")),
        without_direction: without.into_iter().take(MOST_WITHOUT).map(|leader| leader.person).collect(),
        ready: readiness(report, &links),
        lines: sorted,
    }
}

fn intro(report: &Report<'_>, lines: &[LineView]) -> Vec<String> {
    let mut intro = vec!["Leaders decide what and why; systems and teams decide how and when.".to_owned()];
    if report.config().leaders().next().is_none() {
        intro.push(
            "Nobody is marked as a leader in site.toml, so no line can be crossed; the list is here to be read."
                .to_owned(),
        );
        return intro;
    }
    if report.notes().live_count() == 0 {
        intro.push("Nothing is live yet, so no line can be crossed; the list is here to be read.".to_owned());
        return intro;
    }
    let crossed = lines.iter().filter(|line| line.is_crossed).count();
    let on = lines.iter().filter(|line| !line.is_off).count();
    // What could be handed over without crossing a line is the plan's to tell.
    let by_rule = report.audit.figures.reclaimable_by_rule.iter();
    let by_line = by_rule.filter(|(rule, _)| rule.definition().is_of_never_list());
    let at_stake: f64 = by_line.map(|(_, sum)| sum.hours).sum();
    intro.push(match crossed {
        0 => format!("Of {on} lines, none is crossed as far as the notes tell."),
        crossed if at_stake > 0.0 => {
            let all = report.audit.figures.reclaimable.hours;
            // What crosses no line can be handed over all the same.
            let more = all - at_stake;
            let rest = if more < 0.05 { String::new() } else { format!(" The plan has {} more.", hours(more)) };
            format!("{crossed} of {on} lines are crossed today, for up to {} a week.{rest}", hours(at_stake))
        }
        1 => format!("One of {on} lines is crossed today."),
        crossed => format!("{crossed} of {on} lines are crossed today; no hours are measured."),
    });
    if on < lines.len() {
        intro.push(format!("{} in site.toml.", count(lines.len() - on, "line is turned off", "lines are turned off")));
    }
    intro
}

/// As many leaders without direction are named.
const MOST_WITHOUT: usize = 6;

/// A line lists at most this many crossings; its rule's page has more.
const MOST_CROSSINGS: usize = 12;

/// A line with its crossings, and the hours it costs for sorting.
fn line(model: &SiteModel<'_>, links: &Links<'_>, rule: &RuleRef) -> (f64, LineView) {
    let report = model.report;
    let (accepted, open): (Vec<&Finding>, Vec<&Finding>) =
        report.of_rule(rule).partition(|finding| finding.accepted.is_some());
    let at_stake: f64 = open.iter().filter_map(|finding| finding.hours).sum();
    let mut sorted = open.clone();
    sorted.sort_by(|a, b| b.hours.unwrap_or(-1.0).total_cmp(&a.hours.unwrap_or(-1.0)));
    let all = sorted.len();
    sorted.truncate(MOST_CROSSINGS);
    let crossings: Vec<Crossing> = sorted.iter().filter_map(|finding| crossing(model, links, finding)).collect();
    let view = LineView {
        id: rule.name().to_owned(),
        title: String::new(),
        why: String::new(),
        instead: String::new(),
        rule: links.rule(rule),
        is_crossed: !crossings.is_empty(),
        state: match (all, at_stake > 0.0, accepted.len()) {
            (0, _, 0) => "nobody is seen to cross it".to_owned(),
            (0, _, accepted) => format!("{accepted} accepted for a while"),
            (1, true, _) => format!("crossed once, {} a week", hours(at_stake)),
            (all, true, _) => format!("crossed {all} times, {} a week", hours(at_stake)),
            (1, false, _) => "crossed once".to_owned(),
            (all, false, _) => format!("crossed {all} times"),
        },
        is_off: false,
        more: all - crossings.len(),
        crossings,
        accepted: (!accepted.is_empty()).then(|| {
            let named: Vec<String> = accepted
                .iter()
                .filter_map(|finding| {
                    Some(format!(
                        "“{}” until {}",
                        report.note(finding.note()?).title.value,
                        finding.accepted.as_ref()?.until
                    ))
                })
                .collect();
            format!("Accepted for a while: {}.", list_some(&named, 5))
        }),
        skipped: None,
        skipped_notes: None,
        answers: Vec::new(),
    };
    (at_stake, view)
}

fn crossing(model: &SiteModel<'_>, links: &Links<'_>, finding: &Finding) -> Option<Crossing> {
    let report = model.report;
    let at = finding.note()?;
    Some(Crossing {
        note: links.note(at),
        who: links.person(finding.people.first()?),
        hours: finding.hours.map(|hours| report.case(at).hours_in_words(hours)),
        says: report.sentence(finding, &finding.here),
        instead: instead(model, links, at, finding),
        taker: taker(model, links, at, finding),
        severity: finding.severity.word(),
        inferred: (!finding.inferred.is_empty()).then(|| quoted(&finding.inferred)),
    })
}

/// Who could take what a leader does, and why; else how to fix the note.
fn instead(model: &SiteModel<'_>, links: &Links<'_>, at: usize, finding: &Finding) -> String {
    match (taker(model, links, at, finding), model.plan.proposal(at)) {
        (Some(_), Some(proposal)) if finding.rule.own_id().is_none() => sentence(&proposal.why),
        _ => sentence(&finding.help),
    }
}

fn taker(model: &SiteModel<'_>, links: &Links<'_>, at: usize, finding: &Finding) -> Option<Ref> {
    let is_doing = finding.parts.contains(&Part::Doing) && finding.rule.own_id().is_none();
    model.plan.proposal(at).filter(|_| is_doing).map(|proposal| links.person(&proposal.taker))
}

/// "6 notes could not be judged: 4 lack `area`, 2 lack `cadence`."
fn skipped(report: &Report<'_>, missing_fact: Option<MissingFact>) -> Option<String> {
    let missing_fact = missing_fact?;
    let mut lacking: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, case) in could_cross(report) {
        if let Some(fact) = missing_fact(case, report.config()) {
            *lacking.entry(fact).or_default() += 1;
        }
    }
    let all: usize = lacking.values().sum();
    if all == 0 {
        return None;
    }
    let facts: Vec<String> = lacking.keys().map(|fact| format!("`{fact}`")).collect();
    Some(format!("{} could not be judged for want of {}.", count(all, "note", "notes"), list(&facts)))
}

/// "3 live notes of leaders cannot be judged in full, for want of `area` and `cadence`."
pub(super) fn skipped_sentence(report: &Report<'_>, concerns: impl Fn(&Case<'_>) -> bool) -> Option<String> {
    let (notes, facts) = skipped_notes(report, concerns);
    let facts: Vec<String> = facts.into_iter().map(|fact| format!("`{fact}`")).collect();
    (!notes.is_empty()).then(|| {
        format!(
            "{} of leaders cannot be judged in full, for want of {}.",
            count(notes.len(), "live note", "live notes"),
            list(&facts)
        )
    })
}

fn answers() -> Vec<Answer> {
    KeptBecause::ALL
        .iter()
        .map(|belief| Answer {
            belief: match belief {
                KeptBecause::Voice => "Only I have the voice.",
                KeptBecause::Faster => "I am faster myself.",
                KeptBecause::Visible => "I must stay visible.",
                KeptBecause::Quality => "Quality will drop.",
            },
            answer: sentence(answer_to(Some(*belief))),
        })
        .collect()
}

fn only_leaders(report: &Report<'_>, links: &Links<'_>) -> Vec<LeaderDirection> {
    const MOST: usize = 6;
    report
        .config()
        .leaders()
        .map(|(id, person)| {
            let direction: Vec<usize> = report
                .notes()
                .mentioning(id)
                .filter(|(at, note)| {
                    let case = report.case(*at);
                    let holds = case.owner() == Some(id) || case.doer() == Some(id);
                    let counts = note.status.is_live() || note.status == Status::Done;
                    holds && counts && case.work.as_ref().is_some_and(|work| work.value == Work::Direction)
                })
                .map(|(at, _)| at)
                .collect();
            LeaderDirection {
                person: links.to(&Page::Owner(id.to_owned()), person.name()),
                rest: Ref::more(direction.len().saturating_sub(MOST), &links.person(id)),
                notes: direction.into_iter().take(MOST).map(|at| links.note(at)).collect(),
            }
        })
        .collect()
}

/// Looks for direction notes on positioning and on messaging, which come before any handover.
fn readiness(report: &Report<'_>, links: &Links<'_>) -> Vec<Readiness> {
    const WORDS: [(&str, &[&str]); 2] = [("positioning", &["positioning"]), ("messaging", &["messaging", "message"])];
    WORDS
        .into_iter()
        .map(|(what, words)| {
            let is_about = |text: &str| {
                let text = text.to_lowercase();
                text.split(|c: char| !c.is_alphanumeric())
                    .any(|word| words.contains(&word.trim_end_matches('s')) || words.contains(&word))
            };
            let found = report.notes().iter().position(|note| {
                let exists = matches!(note.status, Status::Active | Status::Blocked | Status::Done);
                let is_direction = note.work.as_ref().is_some_and(|work| work.value == Work::Direction);
                exists && is_direction && (is_about(&note.title) || note.tags.iter().any(|tag| is_about(tag)))
            });
            Readiness { what, note: found.map(|at| links.note(at)) }
        })
        .collect()
}
