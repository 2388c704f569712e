//! The parts of a note's work.

/// Which part of a note's work somebody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    Doing,
    Approving,
    Reviewing,
    Deciding,
}
