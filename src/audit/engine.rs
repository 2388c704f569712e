//! From drafts to findings: which of several rules reports a fact, how severe it is, and whether it is accepted.

pub(in crate::audit) mod draft;
pub(in crate::audit) mod finding;
pub(in crate::audit) mod precedence;
pub(in crate::audit) mod setting;
pub(in crate::audit) mod suppression;
