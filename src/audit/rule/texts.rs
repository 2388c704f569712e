//! What pages and formats say of a rule, beside its own texts.

use super::{Mark, Rule};

impl Rule {
    /// What its bad example is an example of.
    pub(crate) fn example_of(&self) -> &'static str {
        if self.has(Mark::SeenInSettings) { "Lines of site.toml it speaks on" } else { "A note it speaks on" }
    }

    /// How a baseline knows its findings, where that is not as it knows others.
    pub(crate) fn in_baselines(&self) -> Option<&'static str> {
        let moves = "It comes and changes as days pass, though nobody touches a note: a baseline knows it by rule and note \
                     alone, and `--since` audits the earlier notes as of the same day.";
        let spreads =
            "It says one thing about many notes, on the first of them: a baseline knows it whichever note that is.";
        let of_mark = |mark, said| self.has(mark).then_some(said);
        of_mark(Mark::MovesWithTime, moves).or_else(|| of_mark(Mark::OnFirstNote, spreads))
    }

    /// When it speaks, up to the first mark that ends a thought; a dot inside a name ends none.
    pub(crate) fn gist(&self) -> &'static str {
        let end = [". ", ": ", "; "].iter().filter_map(|mark| self.when.find(mark)).min();
        self.when[..end.unwrap_or(self.when.len())].trim_end_matches('.')
    }
}
