//! One note: its front matter as typed facts with their places, and what its body holds.
//!
//! An absent or invalid fact is `None` or empty: unknown, never a default.

use jiff::civil::Date;

use super::{
    ApprovalOf, At, Audience, Authority, Cadence, Expertise, Grade, KeptBecause, Kind, Level, Novelty, Reason,
    ReviewOf, Span, Status, Support, Work,
};

/// A task note.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    /// Its path below `content/` without the extension.
    pub(crate) id: String,
    /// Its path below the site's root, with `/`.
    pub(crate) path: String,
    /// The whole file.
    pub(crate) text: String,
    pub(crate) body: Body,
    pub(crate) title: At<String>,
    pub(crate) owner: Option<At<String>>,
    pub(crate) delegate: Option<At<String>>,
    pub(crate) contributors: Vec<At<String>>,
    pub(crate) status: Status,
    pub(crate) work: Option<At<Work>>,
    pub(crate) area: Option<At<Area>>,
    pub(crate) cadence: Option<At<Cadence>>,
    pub(crate) hours: Option<At<f64>>,
    /// Hours one time takes.
    pub(crate) each: Option<At<f64>>,
    pub(crate) value: Option<At<Grade>>,
    pub(crate) stakes: Option<At<Grade>>,
    pub(crate) novelty: Option<At<Novelty>>,
    pub(crate) expertise: Option<At<Expertise>>,
    pub(crate) skills: Vec<At<String>>,
    pub(crate) anchor: Option<At<String>>,
    pub(crate) framework: Option<At<String>>,
    pub(crate) kept_because: Option<At<KeptBecause>>,
    pub(crate) tags: Vec<At<String>>,
    pub(crate) started: Option<At<Date>>,
    pub(crate) due: Option<At<Date>>,
    pub(crate) updated: Option<At<Date>>,
    pub(crate) finished: Option<At<Date>>,
    pub(crate) revisit: Option<At<Date>>,
    pub(crate) audience: Audience,
    pub(crate) approval: Option<Box<Approval>>,
    pub(crate) review: Option<Box<Review>>,
    pub(crate) handover: Option<Box<Handover>>,
    pub(crate) automation: Option<Box<Automation>>,
    pub(crate) hands_on: Option<Box<HandsOn>>,
    pub(crate) roadblock: Option<Box<Roadblock>>,
    pub(crate) partner: Option<Box<Partner>>,
    pub(crate) retrospective: Option<Box<Retrospective>>,
    pub(crate) allows: Vec<Allow>,
    pub(crate) extra: serde_json::Value,
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

/// The field of work; four are known to the never list, any other word is the team's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Area {
    Content,
    Distribution,
    Tooling,
    Visibility,
    Other(String),
}

impl Area {
    pub(crate) fn parse(word: &str) -> Self {
        match word {
            "content" => Self::Content,
            "distribution" => Self::Distribution,
            "tooling" => Self::Tooling,
            "visibility" => Self::Visibility,
            other => Self::Other(other.to_owned()),
        }
    }

    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Content => "content",
            Self::Distribution => "distribution",
            Self::Tooling => "tooling",
            Self::Visibility => "visibility",
            Self::Other(word) => word,
        }
    }
}

/// `[approval]`: someone has to say yes.
#[derive(Clone, Debug)]
pub(crate) struct Approval {
    pub(crate) by: Option<At<String>>,
    pub(crate) of: Option<At<ApprovalOf>>,
    pub(crate) hours: Option<At<f64>>,
}

/// `[review]`: someone looks at drafts or outcomes.
#[derive(Clone, Debug)]
pub(crate) struct Review {
    pub(crate) by: Option<At<String>>,
    pub(crate) of: Option<At<ReviewOf>>,
    pub(crate) hours: Option<At<f64>>,
}

/// `[handover]`: the contract between who gave the work and who took it.
#[derive(Clone, Debug)]
pub(crate) struct Handover {
    /// The table's header.
    pub(crate) span: Span,
    pub(crate) from: Option<At<String>>,
    pub(crate) kind: Option<At<Kind>>,
    pub(crate) on: Option<At<Date>>,
    pub(crate) authority: Option<At<Authority>>,
    pub(crate) why: Option<At<String>>,
    pub(crate) success: Vec<At<String>>,
    pub(crate) resources: Vec<At<String>>,
    pub(crate) decides: Vec<At<String>>,
    pub(crate) guardrails: Vec<At<String>>,
    pub(crate) kpis: Vec<At<String>>,
    pub(crate) check_in: Option<At<Cadence>>,
    pub(crate) last_check_in: Option<At<Date>>,
    pub(crate) support: Vec<At<Support>>,
    pub(crate) shaped_by: Vec<At<String>>,
    pub(crate) grows: Vec<At<String>>,
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

/// `[automation]`: a system does the steps.
#[derive(Clone, Debug)]
pub(crate) struct Automation {
    /// The table's header.
    pub(crate) span: Span,
    pub(crate) system: Option<At<String>>,
    pub(crate) decisions_by: Option<At<String>>,
}

/// `[hands_on]`: a leader is in the details on purpose, for a while.
#[derive(Clone, Debug)]
pub(crate) struct HandsOn {
    /// The table's header.
    pub(crate) span: Span,
    pub(crate) reasons: Vec<At<Reason>>,
    pub(crate) since: Option<At<Date>>,
    pub(crate) until: Option<At<Date>>,
    pub(crate) successor: Option<At<String>>,
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
            _ if self.successor_after(doer).is_none() => Some("its `successor` is who does it now".to_owned()),
            _ => None,
        }
    }
}

/// `[roadblock]`: what stands in the way, and who removes it.
#[derive(Clone, Debug)]
pub(crate) struct Roadblock {
    /// The table's header.
    pub(crate) span: Span,
    pub(crate) what: Option<At<String>>,
    pub(crate) since: Option<At<Date>>,
    pub(crate) by: Option<At<String>>,
}

/// `[partner]`: the counterpart outside.
#[derive(Clone, Debug)]
pub(crate) struct Partner {
    pub(crate) name: Option<At<String>>,
    pub(crate) level: Option<At<Level>>,
}

/// `[retrospective]`: what was learnt from handing it over.
#[derive(Clone, Debug)]
pub(crate) struct Retrospective {
    pub(crate) on: Option<At<Date>>,
    pub(crate) worked: Option<At<String>>,
    pub(crate) change: Option<At<String>>,
}

/// `[[allow]]`: findings of one rule accepted for a time. Only complete ones are kept.
#[derive(Clone, Debug)]
pub(crate) struct Allow {
    /// Id or name of the rule.
    pub(crate) rule: At<String>,
    pub(crate) because: At<String>,
    pub(crate) until: At<Date>,
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
