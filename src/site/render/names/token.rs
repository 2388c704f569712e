//! A template as a row of tokens.
//!
//! Takes the text; gives what stands between the delimiters, each with its place in bytes. What a template prints as it
//! stands, comments and raw parts are left out: there are no names in them. The engine's own lexer is the model.

use crate::model::{At, Span};

/// A piece of what stands between delimiters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'t> {
    /// `{{`
    Print,
    /// `{%`
    Tag,
    /// `}}` or `%}`
    Close,
    Word(&'t str),
    /// What stands between quotes, as it is written.
    Text(&'t str),
    Number,
    /// An operator or a bracket.
    Sign(&'static str),
}

const SIGNS: [&str; 31] = [
    "...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?[", "+", "-", "*", "/", "%", "!", ".", ",", ":", "~", "|",
    "=", ">", "<", "(", ")", "[", "]", "{", "}", "@",
];

/// All tokens of `text`, or the place of what is none.
pub(super) fn tokens(text: &str) -> Result<Vec<At<Token<'_>>>, Span> {
    let mut lexer = Lexer { text, at: 0, found: Vec::new() };
    while let Some(start) = lexer.text[lexer.at..].find('{') {
        lexer.at += start;
        match lexer.text.as_bytes().get(lexer.at + 1) {
            Some(b'{') => lexer.inside(Token::Print, "}}")?,
            Some(b'%') => lexer.tag()?,
            Some(b'#') => lexer.comment()?,
            _ => lexer.at += 1,
        }
    }
    Ok(lexer.found)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    found: Vec<At<Token<'t>>>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn take(&mut self, length: usize, token: Token<'t>) {
        self.found.push(At::new(token, Span::new(self.at, self.at + length)));
        self.at += length;
    }

    fn unread<T>(&self) -> Result<T, Span> {
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        Err(Span::new(self.at, self.at + length))
    }

    /// Goes on behind the next `end`.
    fn skip_past(&mut self, end: &str) -> Result<(), Span> {
        match self.rest().find(end) {
            Some(at) => self.at += at + end.len(),
            None => return self.unread(),
        }
        Ok(())
    }

    fn comment(&mut self) -> Result<(), Span> {
        self.at += if self.rest().starts_with("{#-") { 3 } else { 2 };
        self.skip_past("#}")
    }

    fn tag(&mut self) -> Result<(), Span> {
        let Some(raw) = lone_word(&self.rest()[2..], "raw") else {
            return self.inside(Token::Tag, "%}");
        };
        self.at += 2 + raw;
        loop {
            self.skip_past("{%")?;
            if let Some(end) = lone_word(self.rest(), "endraw") {
                self.at += end;
                return Ok(());
            }
        }
    }

    /// The tokens from a delimiter to its end.
    fn inside(&mut self, open: Token<'t>, end: &str) -> Result<(), Span> {
        self.take(if self.text.as_bytes().get(self.at + 2) == Some(&b'-') { 3 } else { 2 }, open);
        loop {
            self.at += self.rest().len() - self.rest().trim_ascii_start().len();
            let rest = self.rest();
            if rest.strip_prefix('-').unwrap_or(rest).starts_with(end) {
                self.take(end.len() + usize::from(rest.starts_with('-')), Token::Close);
                return Ok(());
            }
            self.one()?;
        }
    }

    fn one(&mut self) -> Result<(), Span> {
        let rest = self.rest();
        let length = |is_part: fn(char) -> bool| rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        match rest.chars().next() {
            Some(quote @ ('"' | '\'' | '`')) => return self.quoted(quote),
            Some('0'..='9') => self.take(number(rest), Token::Number),
            Some('a'..='z' | 'A'..='Z' | '_') => {
                let length = length(|c| c.is_ascii_alphanumeric() || c == '_');
                self.take(length, Token::Word(&rest[..length]));
            }
            _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => self.take(sign.len(), Token::Sign(sign)),
                None => return self.unread(),
            },
        }
        Ok(())
    }

    fn quoted(&mut self, quote: char) -> Result<(), Span> {
        let inner = &self.rest()[1..];
        let mut is_escaped = false;
        for (at, c) in inner.char_indices() {
            if c == quote && !is_escaped {
                self.take(at + 2, Token::Text(&inner[..at]));
                return Ok(());
            }
            is_escaped = c == '\\' && !is_escaped;
        }
        self.unread()
    }
}

/// How long the number at the start of `text` is: digits with at most one point.
fn number(text: &str) -> usize {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let whole = digits(text);
    match text[whole..].strip_prefix('.') {
        Some(fraction) => whole + 1 + digits(fraction),
        None => whole,
    }
}

/// Where a tag ends that holds only `word`; `text` starts behind its `{%`.
fn lone_word(text: &str, word: &str) -> Option<usize> {
    let rest = text.strip_prefix('-').unwrap_or(text).trim_ascii_start();
    let rest = rest.strip_prefix(word)?.trim_ascii_start();
    let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix("%}")?;
    Some(text.len() - rest.len())
}
