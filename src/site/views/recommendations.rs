//! Things to let go of: what findings advise, and who could take the work.

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
    /// What the finding says, as a sentence.
    says: String,
    /// The note it is about; the first few, if the same finding is on several notes.
    notes: Vec<Ref>,
    /// Those after them.
    rest: Option<Ref>,
    /// "2", or none if the hours are not known.
    hours: Option<String>,
    /// "2 h a week"; for infrequent work also the hours for one time.
    hours_in_words: Option<String>,
    /// Who could take it, and why.
    taker: Option<TakerView>,
    /// Why nobody could take it, if somebody is needed.
    no_taker: Option<String>,
    /// How to fix the note.
    help: String,
    /// The lines to write into the note.
    paste: Option<String>,
    rules: Vec<Ref>,
    severity: &'static str,
}

/// Who could take a note, as the plan proposes.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct TakerView {
    person: Ref,
    why: String,
    /// The lines to write into the note.
    lines: String,
}

/// One item for each group.
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
    // The advice of an own line is more specific than that of a built-in rule.
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
        // `advice` has what an own line says to do instead. The lines to write are the same as for all rules.
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

/// One item for several notes with the same finding and no hours.
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
            "{} {} this finding.",
            model.report.sentence(worst, &worst.here),
            count(things.len(), "note has", "notes have")
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
