//! The row of tokens with a place in it: what all of the grammar is read with.

use crate::model::{At, Span};

use super::token::{Token, tokens};

/// Nesting beyond this is refused: well above what the engine takes, well below what the stack does.
const DEEPEST: usize = 200;

/// What could be read, or the place where reading ended.
pub(super) type Read<T> = Result<T, Span>;

/// Reads one template.
pub(super) struct Reader<'t> {
    tokens: Vec<At<Token<'t>>>,
    at: usize,
    depth: usize,
    end: Span,
    /// Names that are set, as often as they are.
    pub(super) sets: Vec<&'t str>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Read<Self> {
        let end = Span::new(text.len(), text.len());
        Ok(Self { tokens: tokens(text)?, at: 0, depth: 0, end, sets: Vec::new() })
    }

    pub(super) fn peek(&self) -> Option<Token<'t>> {
        self.peek_at(0)
    }

    /// The token `ahead` of the next one.
    pub(super) fn peek_at(&self, ahead: usize) -> Option<Token<'t>> {
        self.tokens.get(self.at + ahead).map(|token| token.value)
    }

    /// Where the next token stands.
    pub(super) fn place(&self) -> Span {
        self.tokens.get(self.at).map_or(self.end, |token| token.span)
    }

    /// Where the last token ended.
    pub(super) fn behind(&self) -> usize {
        self.at.checked_sub(1).map_or(0, |at| self.tokens[at].span.end)
    }

    pub(super) fn next(&mut self) -> Read<Token<'t>> {
        let token = self.peek().ok_or(self.end)?;
        self.at += 1;
        Ok(token)
    }

    /// Whether the next token was `wanted`; then it is taken.
    pub(super) fn takes(&mut self, wanted: Token<'_>) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    pub(super) fn sign(&mut self, sign: &'static str) -> bool {
        self.takes(Token::Sign(sign))
    }

    pub(super) fn is_sign(&self, sign: &'static str) -> bool {
        self.peek() == Some(Token::Sign(sign))
    }

    pub(super) fn expect(&mut self, wanted: Token<'_>) -> Read<()> {
        if self.takes(wanted) { Ok(()) } else { Err(self.place()) }
    }

    pub(super) fn expect_sign(&mut self, sign: &'static str) -> Read<()> {
        self.expect(Token::Sign(sign))
    }

    pub(super) fn word(&mut self) -> Read<At<&'t str>> {
        let place = self.place();
        match self.next()? {
            Token::Word(word) => Ok(At::new(word, place)),
            _ => Err(place),
        }
    }

    pub(super) fn text(&mut self) -> Read<&'t str> {
        let place = self.place();
        match self.next()? {
            Token::Text(text) => Ok(text),
            _ => Err(place),
        }
    }

    /// `name` or `group.name`, as components are called.
    pub(super) fn dotted(&mut self) -> Read<At<String>> {
        let first = self.word()?;
        let mut name = first.value.to_owned();
        while self.sign(".") {
            name = format!("{name}.{}", self.word()?.value);
        }
        Ok(At::new(name, Span::new(first.span.start, self.behind())))
    }

    /// Reads what lies one level deeper.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth == DEEPEST {
            return Err(self.place());
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }
}
