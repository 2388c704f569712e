//! One note: its facts, what the audit says, its text, and what links to it.

use schemars::JsonSchema;
use serde::Serialize;

use super::recommendations::{TakerView, taker};
use super::{Links, Page, Ref, SiteModel, View};
use crate::audit::{Case, Finding};
use crate::model::{Fate, Handover, HandsOn, Location, NOT_SHOWN, Note, Partner, Retrospective, Target, Word as _};
use crate::output::KeyBuilder;
use crate::report::Report;
use crate::site::html::Html;
use crate::site::markdown;
use crate::site::view::PageSource;
use crate::text::words::{day, hours, list, quoted, sentence};

/// The view of `notes/PATH.html`.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct NoteView {
    title: String,
    id: String,
    /// The file, below the git root.
    path: String,
    status: &'static str,
    owner: Option<Ref>,
    /// Who does it, where that is not the owner.
    delegate: Option<Ref>,
    /// Whom the plan has for it.
    taker: Option<TakerView>,
    /// Worst first; accepted ones last.
    findings: Vec<FindingView>,
    facts: Vec<FactView>,
    /// The terms of its handover, if it has any.
    contract: Vec<FactView>,
    /// The rendered Markdown.
    body: Html,
    has_body: bool,
    backlinks: Vec<Ref>,
    /// `[extra]` of the note.
    extra: serde_json::Value,
}

/// A key's meaning and its value: a text, or links.
#[derive(Debug, JsonSchema, Serialize)]
struct FactView {
    name: &'static str,
    text: Option<String>,
    links: Vec<Ref>,
    /// The words it was understood from, where it is not declared.
    inferred: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct FindingView {
    /// What `#…` names it by.
    anchor: String,
    severity: &'static str,
    says: String,
    help: String,
    rule: Ref,
    name: String,
    /// "line 12", or "site.toml, line 12".
    place: Option<String>,
    /// Lines to write into the note.
    paste: Option<String>,
    hours: Option<String>,
    inferred: Option<String>,
    /// The reason it is accepted for, if it is, and until when.
    accepted: Option<String>,
}

/// Whether a reader sees the note's title where the finding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShownOn {
    ItsNote,
    OtherPage,
}

impl View for NoteView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// What the page of a note is made from. Most pages are of notes, and it takes longer to make their views than to tell
/// whether they have changed.
pub(crate) struct NoteSource<'m> {
    model: &'m SiteModel<'m>,
    at: usize,
    context: Context,
}

impl<'m> NoteSource<'m> {
    pub(crate) fn new(model: &'m SiteModel<'m>, at: usize) -> Self {
        Self { model, at, context: Context::of(model, at) }
    }
}

impl PageSource for NoteSource<'_> {
    type View = NoteView;

    fn add_to(&self, key: &mut KeyBuilder) {
        let note = self.model.report.note(self.at);
        key.add_value(&self.context).add(&note.path).add(&note.text);
    }

    fn into_view(self) -> NoteView {
        note(self.model, self.at, self.context)
    }
}

/// What the page of a note shows that its text and the settings do not say: of the other notes, and what they make of it.
/// While it stays, and text and settings do, the page is the same.
#[derive(Debug, Serialize)]
struct Context {
    taker: Option<TakerView>,
    findings: Vec<FindingView>,
    framework: Option<Ref>,
    resources: Vec<Ref>,
    backlinks: Vec<Ref>,
    /// What becomes of each link of the body.
    fates: Vec<Fate>,
}

impl Context {
    fn of(model: &SiteModel<'_>, at: usize) -> Self {
        let report = model.report;
        let links = model.links(&Page::Note(at));
        let case = report.case(at);
        let (open, accepted): (Vec<&Finding>, Vec<&Finding>) =
            report.of_note(at).partition(|finding| finding.accepted.is_none());
        let told = open.into_iter().chain(report.listing_note(at)).chain(accepted);
        let resources = case.note.handover.iter().flat_map(|handover| &handover.resources);
        Self {
            taker: taker(model, &links, at),
            findings: told.map(|finding| finding_view(report, &links, finding, ShownOn::ItsNote)).collect(),
            framework: case.note.framework.as_ref().map(|framework| reference(report, &links, framework)),
            resources: resources.map(|what| reference(report, &links, what)).collect(),
            backlinks: model.backlinks.get(&at).into_iter().flatten().map(|from| links.note(*from)).collect(),
            fates: case.targets.iter().map(Target::fate).collect(),
        }
    }
}

fn note(model: &SiteModel<'_>, at: usize, context: Context) -> NoteView {
    let report = model.report;
    let links = model.links(&Page::Note(at));
    let case = report.case(at);
    let note = case.note;
    let Context { taker, findings, framework, resources, backlinks, fates: _ } = context;
    NoteView {
        title: note.title.value.clone(),
        id: note.id.clone(),
        path: report.outer_path(&note.path),
        status: note.status.word(),
        owner: case.owner().map(|owner| links.person(owner)),
        delegate: note.delegate.as_ref().map(|delegate| links.person(delegate)),
        taker,
        findings,
        facts: facts(report, &links, case, framework),
        contract: note
            .handover
            .as_ref()
            .map(|handover| contract(report, &links, handover, resources))
            .unwrap_or_default(),
        body: markdown::render(report.notes(), note, &links),
        has_body: !note.body.is_empty,
        backlinks,
        extra: note.extra.clone(),
    }
}

/// `title` says whether the note's title is in sight already.
pub(super) fn finding_view(report: &Report<'_>, links: &Links<'_>, finding: &Finding, on: ShownOn) -> FindingView {
    FindingView {
        anchor: format!("f-{}", finding.fingerprint),
        severity: finding.severity.word(),
        says: report.sentence(finding, if on == ShownOn::ItsNote { &finding.here } else { &finding.message }),
        help: sentence(&finding.help),
        rule: links.rule(&finding.rule),
        name: finding.name().to_owned(),
        place: finding.location.as_ref().map(|location| place(report, finding, location)),
        paste: finding.paste.clone().filter(|_| on == ShownOn::ItsNote),
        hours: finding.hours.map(|at_stake| format!("{} a week", hours(at_stake))),
        inferred: (!finding.inferred.is_empty()).then(|| quoted(&finding.inferred)),
        accepted: finding
            .accepted
            .as_ref()
            .map(|accepted| format!("{} (until {})", accepted.because, day(accepted.until))),
    }
}

/// The line; with the file, where that is not the note's.
fn place(report: &Report<'_>, finding: &Finding, location: &Location) -> String {
    match finding.note() {
        Some(_) => format!("line {}", location.line),
        None => format!("{}, line {}", report.outer_path(&location.path), location.line),
    }
}

fn text(name: &'static str, text: impl Into<String>) -> FactView {
    FactView { name, text: Some(text.into()), links: Vec::new(), inferred: None }
}

fn inferred(fact: FactView, words: &[String]) -> FactView {
    FactView { inferred: (!words.is_empty()).then(|| quoted(words)), ..fact }
}

fn linked(name: &'static str, links: Vec<Ref>) -> Option<FactView> {
    (!links.is_empty()).then_some(FactView { name, text: None, links, inferred: None })
}

fn facts(report: &Report<'_>, links: &Links<'_>, case: &Case<'_>, framework: Option<Ref>) -> Vec<FactView> {
    let note = case.note;
    let people = |ids: &[crate::model::At<String>]| ids.iter().map(|id| links.person(id)).collect::<Vec<_>>();
    let held = |by: Option<&crate::model::At<String>>, of: Option<&'static str>, hours: Option<f64>| {
        let who = by.map_or_else(|| "somebody".to_owned(), |by| report.config().name_of(by).to_owned());
        let of = of.map_or_else(String::new, |of| format!(", {of}"));
        let hours = hours.map_or_else(String::new, |at| format!(", {}", case.hours_in_words(at)));
        format!("{who}{of}{hours}")
    };
    let anchor = note.anchor.as_ref().map(|anchor| {
        text(
            "Anchor",
            report.config().anchors.get(&anchor.value).map_or(anchor.value.clone(), |found| found.title.value.clone()),
        )
    });
    let approval = note.approval.as_ref().map(|approval| {
        let of = approval.of.as_ref().map(|of| of.word());
        text("Approved by", held(approval.by.as_ref(), of, approval.hours.as_ref().map(|hours| hours.value)))
    });
    let review = note.review.as_ref().map(|review| {
        let of = review.of.as_ref().map(|of| of.word());
        text("Reviewed by", held(review.by.as_ref(), of, review.hours.as_ref().map(|hours| hours.value)))
    });
    let automation = note.automation.as_ref().map(|automation| {
        let name = |id: &crate::model::At<String>| report.config().name_of(id).to_owned();
        let system = automation.system.as_ref().map_or_else(|| "a system".to_owned(), name);
        let decides = automation.decisions_by.as_ref().map_or_else(String::new, |by| format!(", {} decides", name(by)));
        text("Steps done by", format!("{system}{decides}"))
    });
    let skills: Vec<&str> = note.skills.iter().map(|skill| skill.value.as_str()).collect();
    let tags: Vec<&str> = note.tags.iter().map(|tag| tag.value.as_str()).collect();
    [
        case.work.as_ref().map(|work| inferred(text("Kind of work", work.value.word()), work.words())),
        case.area.as_ref().map(|area| inferred(text("Area", area.value.word()), area.words())),
        case.cadence.as_ref().map(|cadence| inferred(text("Cadence", cadence.value.word()), cadence.words())),
        case.hours().map(|hours| text("Hours", case.hours_in_words(hours))),
        note.value.as_ref().map(|value| text("Worth", value.word())),
        note.stakes.as_ref().map(|stakes| text("Stakes", stakes.word())),
        note.novelty.as_ref().map(|novelty| text("Novelty", novelty.word())),
        note.expertise.as_ref().map(|expertise| text("Expertise", expertise.word())),
        note.kept_because.as_ref().map(|kept| text("Kept because of", kept.word())),
        (!skills.is_empty()).then(|| text("Skills", skills.join(", "))),
        anchor,
        framework.and_then(|framework| linked("Framework", vec![framework])),
        linked("Helped by", people(&note.contributors)),
        approval,
        review,
        automation,
        note.started.as_ref().map(|date| text("Started", day(date.value))),
        note.due.as_ref().map(|date| text("Due", day(date.value))),
        note.finished.as_ref().map(|date| text("Finished", day(date.value))),
        note.revisit.as_ref().map(|date| text("Looked at again", day(date.value))),
        latest(note).map(|date| text("Last progress", day(date))),
        note.hands_on.as_ref().map(|table| text("Hands-on", hands_on_in_words(report, table))),
        note.each.as_ref().filter(|_| case.hours().is_none()).map(|each| text("Each time", hours(each.value))),
        note.roadblock.as_ref().and_then(|found| found.what.as_ref()).map(|what| text("Roadblock", what.value.clone())),
        note.partner.as_ref().map(|partner| text("Partner", partner_in_words(partner))),
        note.retrospective.as_ref().map(|found| text("Retrospective", retrospective_in_words(found))),
        (!tags.is_empty()).then(|| text("Tags", tags.join(", "))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The last sign of progress: declared, else the latest dated entry of the body.
fn latest(note: &Note) -> Option<jiff::civil::Date> {
    note.updated.as_ref().map(|date| date.value).or(note.body.latest_date)
}

fn hands_on_in_words(report: &Report<'_>, table: &HandsOn) -> String {
    let reasons: Vec<&str> = table.reasons.iter().map(|reason| reason.word()).collect();
    let until = table.until.as_ref().map(|until| format!("until {}", day(until.value)));
    let successor = table.successor.as_ref().map(|successor| format!("then {}", report.config().name_of(successor)));
    let reasons = Some(list(&reasons)).filter(|reasons| !reasons.is_empty());
    reasons.into_iter().chain(until).chain(successor).collect::<Vec<_>>().join(", ")
}

fn partner_in_words(partner: &Partner) -> String {
    let name = partner.name.as_ref().map_or("somebody outside", |name| &name.value);
    partner.level.as_ref().map_or_else(|| name.to_owned(), |level| format!("{name}, {}", level.value))
}

fn retrospective_in_words(found: &Retrospective) -> String {
    let on = found.on.as_ref().map(|on| day(on.value));
    let worked = found.worked.as_ref().map(|worked| format!("worked: {}", worked.value));
    let change = found.change.as_ref().map(|change| format!("to change: {}", change.value));
    on.into_iter().chain(worked).chain(change).collect::<Vec<_>>().join(" · ")
}

/// A framework: a note with its page, an address, or the name of a file.
fn reference(report: &Report<'_>, links: &Links<'_>, framework: &str) -> Ref {
    match report.notes().position(framework) {
        Some(at) => links.note(at),
        None if report.notes().is_hidden(framework) => Ref::plain(NOT_SHOWN),
        None if framework.starts_with("https://") || framework.starts_with("http://") => {
            Ref { text: framework.to_owned(), href: Some(framework.to_owned()) }
        }
        None => Ref::plain(framework),
    }
}

fn contract(report: &Report<'_>, links: &Links<'_>, handover: &Handover, resources: Vec<Ref>) -> Vec<FactView> {
    let texts = |name: &'static str, items: &[crate::model::At<String>]| {
        let items: Vec<&str> = items.iter().map(|item| item.value.as_str()).collect();
        (!items.is_empty()).then(|| text(name, items.join(" · ")))
    };
    let decides: Vec<String> = handover.decides.iter().map(|what| report.config().decision_title(what)).collect();
    let support: Vec<&str> = handover.support.iter().map(|kind| kind.word()).collect();
    let kind = if handover.is_strategic() { "strategic: authority goes along" } else { "assignment" };
    [
        handover.from.as_ref().and_then(|from| linked("Given by", vec![links.person(from)])),
        Some(text("Kind", kind)),
        handover.on.as_ref().map(|on| text("On", day(on.value))),
        handover.authority.as_ref().map(|level| text("Authority", level.word())),
        handover.why.as_ref().map(|why| text("Why", why.value.clone())),
        texts("Success", &handover.success),
        linked("Resources", resources),
        (!decides.is_empty()).then(|| text("Decides alone", decides.join(" · "))),
        texts("Guardrails", &handover.guardrails),
        texts("Measured by", &handover.kpis),
        handover.check_in.as_ref().map(|cadence| text("Check-in", cadence.word())),
        handover.last_check_in.as_ref().map(|date| text("Last check-in", day(date.value))),
        (!support.is_empty()).then(|| text("Support", support.join(" · "))),
        linked("Shaped by", handover.shaped_by.iter().map(|id| links.person(id)).collect()),
        texts("Grows", &handover.grows),
    ]
    .into_iter()
    .flatten()
    .collect()
}
