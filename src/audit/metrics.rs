//! Figures: leaders' hours by kind of work, hours to let go of, work that stops without leaders, and coverage.
//!
//! Takes cases and findings; gives sums in hours a week and shares from 0 to 1. Parts without hours are counted, and
//! their hours are not estimated.

mod category;
mod coverage;
pub(in crate::audit) mod dependence;
mod figures;
mod leader;
pub(in crate::audit) mod load;
#[cfg(test)]
mod properties;
mod quality;
mod score;
mod sum;

pub(crate) use category::HourCategory;
pub(crate) use figures::Figures;
pub(crate) use leader::LeaderFigures;
pub(crate) use load::{is_overload, past_due};
pub(crate) use quality::HandoverQuality;
pub(crate) use score::ScoreTerm;
pub(crate) use sum::Sum;
