//! One note: its front matter as typed values with their places, and what its body holds.
//!
//! An absent or invalid value is `None` or empty, unless its key has a default.

use std::ops::Deref;

use jiff::civil::Date;

use super::fields::note::{FrontMatter, Handover, HandsOn};
use super::place::{At, Span};
use super::vocabulary::{Authority, Kind};

/// A note.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    /// Its path below `content/` without the extension.
    pub(crate) id: String,
    /// Its path below the site's root, with `/`.
    pub(crate) path: String,
    /// The whole file.
    pub(crate) text: String,
    pub(crate) body: Body,
    /// Its `title`, or the name of its file where it has none.
    pub(crate) title: At<String>,
    pub(crate) front_matter: FrontMatter,
}

/// The keys of a note are read as fields of the note: `note.owner`.
impl Deref for Note {
    type Target = FrontMatter;

    fn deref(&self) -> &FrontMatter {
        &self.front_matter
    }
}

impl Note {
    /// Who says yes, to pieces or to rules.
    pub(crate) fn approver(&self) -> Option<&At<String>> {
        self.approval.as_ref()?.by.as_ref()
    }

    /// Who looks at drafts or outcomes.
    pub(crate) fn reviewer(&self) -> Option<&At<String>> {
        self.review.as_ref()?.by.as_ref()
    }

    /// Who decides for the system that does the steps.
    pub(crate) fn decider(&self) -> Option<&At<String>> {
        self.automation.as_ref()?.decisions_by.as_ref()
    }

    /// Every mention of a person, in the order of the format's documentation.
    pub(crate) fn people(&self) -> impl Iterator<Item = &At<String>> {
        let giver = self.handover.as_ref().and_then(|table| table.from.as_ref());
        let shapers = self.handover.iter().flat_map(|table| &table.shaped_by);
        let automation = self.automation.iter();
        let automation = automation.flat_map(|table| table.system.iter().chain(&table.decisions_by));
        let successor = self.hands_on.as_ref().and_then(|table| table.successor.as_ref());
        let remover = self.roadblock.as_ref().and_then(|table| table.by.as_ref());
        self.owner
            .iter()
            .chain(&self.delegate)
            .chain(&self.contributors)
            .chain(self.approver())
            .chain(self.reviewer())
            .chain(giver)
            .chain(shapers)
            .chain(automation)
            .chain(successor)
            .chain(remover)
    }
}

impl Handover {
    /// Declared, else strategic where authority or decisions went along; unknown otherwise.
    pub(crate) fn is_strategic(&self) -> bool {
        match &self.kind {
            Some(kind) => kind.value == Kind::Strategic,
            None => {
                self.authority.as_ref().is_some_and(|level| level.value >= Authority::Consult)
                    || !self.decides.is_empty()
            }
        }
    }
}

impl HandsOn {
    /// Who takes it from there; who does it now is no successor.
    pub(crate) fn successor_after(&self, doer: Option<&str>) -> Option<&At<String>> {
        self.successor.as_ref().filter(|successor| Some(successor.as_str()) != doer)
    }

    /// Why it does not count, if it does not: it needs a reason, an end that has not passed, and a successor other than
    /// who is hands-on.
    pub(crate) fn flaw(&self, doer: Option<&str>, today: Date) -> Option<String> {
        match (&self.until, &self.successor) {
            _ if self.reasons.is_empty() => Some("it gives no `reasons`".to_owned()),
            (None, _) => Some("it has no `until`".to_owned()),
            (Some(until), _) if until.value < today => Some(format!("it ended on {}", until.value)),
            (_, None) => Some("it has no `successor`".to_owned()),
            _ if self.successor_after(doer).is_none() => Some("its `successor` already does the work".to_owned()),
            _ => None,
        }
    }
}

/// What the Markdown below the front matter holds, as far as later stages ask.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    /// Where it starts in the note's text.
    pub(crate) start: usize,
    pub(crate) headings: Vec<Heading>,
    pub(crate) links: Vec<Link>,
    /// The latest date, not after today, that starts a list item or heading.
    pub(crate) latest_date: Option<Date>,
    /// Nothing but white space.
    pub(crate) is_empty: bool,
    /// Raw HTML stands in it and has to be cleaned.
    pub(crate) has_html: bool,
}

/// A heading of the body.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    pub(crate) text: String,
    /// Unique within the note; what `#…` in a link names.
    pub(crate) anchor: String,
}

/// A link or picture of the body, as written.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) destination: String,
    pub(crate) span: Span,
}
