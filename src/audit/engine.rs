//! From drafts to findings: which rule speaks, how severe the finding is, and which findings are accepted.

pub(in crate::audit) mod draft;
pub(in crate::audit) mod finding;
pub(in crate::audit) mod precedence;
pub(in crate::audit) mod setting;
pub(in crate::audit) mod suppression;
