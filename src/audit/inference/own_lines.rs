//! Own lines: the lines that a site adds to the never list, as tables below `[never]` in site.toml.

use crate::audit::inference::phrases::Line;
use crate::model::{Config, NeverLine};

/// The tables below `[never]` that extend no built-in line, sorted by id.
pub(crate) fn own_lines(config: &Config) -> impl Iterator<Item = &NeverLine> {
    config.never.values().filter(|line| Line::parse(&line.id).is_none())
}
