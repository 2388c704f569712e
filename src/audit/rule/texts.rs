//! Texts about a rule that pages and formats share.
//!
//! Takes a rule; gives words.

use super::{Mark, Rule};

impl Rule {
    /// The heading of its bad example.
    pub(crate) fn example_of(&self) -> &'static str {
        if self.has(Mark::SeenInSettings) { "Lines of site.toml it speaks on" } else { "A note it speaks on" }
    }

    /// The parts of its findings that a baseline compares, if not the default.
    pub(crate) fn in_baselines(&self) -> Option<&'static str> {
        let moves = "It comes and changes as days pass, though nobody touches a note: a baseline knows it by rule and note \
                     alone, and `--since` audits the earlier notes as of the same day.";
        let spreads =
            "It says one thing about many notes, on the first of them: a baseline knows it whichever note that is.";
        let of_mark = |mark, said| self.has(mark).then_some(said);
        of_mark(Mark::MovesWithTime, moves).or_else(|| of_mark(Mark::OnFirstNote, spreads))
    }

    /// The first clause of `when`. A dot inside a name does not end it.
    pub(crate) fn gist(&self) -> &'static str {
        let end = [". ", ": ", "; "].iter().filter_map(|mark| self.when.find(mark)).min();
        self.when[..end.unwrap_or(self.when.len())].trim_end_matches('.')
    }
}
