//! Things to let go of: findings as one would tell them to the person, with whom the work could go to.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Links, Ref, SiteModel};
use crate::audit::Part;
use crate::model::Word as _;
use crate::site::recommendations::{NoteFindings, NoteGroup};
use crate::text::words::{count, decimal, sentence};

/// One thing to let go of.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Recommendation {
    /// What to do, as a sentence.
    advice: String,
    who: Vec<Ref>,
    /// What is the case, as a sentence.
    says: String,
    /// The note it is about; several where nothing but their number tells them apart.
    notes: Vec<Ref>,
    /// Those after them.
    rest: Option<Ref>,
    /// "2", or none where nobody has measured it.
    hours: Option<String>,
    /// "2 h a week", with what that is each time for slow work.
    hours_in_words: Option<String>,
    /// Whom it could go to, and why.
    taker: Option<TakerView>,
    /// Why nobody is named, where somebody is needed.
    no_taker: Option<String>,
    /// How to fix the note.
    help: String,
    /// Lines to write into the note.
    paste: Option<String>,
    rules: Vec<Ref>,
    severity: &'static str,
}

/// Whom the plan has for a note.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct TakerView {
    person: Ref,
    why: String,
    /// Lines to write into the note.
    lines: String,
}

/// The items that tell of `groups`.
pub(crate) fn recommendations(
    model: &SiteModel<'_>,
    links: &Links<'_>,
    groups: &[NoteGroup<'_>],
) -> Vec<Recommendation> {
    let view = |NoteGroup(things): &NoteGroup<'_>| match things.as_slice() {
        [thing] => item(model, links, thing),
        things => items_alike(model, links, things),
    };
    groups.iter().map(view).collect()
}

fn item(model: &SiteModel<'_>, links: &Links<'_>, thing: &NoteFindings<'_>) -> Recommendation {
    let worst = thing.findings[0];
    // An own line says what this house does instead; that beats advice for everybody.
    let told = thing.findings.iter().find(|finding| finding.rule.own_id().is_some()).unwrap_or(&worst);
    let is_doing = thing.parts.contains(&Part::Doing);
    let proposal = model.plan.proposal(thing.at).filter(|_| is_doing);
    let title = format!("“{}”", model.report.note(thing.at).title.value);
    let has_helpers = model.report.config().has_helpers();
    let advice = match &told.advice {
        Some(advice) if has_helpers => advice.about(&title),
        Some(_) => format!("Do less of {title}, or hire for it"),
        None => worst.message.clone(),
    };
    Recommendation {
        advice: sentence(&advice),
        who: links.people(&worst.people),
        says: model.report.sentence(worst, &worst.here),
        notes: vec![links.note(thing.at)],
        rest: None,
        hours: thing.hours.map(decimal),
        hours_in_words: thing.hours.map(|hours| model.report.case(thing.at).hours_in_words(hours)),
        no_taker: model.plan.missing(thing.at).filter(|_| is_doing && has_helpers).map(sentence),
        taker: taker(model, links, thing.at).filter(|_| is_doing),
        // What an own line says instead is told above; what is to be written is the same as ever.
        help: sentence(if told.rule.own_id().is_some() { NAME_A_DELEGATE } else { &told.help }),
        paste: proposal.map(|proposal| proposal.edit.lines.clone()).or_else(|| worst.paste.clone()),
        rules: thing.findings.iter().map(|finding| links.rule(&finding.rule)).collect(),
        severity: worst.severity.word(),
    }
}

/// Whom the plan has for a note, and what to write.
pub(super) fn taker(model: &SiteModel<'_>, links: &Links<'_>, at: usize) -> Option<TakerView> {
    let proposal = model.plan.proposal(at)?;
    let person = links.person(&proposal.taker);
    Some(TakerView { person, why: proposal.why.clone(), lines: proposal.edit.lines.clone() })
}

/// Several things of which nothing is known but that there are many.
fn items_alike(model: &SiteModel<'_>, links: &Links<'_>, things: &[NoteFindings<'_>]) -> Recommendation {
    const LISTED: usize = 3;
    let first = item(model, links, &things[0]);
    let worst = things[0].findings[0];
    let title = &model.report.note(things[0].at).title.value;
    let many = format!("“{title}” and {} more like it", things.len() - 1);
    let advice = worst.advice.as_ref().map(|advice| sentence(&advice.about(&many)));
    Recommendation {
        advice: advice.unwrap_or(first.advice),
        says: format!(
            "{}, and the same goes for {} in all.",
            model.report.sentence(worst, &worst.here).trim_end_matches('.'),
            count(things.len(), "note", "notes")
        ),
        notes: things.iter().take(LISTED).map(|thing| links.note(thing.at)).collect(),
        rest: Ref::more(things.len().saturating_sub(LISTED), &links.rule(&worst.rule)),
        taker: None,
        no_taker: None,
        paste: worst.paste.clone(),
        ..first
    }
}

const NAME_A_DELEGATE: &str = "name who does it from now on as `delegate`";
