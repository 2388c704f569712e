//! Figures: where leaders' hours go, what could be won back, what stops without them, and how well that is known.
//!
//! Takes cases and findings; gives sums in hours a week and shares from 0 to 1. What is not measured is counted, never
//! guessed.

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
pub(crate) use load::{is_too_much, past_due};
pub(crate) use quality::HandoverQuality;
pub(crate) use score::ScoreTerm;
pub(crate) use sum::Sum;
