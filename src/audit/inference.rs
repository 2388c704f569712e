//! Facts that a note does not declare but its words suggest: work, area, cadence, approvals, reviews and beliefs.

pub(in crate::audit) mod beliefs;
pub(in crate::audit) mod inferred_facts;
pub(in crate::audit) mod lexicon;
pub(in crate::audit) mod measured;
pub(in crate::audit) mod own_lines;
pub(in crate::audit) mod phrases;
#[cfg(test)]
mod tests;
