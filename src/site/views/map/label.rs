//! Estimates how wide words are, and breaks lines. The fonts of readers are not known.
//!
//! Takes a text and a size; gives widths that are rather too large, and lines that fit.

/// The width of a text at a font size, rather too large than too small.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(ems).sum::<f64>() * size
}

/// At most `most` lines of the width `room`, broken between words. An ellipsis replaces what does not fit.
pub(super) fn wrap(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace().flat_map(|word| pieces(word, size, room)) {
        let count = lines.len();
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(&word, size) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            Some(line) if count == most => {
                end(line, size, room);
                return lines;
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// A word cut into parts that each fit a line, after a hyphen or the like if possible. Most words are one part.
fn pieces(word: &str, size: f64, room: f64) -> Vec<String> {
    let mut done = Vec::new();
    let mut piece = String::new();
    for c in word.chars() {
        let fits = |piece: &str| width(piece, size) + ems(c) * size <= room;
        if !piece.is_empty() && !fits(&piece) {
            let hyphen = piece.rfind(['-', '/', '_', '.']).map(|at| at + 1).filter(|at| fits(&piece[*at..]));
            let rest = piece.split_off(hyphen.unwrap_or(piece.len()));
            done.push(std::mem::replace(&mut piece, rest));
        }
        piece.push(c);
    }
    done.push(piece);
    done
}

/// Puts an ellipsis after the last word that leaves room for it.
fn end(line: &mut String, size: f64, room: f64) {
    let fits = |line: &str| width(line, size) + width("…", size) <= room;
    while !fits(line) {
        match line.rfind(' ') {
            Some(at) => line.truncate(at),
            None if line.pop().is_none() => break,
            None => {}
        }
    }
    line.truncate(line.trim_end_matches([' ', ',', ';', ':', '–', '—']).len());
    line.push('…');
}

/// Widths of wide system fonts, in shares of the font size.
fn ems(c: char) -> f64 {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '’' => 0.34,
        'f' | 'r' | 't' | 'I' | 'J' | '(' | ')' | '[' | ']' | '!' | '/' | '-' | '"' => 0.44,
        'm' | 'w' | 'M' | 'W' | 'Q' | '%' | '@' | '&' | '—' | '…' => 1.0,
        'A'..='Z' | '\u{a0}'..='\u{52f}' | '\u{1e00}'..='\u{203a}' => 0.78,
        '0'..='9' => 0.64,
        ' '..='~' => 0.63,
        _ => 1.25,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("Owners bring owners", 10.0, 50.0, 3), ["Owners", "bring", "owners"]);
        assert_eq!(wrap("Owners bring owners", 10.0, 200.0, 3), ["Owners bring owners"]);
        assert_eq!(wrap("One, two, three, fourteen", 10.0, 60.0, 2), ["One, two,", "three…"]);
        assert!(wrap("  ", 10.0, 60.0, 2).is_empty());
    }

    #[test]
    fn a_word_longer_than_a_line_is_cut() {
        assert_eq!(wrap("Donaudampfschiff", 10.0, 60.0, 3), ["Donaudam", "pfschiff"]);
        assert_eq!(wrap("aarch64-unknown-linux", 10.0, 100.0, 3), ["aarch64-unknown-", "linux"]);
        assert_eq!(wrap("東京の自転車", 10.0, 40.0, 2), ["東京の", "自転車"]);
    }

    proptest! {
        #[test]
        fn every_line_fits(text in "\\PC{0,80}", room in 20.0..300.0f64, most in 1usize..4) {
            let lines = wrap(&text, 14.0, room, most);
            prop_assert!(lines.len() <= most);
            for line in &lines {
                prop_assert!(width(line, 14.0) <= room, "{line:?} is wider than {room}");
            }
        }

        #[test]
        fn nothing_is_lost_where_there_is_room(text in "[a-z]{1,9}( [a-z]{1,9}){0,9}") {
            prop_assert_eq!(wrap(&text, 14.0, 200.0, 99).join(" "), text);
        }
    }
}
