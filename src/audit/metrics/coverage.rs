//! Coverage: the share of the most important facts that notes declare.

use super::sum::ratio;
use crate::audit::site::Site;

/// How many facts are declared. Four count for each live note: known people, `work`, `cadence`, and `hours` or `each`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Coverage {
    pub(crate) declared: usize,
    pub(crate) of: usize,
}

impl Coverage {
    /// The share of declared facts. None without live notes.
    pub(crate) fn share(self) -> Option<f64> {
        (self.of > 0).then(|| ratio(self.declared, self.of))
    }

    /// The coverage of the live notes of a site.
    pub(super) fn of(site: &Site<'_>) -> Self {
        let mut coverage = Self::default();
        for case in site.cases.iter().filter(|case| case.is_live) {
            let note = case.note;
            let is_known = |id: &str| site.config.people.is_empty() || site.config.person(id).is_some();
            let everybody_is_known = note.owner.is_some() && note.people().all(|person| is_known(person));
            let facts = [
                everybody_is_known,
                note.work.is_some(),
                note.cadence.is_some(),
                note.hours.is_some() || note.each.is_some(),
            ];
            coverage.of += facts.len();
            coverage.declared += facts.into_iter().filter(|declared| *declared).count();
        }
        coverage
    }
}
