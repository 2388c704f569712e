//! Texts about a rule that pages and formats share.
//!
//! Takes a rule; gives headings and sentences.

use super::{Mark, Rule};

impl Rule {
    /// The heading of its bad example.
    pub(crate) fn example_of(&self) -> &'static str {
        if self.has(Mark::ExamplesAreSettings) {
            "Lines of site.toml that it reports"
        } else {
            "A note that it reports"
        }
    }

    /// The parts of its findings that a baseline compares, if not the default.
    pub(crate) fn in_baselines(&self) -> Option<&'static str> {
        let of_date = "Findings of this rule depend on today's date. A baseline compares only their rule and file. \
                       `--since` audits the earlier notes with today's date.";
        let of_many = "One finding covers many notes and is shown at the first of them. A baseline ignores which note \
                       that is.";
        let of_mark = |mark, text| self.has(mark).then_some(text);
        of_mark(Mark::DependsOnDate, of_date).or_else(|| of_mark(Mark::OnFirstNote, of_many))
    }

    /// The first clause of `when`. A dot inside a name does not end it.
    pub(crate) fn gist(&self) -> &'static str {
        let end = [". ", ": ", "; "].iter().filter_map(|mark| self.when.find(mark)).min();
        self.when[..end.unwrap_or(self.when.len())].trim_end_matches('.')
    }
}
