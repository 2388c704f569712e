//! How many checks of a contract apply, and how many it passes.

/// Checks that apply to a contract, and those it passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Checks {
    pub(crate) passed: usize,
    pub(crate) applicable: usize,
}

impl Checks {
    /// No check applies.
    pub(crate) const NONE: Self = Self { passed: 0, applicable: 0 };

    /// Checks that all apply; `passed` says which pass.
    pub(crate) fn all<const N: usize>(passed: [bool; N]) -> Self {
        Self { passed: passed.into_iter().filter(|passed| *passed).count(), applicable: N }
    }
}

impl std::iter::Sum for Checks {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::NONE, |sum, checks| Self {
            passed: sum.passed + checks.passed,
            applicable: sum.applicable + checks.applicable,
        })
    }
}
