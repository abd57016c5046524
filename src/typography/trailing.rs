//! Numbers behind a phrase of the other direction: which are the phrase's own, and which the text's around it.
//!
//! UAX#9 draws a number to the letters before it, past any signs between (W2, N1): in `of كتاب, 2nd ed.` the comma and the 2 would stand
//! on the phrase's left. A sign of the text's own writing ends the phrase, and a number that has a letter of the text's glued to it is the
//! text's.

use std::ops::Range;

use super::bidi::{is_digit, script_direction};
use crate::locale::Direction;

/// The run without the numbers at its end that belong to the text around it. It keeps those that are written together with its last
/// word, and those that nothing but spaces and signs of its own part from it.
pub(super) fn without_trailing(text: &str, range: Range<usize>, base: Direction) -> Range<usize> {
    let run = text.get(range.clone()).unwrap_or("");
    let strong = |c: char| script_direction(c) == Some(base.other());
    let Some((at, last)) = run.char_indices().rfind(|&(_, c)| strong(c)) else {
        return range;
    };
    let word = at + last.len_utf8();
    let tail = run.get(word..).unwrap_or("");
    let marks = tail.len()
        - tail
            .trim_start_matches(unicode_normalization::char::is_combining_mark)
            .len();
    let word = word + marks;
    if !run.get(word..).is_some_and(|tail| tail.contains(is_digit)) {
        return range;
    }
    let mut end = match base {
        Direction::Ltr => word + own_numbers(run.get(word..).unwrap_or("")),
        Direction::Rtl => run.len(),
    };
    // A number glued to a letter of the text around: 2nd, 2020م.
    let next = text.get(range.start + end..).and_then(|rest| rest.chars().next());
    if next.is_some_and(|c| c.is_alphabetic() && script_direction(c) == Some(base)) {
        let kept = run.get(..end).unwrap_or("");
        let space = kept.char_indices().rfind(|(_, c)| c.is_whitespace());
        let before = space.map_or(0, |(at, _)| kept.get(..at).unwrap_or("").trim_end().len());
        let number = kept.get(before..).unwrap_or("").trim_start();
        if before >= word && number.chars().all(|c| is_digit(c) || is_separator(c)) {
            end = before;
        }
    }
    range.start..range.start + end
}

/// How much of what stands behind the last word of a phrase from the right is the phrase's own.
fn own_numbers(tail: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = tail.get(end..).unwrap_or("");
        let glued = end == 0 && rest.starts_with(|c| is_digit(c) || is_separator(c));
        let gap = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || is_arabic_sign(c))
                .len();
        let inner = rest.get(gap..).unwrap_or("");
        let opened = inner.strip_prefix(['(', '[']).unwrap_or(inner);
        let inner = if opened.starts_with(is_arabic_digit) {
            opened
        } else {
            inner
        };
        let before = rest.len() - inner.len();
        let row = inner.len() - inner.trim_start_matches(|c| is_digit(c) || is_separator(c)).len();
        let row = inner.get(..row).unwrap_or("").trim_end_matches(is_separator).len();
        let is_number = inner.starts_with(is_digit) || glued;
        if row == 0 || !is_number {
            return end;
        }
        end += before + row;
    }
}

/// Signs within a number, or between a word and its number.
fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '-' | '‑' | '–' | '٫' | '٬')
}

/// Signs of Arabic writing alone.
fn is_arabic_sign(c: char) -> bool {
    matches!(c, '،' | '؛' | '٪')
}

/// Digits of Arabic writing, which no text from the left has of its own.
fn is_arabic_digit(c: char) -> bool {
    matches!(c, '٠'..='٩' | '۰'..='۹')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_text_around_end_the_phrase() {
        for (tail, own) in [
            (", 2", ""),
            (" 2011", " 2011"),
            (" 3, 2", " 3"),
            (" (1963", ""),
            (" (١٩٦٣", " (١٩٦٣"),
            ("، 1948", "، 1948"),
            ("، ١٩٤٨, ١٢", "، ١٩٤٨"),
            ("-3", "-3"),
            (":255, 7", ":255"),
            (", ١٩٤٨", ""),
            (". 7", ""),
            (" – 7", ""),
        ] {
            assert_eq!(&tail[..own_numbers(tail)], own, "{tail}");
        }
    }
}
