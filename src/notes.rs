//! Plain data: what a note says, who is mentioned, and how to find both.
//!
//! Takes what `read` found; gives every later stage one sorted, indexed and immutable [`Notes`].

mod index;
mod link;
mod note;
mod page_path;
mod place;
mod vocabulary;

pub(crate) use index::{Flaw, Notes, Unreadable};
pub(crate) use link::{Fate, Missing, NOT_SHOWN, Target, leads_out, resolve};
pub(crate) use note::{
    Allow, Approval, Area, Automation, Body, Handover, HandsOn, Heading, Link, Note, Partner, Retrospective, Review,
    Roadblock,
};
pub(crate) use page_path::{page_path, safe_path, safe_segment};
pub(crate) use place::{At, Location, Problem, ProblemKind, Ruler, Span};
pub(crate) use vocabulary::{
    ApprovalOf, Audience, Authority, Cadence, Expertise, Grade, Impact, KeptBecause, Kind, Level, Novelty, Reason,
    ReviewOf, Role, Status, Support, Word, Work, choices,
};
