//! Sums of hours, and shares of counts.

use std::collections::BTreeSet;

/// Hours a week, the number of parts without hours, and the notes they come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sum {
    pub(crate) hours: f64,
    pub(crate) unmeasured: usize,
    pub(crate) notes: BTreeSet<usize>,
}

impl Sum {
    pub(crate) fn add(&mut self, note: usize, hours: Option<f64>) {
        match hours {
            Some(hours) => self.hours += hours,
            None => self.unmeasured += 1,
        }
        self.notes.insert(note);
    }

    /// The hours, plus one hour for each part without hours.
    pub(crate) fn weight(&self) -> f64 {
        // A float holds counts of notes exactly.
        #[allow(clippy::cast_precision_loss)]
        let unmeasured = self.unmeasured as f64;
        self.hours + unmeasured
    }

    /// Whether it has no notes.
    pub(crate) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// The sum of sums.
    pub(in crate::audit) fn total<'s>(sums: impl Iterator<Item = &'s Self>) -> Self {
        sums.fold(Self::default(), |mut total, sum| {
            total.hours += sum.hours;
            total.unmeasured += sum.unmeasured;
            total.notes.extend(&sum.notes);
            total
        })
    }
}

/// `part` as a share of `whole`, from 0 to 1.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    // A float holds counts of facts exactly.
    #[allow(clippy::cast_precision_loss)]
    let ratio = part as f64 / whole as f64;
    ratio
}
