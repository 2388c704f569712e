//! Places in files, and the problems there.
//!
//! Takes byte offsets from parsers; gives the lines and columns that messages show.

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

/// A value and its place in the file.
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

/// A span in a file: in bytes, and as lines and columns, which count characters from 1.
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
    /// The location of `span` in `text`, the text of the file at `path`.
    pub(crate) fn new(path: &str, text: &str, span: Span) -> Self {
        LineIndex::default().locate(path, text, span)
    }

    /// The start of a file whose text is not known.
    pub(crate) fn start_of(path: &str) -> Self {
        Self::new(path, "", Span::default())
    }
}

/// Lines and columns at regular offsets of a text. With them, a place is found without counting from the start. This
/// matters for notes with many findings or very long lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineIndex(Vec<(usize, usize)>);

impl LineIndex {
    const STEP: usize = 1024;

    /// Indexes `text`. Later calls need the same text.
    pub(crate) fn of(text: &str) -> Self {
        let mut marks = vec![(1, 1)];
        let mut at = 0;
        while at + Self::STEP < text.len() {
            let from = text.floor_char_boundary(at);
            at += Self::STEP;
            marks.push(count_on(&text[from..text.floor_char_boundary(at)], marks[marks.len() - 1]));
        }
        Self(marks)
    }

    /// The location of `span` in `text`, the text of the file at `path`.
    pub(crate) fn locate(&self, path: &str, text: &str, span: Span) -> Location {
        let (line, column) = self.line_and_column(text, span.start);
        let (end_line, end_column) = self.line_and_column(text, span.end);
        Location { path: path.to_owned(), line, column, end_line, end_column, span }
    }

    fn line_and_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let end = text.floor_char_boundary(offset);
        let nearest = (end / Self::STEP).min(self.0.len().saturating_sub(1));
        let start = text.floor_char_boundary(nearest * Self::STEP);
        count_on(&text[start..end], self.0.get(nearest).copied().unwrap_or((1, 1)))
    }
}

/// The line and column after `text`, which starts at the given line and column.
fn count_on(text: &str, (line, column): (usize, usize)) -> (usize, usize) {
    match text.rfind('\n') {
        Some(last) => {
            let lines = text.bytes().filter(|byte| *byte == b'\n').count();
            (line + lines, text[last + 1..].chars().count() + 1)
        }
        None => (line, column + text.chars().count()),
    }
}

/// The kinds of problems in a file. Each is a rule of family C.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ProblemKind {
    Unreadable,
    /// A file that is not a note, for example a README.
    NoNote,
    MissingField,
    UnknownField,
    InvalidValue,
    PathCollision,
}

/// A problem in a file: its kind, its place, the message and the help.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) kind: ProblemKind,
    pub(crate) location: Location,
    pub(crate) message: String,
    pub(crate) help: String,
    /// The header of the table with the problem; empty at the top of a file and outside TOML.
    pub(crate) table: Span,
}

impl Problem {
    /// Whether it is about a value that is not in the file. The parser of broken TOML makes up such values.
    pub(crate) fn is_about_nothing(&self) -> bool {
        self.kind == ProblemKind::InvalidValue && self.location.span.start == self.location.span.end
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_count_characters() {
        let location = Location::new("x.md", "é = 1\nüü = 2\n", Span::new(9, 12));
        assert_eq!((location.line, location.column), (2, 2));
        assert_eq!((location.end_line, location.end_column), (2, 4));
    }

    #[test]
    fn offset_past_the_end_or_inside_a_character_is_moved_back() {
        assert_eq!(Location::new("x.md", "é", Span::new(1, 99)).column, 1);
    }

    proptest! {
        #[test]
        fn line_index_counts_as_from_the_top(text in "([ab]|é|\u{1F600}|\n|x{500}|é{400}){0,40}", at in 0..20_000_usize, length in 0..9_usize) {
            let span = Span::new(at, at + length);
            let measured = LineIndex::of(&text).locate("x.md", &text, span);
            let before = &text[..text.floor_char_boundary(at)];
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            prop_assert_eq!((measured.line, measured.column), (before.matches('\n').count() + 1, column));
            prop_assert_eq!(measured, Location::new("x.md", &text, span));
        }
    }
}
