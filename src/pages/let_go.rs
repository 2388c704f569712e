//! Things to let go of: findings as one would tell them to the person, most hours first.
//!
//! Takes findings that put hours at stake; gives one item for each note and person, with whom it could go to.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Book, Links, Ref};
use crate::audit::{Finding, Part};
use crate::words::{decimal, hours_a_week, sentence};

/// One thing to let go of.
#[derive(Debug, Serialize)]
pub(crate) struct LetGo {
    /// What to do, as a sentence.
    advice: String,
    who: Ref,
    /// What is the case, as a sentence.
    says: String,
    note: Ref,
    /// "2", or none where nobody has measured it.
    hours: Option<String>,
    /// "2 h a week", with what that is each time for slow work.
    hours_in_words: Option<String>,
    /// Whom it could go to, and why.
    taker: Option<TakerView>,
    /// Why nobody is named, where somebody is needed.
    no_taker: Option<&'static str>,
    /// How to mend the note.
    help: String,
    /// Lines to write into the note.
    paste: Option<String>,
    rules: Vec<Ref>,
    severity: &'static str,
}

#[derive(Debug, Serialize)]
struct TakerView {
    person: Ref,
    why: String,
}

/// Items for all findings `concerned`, each note and person once, most hours first; the unmeasured ones last.
pub(crate) fn let_go<'f>(
    book: &Book<'_>,
    links: &Links<'_>,
    findings: impl Iterator<Item = &'f Finding>,
) -> Vec<LetGo> {
    let mut at_stake: Vec<&Finding> =
        findings.filter(|finding| finding.rule.is_reclaimable && finding.accepted.is_none()).collect();
    at_stake.sort_by(|a, b| (a.note(), &a.people, a.order()).cmp(&(b.note(), &b.people, b.order())));
    let mut items: Vec<(Option<f64>, usize, LetGo)> = at_stake
        .chunk_by(|a, b| (a.note(), &a.people) == (b.note(), &b.people))
        .filter_map(|group| item(book, links, group))
        .collect();
    items.sort_by(|a, b| {
        let weight = |hours: Option<f64>| hours.unwrap_or(-1.0);
        weight(b.0).total_cmp(&weight(a.0)).then_with(|| a.1.cmp(&b.1))
    });
    items.into_iter().map(|(_, _, item)| item).collect()
}

/// All findings on one note about one person, told by the worst of them.
fn item(book: &Book<'_>, links: &Links<'_>, group: &[&Finding]) -> Option<(Option<f64>, usize, LetGo)> {
    let worst = group.first()?;
    let at = worst.note()?;
    let case = book.report.case(at);
    let parts: BTreeSet<Part> = group.iter().flat_map(|finding| finding.parts.iter().copied()).collect();
    let hours = case.hours_in(&parts);
    let cadence = case.cadence.as_ref().map(|cadence| cadence.value);
    // An own line says what this house does instead; that beats advice for everybody.
    let told = group.iter().find(|finding| finding.rule.id == "N-ID").unwrap_or(worst);
    let taker = parts.contains(&Part::Doing).then(|| book.plan.taker(at)).flatten();
    let item = LetGo {
        advice: sentence(told.advice.as_ref().unwrap_or(&worst.message)),
        who: links.person(worst.people.first()?),
        says: sentence(&worst.here),
        note: links.note(at),
        hours: hours.map(decimal),
        hours_in_words: hours.map(|hours| hours_a_week(hours, cadence)),
        help: sentence(&told.help),
        paste: match taker {
            Some(taker) => Some(handover_lines(&taker.person)),
            None => worst.paste.clone(),
        },
        no_taker: (parts.contains(&Part::Doing) && taker.is_none()).then(|| why_nobody(book, at)),
        taker: taker.map(|taker| TakerView { person: links.person(&taker.person), why: taker.why.clone() }),
        rules: group.iter().map(|finding| links.rule(&finding.code)).collect(),
        severity: crate::notes::Word::word(worst.severity),
    };
    Some((hours, at, item))
}

/// What is missing for somebody to be named.
fn why_nobody(book: &Book<'_>, at: usize) -> &'static str {
    match (book.report.config().has_helpers(), book.report.note(at).skills.is_empty()) {
        (false, _) => "There is nobody in site.toml to hand it to.",
        (true, true) => "Name the skills it takes in the note, and somebody who has them is looked for.",
        (true, false) => "Nobody with the skills and the hours was found: teach it, hire for it, or do it less often.",
    }
}

/// What to write into a note that somebody takes; what only the two of them know stays to be filled in.
fn handover_lines(person: &str) -> String {
    format!(
        "delegate = \"{person}\"      # above the first table\n\n\
         [handover]\n\
         check_in = \"weekly\"\n\
         # why = \"…\"            the reason it goes to them\n\
         # success = [\"…\"]      how both of you will see that it works\n\
         # decides = [\"…\"]      what they decide without asking"
    )
}
