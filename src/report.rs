//! The audit arranged for readers: findings by note, by person and by rule, and which of them a run shows.
//!
//! Takes an audit; gives what formats and pages share.

pub(crate) mod baseline;
mod counts;
mod indexed;
mod selection;

pub(crate) use counts::Counts;
pub(crate) use indexed::{Place, Report};
pub(crate) use selection::{Compared, Selection, Shown, lies_below};
