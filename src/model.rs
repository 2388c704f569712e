//! Plain data: notes, settings, people, dates, places and paths.
//!
//! `input` fills it; every later stage reads it. [`Notes`] is sorted, indexed and immutable.

mod area;
mod base_url;
mod error;
mod fields;
mod index;
mod link;
mod note;
mod page_path;
mod place;
mod settings;
mod vocabulary;

pub(crate) use area::Area;
pub(crate) use base_url::{BaseUrl, may_hold_password};
pub(crate) use error::Error;
pub(crate) use fields::note::{
    Allow, Approval, Automation, FrontMatter, Handover, HandsOn, Partner, Retrospective, Review, Roadblock,
};
pub(crate) use fields::site::{Anchor, Decision, KeyResult, NeverLine, Person, Settings, SubjectAllow};
pub(crate) use fields::{Fields, TomlFile, TomlTable, date, is_id, note_schema, read_table, site_schema};
pub(crate) use index::{Flaw, Notes, Unreadable};
pub(crate) use link::{Fate, Missing, NOT_SHOWN, Target, leads_out, resolve};
pub(crate) use note::{Body, Heading, Link, Note};
pub(crate) use page_path::{page_path, safe_path, safe_segment};
pub(crate) use place::{At, LineIndex, Location, Problem, ProblemKind, Span};
pub(crate) use settings::Config;
pub(crate) use vocabulary::{
    ApprovalOf, Audience, Authority, Cadence, Expertise, Grade, Impact, KeptBecause, Kind, Level, Novelty, Reason,
    ReviewOf, Role, SetSeverity, Status, Support, Word, Work,
};
