//! A fact about a note: its value, its place, and where it comes from.

use crate::model::{At, Span};

/// A fact with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fact<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
    pub(crate) origin: Origin,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A key of the note states it.
    Declared,
    /// No key states it; these words of the note suggest it.
    Inferred(Vec<String>),
}

impl<T> Fact<T> {
    pub(in crate::audit) fn declared(value: T, span: Span) -> Self {
        Self { value, span, origin: Origin::Declared }
    }

    /// The fact that a key states.
    pub(in crate::audit) fn of_key(at: &At<T>) -> Self
    where
        T: Clone,
    {
        Self::declared(at.value.clone(), at.span)
    }

    pub(crate) fn is_declared(&self) -> bool {
        self.origin == Origin::Declared
    }

    pub(crate) fn is_inferred(&self) -> bool {
        !self.is_declared()
    }

    /// The words it was inferred from; none for a declared fact.
    pub(crate) fn words(&self) -> &[String] {
        match &self.origin {
            Origin::Declared => &[],
            Origin::Inferred(words) => words,
        }
    }
}
