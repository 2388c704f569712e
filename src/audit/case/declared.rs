//! Facts that a note declares and that nothing infers.
//!
//! Takes a case; gives one fact each. Rules read these facts here, not from the note.

use jiff::civil::Date;

use super::Case;
use crate::model::{
    Anchor, Approval, At, Automation, Config, Expertise, Grade, Handover, HandsOn, KeptBecause, Novelty, Partner,
    Review, Roadblock, Span, Status,
};

impl<'a> Case<'a> {
    pub(crate) fn title(&self) -> &'a str {
        &self.note.title.value
    }

    /// Where findings point if no key shows the fault.
    pub(crate) fn title_span(&self) -> Span {
        self.note.title.span
    }

    pub(crate) fn status(&self) -> Status {
        self.note.status
    }

    /// The owner as written, who may be a system.
    pub(crate) fn declared_owner(&self) -> Option<&'a At<String>> {
        self.note.owner.as_ref()
    }

    pub(crate) fn delegate(&self) -> Option<&'a At<String>> {
        self.note.delegate.as_ref()
    }

    pub(crate) fn contributors(&self) -> &'a [At<String>] {
        &self.note.contributors
    }

    /// Hours a week as written, not computed from the hours of one time.
    pub(crate) fn declared_hours(&self) -> Option<f64> {
        self.note.hours.as_ref().map(|hours| hours.value)
    }

    pub(crate) fn expertise(&self) -> Option<&'a At<Expertise>> {
        self.note.expertise.as_ref()
    }

    pub(crate) fn skills(&self) -> &'a [At<String>] {
        &self.note.skills
    }

    pub(crate) fn has_value(&self, grade: Grade) -> bool {
        self.note.value.as_ref().is_some_and(|value| value.value == grade)
    }

    /// The key that says the work is new, if it also has high stakes.
    pub(crate) fn new_with_high_stakes(&self) -> Option<Span> {
        let is_high = self.note.stakes.as_ref().is_some_and(|stakes| stakes.value == Grade::High);
        let novelty = self.note.novelty.as_ref().filter(|novelty| is_high && novelty.value == Novelty::New)?;
        Some(novelty.span)
    }

    /// Whether the note names an anchor, whether or not that anchor exists.
    pub(crate) fn names_anchor(&self) -> bool {
        self.note.anchor.is_some()
    }

    /// The anchor in site.toml that the note names.
    pub(crate) fn anchor<'c>(&self, config: &'c Config) -> Option<&'c Anchor> {
        config.anchor_of(self.note)
    }

    pub(crate) fn framework(&self) -> Option<&'a At<String>> {
        self.note.framework.as_ref()
    }

    pub(crate) fn kept_because(&self) -> Option<&'a At<KeptBecause>> {
        self.note.kept_because.as_ref()
    }

    pub(crate) fn started(&self) -> Option<&'a At<Date>> {
        self.note.started.as_ref()
    }

    pub(crate) fn due(&self) -> Option<&'a At<Date>> {
        self.note.due.as_ref()
    }

    pub(crate) fn finished(&self) -> Option<&'a At<Date>> {
        self.note.finished.as_ref()
    }

    pub(crate) fn revisit(&self) -> Option<&'a At<Date>> {
        self.note.revisit.as_ref()
    }

    /// `updated`, or else the latest dated line of the body, with its place. A dated line has no key, so its place is
    /// the title.
    pub(crate) fn last_update(&self) -> Option<(Date, Span)> {
        let updated = self.note.updated.as_ref().map(|updated| (updated.value, updated.span));
        updated.or(self.note.body.latest_date.map(|day| (day, self.title_span())))
    }

    /// Whether text stands below the front matter.
    pub(crate) fn has_text(&self) -> bool {
        !self.note.body.is_empty
    }

    pub(crate) fn has_retrospective(&self) -> bool {
        self.note.retrospective.is_some()
    }

    pub(crate) fn approval(&self) -> Option<&'a At<Approval>> {
        self.note.approval.as_deref()
    }

    pub(crate) fn review(&self) -> Option<&'a At<Review>> {
        self.note.review.as_deref()
    }

    pub(crate) fn automation(&self) -> Option<&'a At<Automation>> {
        self.note.automation.as_deref()
    }

    /// The `[handover]` table, whether or not the work is handed over.
    pub(crate) fn handover_table(&self) -> Option<&'a At<Handover>> {
        self.note.handover.as_deref()
    }

    pub(crate) fn hands_on_table(&self) -> Option<&'a At<HandsOn>> {
        self.note.hands_on.as_deref()
    }

    pub(crate) fn roadblock(&self) -> Option<&'a At<Roadblock>> {
        self.note.roadblock.as_deref()
    }

    pub(crate) fn partner(&self) -> Option<&'a At<Partner>> {
        self.note.partner.as_deref()
    }
}
