//! Plain data: notes, settings, people, dates, places and paths.
//!
//! `input` fills it; every later stage reads it. [`Notes`] is sorted, indexed and immutable.

mod error;
mod index;
mod link;
mod note;
mod page_path;
mod place;
mod settings;
mod vocabulary;

pub(crate) use error::Error;
pub(crate) use index::{Flaw, Notes, Unreadable};
pub(crate) use link::{Fate, Missing, NOT_SHOWN, Target, leads_out, resolve};
pub(crate) use note::{
    Allow, Approval, Area, Automation, Body, Handover, HandsOn, Heading, Link, Note, Partner, Retrospective, Review,
    Roadblock,
};
pub(crate) use page_path::{page_path, safe_path, safe_segment};
pub(crate) use place::{At, Location, Problem, ProblemKind, Ruler, Span};
pub(crate) use settings::{
    Anchor, AuditSettings, BaseUrl, Config, Decision, KeyResult, NeverLine, NorthStar, Person, SubjectAllow,
    may_hold_password,
};
pub(crate) use vocabulary::{
    ApprovalOf, Audience, Authority, Cadence, Expertise, Grade, Impact, KeptBecause, Kind, Level, Novelty, Reason,
    ReviewOf, Role, Status, Support, Word, Work, choices,
};
