//! The result of reading one source: a note or an unreadable file, and the problems.

use std::sync::Arc;

use super::audience;
use crate::model::{Flaw, Note, Problem, Unreadable};

/// The result of reading one source.
#[derive(Clone)]
pub(super) struct Outcome {
    pub(super) note: Option<Arc<Note>>,
    pub(super) unreadable: Option<Unreadable>,
    pub(super) problems: Vec<Problem>,
}

impl Outcome {
    pub(super) fn unreadable(path: String, flaw: Flaw, text: String, problems: Vec<Problem>) -> Self {
        let file = audience::unreadable(path, flaw, &text);
        Self { note: None, unreadable: Some(Unreadable { text: Some(text), ..file }), problems }
    }
}
