//! Places in files: byte spans, lines and columns, and what was wrong there.
//!
//! Takes byte offsets as parsers give them; gives the lines and columns people read.

use std::ops::Deref;

/// A range of bytes in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// A value and the place that says it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

impl<T> At<T> {
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A span with the file it lies in, in bytes and as people count: from line 1, column 1, in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Location {
    /// Below the site's root, with `/`.
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
    pub(crate) span: Span,
}

impl Location {
    /// Where `span` lies in `text`, the contents of the file at `path`.
    pub(crate) fn new(path: &str, text: &str, span: Span) -> Self {
        let (line, column) = line_and_column(text, span.start);
        let (end_line, end_column) = line_and_column(text, span.end);
        Self { path: path.to_owned(), line, column, end_line, end_column, span }
    }

    /// The beginning of a file whose text is not at hand.
    pub(crate) fn start_of(path: &str) -> Self {
        Self::new(path, "", Span::default())
    }
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

/// What the reader can find wrong; each is a rule of family C.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ProblemKind {
    Unreadable,
    /// A file that is no note and need not be one, such as a README.
    NoNote,
    MissingField,
    UnknownField,
    InvalidValue,
    PathCollision,
}

/// Something wrong in a file, said once: what, where, and what to do.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) kind: ProblemKind,
    pub(crate) location: Location,
    pub(crate) message: String,
    pub(crate) help: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let location = Location::new("x.md", "é = 1\nüü = 2\n", Span::new(9, 12));
        assert_eq!((location.line, location.column), (2, 2));
        assert_eq!((location.end_line, location.end_column), (2, 4));
    }

    #[test]
    fn an_offset_past_the_end_or_inside_a_character_is_moved_back() {
        assert_eq!(Location::new("x.md", "é", Span::new(1, 99)).column, 1);
    }
}
