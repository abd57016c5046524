//! The signs of notes: what a link shows, and what stands once more before the note's text.

use super::super::runs::{Piece, What};
use crate::locale::digit_value;

const OPENING: [char; 6] = ['[', '(', '{', '﴾', '﴿', '^'];
const CLOSING: [char; 6] = [']', ')', '}', '﴿', '﴾', '^'];
/// What stands between a sign and its text.
const POINTS: [char; 7] = ['.', ':', '-', '–', '—', '،', '/'];

/// Whether a text is a note's sign: a number, a letter, a star or a dagger, perhaps in brackets.
pub(super) fn is_sign(text: &str) -> bool {
    let inner = bare(text);
    let count = inner.chars().count();
    (1..=4).contains(&count)
        && (inner.chars().all(char::is_numeric)
            || inner.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶'))
            || count == 1 && inner.chars().all(char::is_alphanumeric)
            || inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X')))
}

/// A sign without its brackets and its point.
pub(super) fn bare(text: &str) -> String {
    let around = |c: char| OPENING.contains(&c) || CLOSING.contains(&c) || c == '.';
    text.trim().trim_matches(around).trim().to_string()
}

/// Whether a sign stands in brackets.
pub(super) fn is_bracketed(text: &str) -> bool {
    text.trim().starts_with(['[', '('])
}

/// How many bytes a sign takes at the head of its note's text, with its brackets, its point and the space behind; none where another
/// text stands there. `loose` where nothing but a space need part the two, as where letters are raised.
pub(super) fn at_head(text: &str, sign: &str, loose: bool) -> Option<usize> {
    let start = text.trim_start();
    let opened = start.trim_start_matches(OPENING);
    let mut rest = opened.trim_start();
    for wanted in sign.chars() {
        let found = rest.chars().next()?;
        let same = found == wanted || digit_value(found).is_some() && digit_value(found) == digit_value(wanted);
        rest = same.then(|| rest.get(found.len_utf8()..))??;
    }
    let closed = rest.trim_start().trim_start_matches(CLOSING);
    let closed = if closed.len() == rest.trim_start().len() {
        rest
    } else {
        closed
    };
    let pointed = closed.trim_start_matches(POINTS);
    let parted = opened.len() < start.len() || pointed.len() < rest.len();
    let next = pointed.chars().next()?;
    let apart = parted || loose && (next.is_whitespace() || !next.is_alphanumeric());
    let body = pointed.trim_start();
    // 1.5 and 3-4 are numbers of the text's own.
    (apart && !next.is_numeric() && !body.is_empty()).then_some(text.len() - body.len())
}

/// Takes a note's sign off the head of its text, and what stood around a sign that was a link.
pub(super) fn take_off(content: &mut [Piece], sign: Option<&str>, loose: bool) {
    let Some(first) = content
        .iter()
        .position(|piece| !matches!(&piece.what, What::Text(text) if text.trim().is_empty()))
    else {
        return;
    };
    let raised = content.get(first).is_some_and(|piece| piece.format.raised);
    let letters: String = content
        .iter()
        .map_while(|piece| match &piece.what {
            What::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let alone = |sign: &str| matches!(content.get(first).map(|piece| &piece.what), Some(What::Text(text)) if raised && same(text, sign));
    let mut length = match sign {
        Some(sign) if alone(sign) => {
            let before: usize = content.iter().take(first + 1).map(length_of).sum();
            let rest = letters.get(before..).unwrap_or("");
            letters.len() - rest.trim_start_matches(POINTS).trim_start().len()
        }
        Some(sign) => at_head(&letters, sign, loose).unwrap_or(0),
        None => 0,
    };
    if length == 0 {
        let start = letters.trim_start();
        let rest = ["[]", "()", "^", "."].iter().find_map(|sign| start.strip_prefix(sign));
        length = letters.len() - rest.unwrap_or(start).len();
    }
    cut(content, length);
}

/// Whether a text is a sign, by its number.
fn same(text: &str, sign: &str) -> bool {
    let number = |text: &str| -> Vec<Option<u8>> {
        bare(text)
            .chars()
            .map(|c| digit_value(c).and_then(|digit| u8::try_from(digit).ok()))
            .collect()
    };
    bare(text) == sign || number(text) == number(sign) && number(sign).iter().all(Option::is_some)
}

fn length_of(piece: &Piece) -> usize {
    match &piece.what {
        What::Text(text) => text.len(),
        _ => 0,
    }
}

/// Takes so many bytes off the head of pieces of letters.
fn cut(content: &mut [Piece], mut length: usize) {
    for piece in content {
        let What::Text(text) = &mut piece.what else { return };
        let taken = length.min(text.len());
        *text = text.get(taken..).unwrap_or("").to_string();
        length -= taken;
        if length == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_told_from_the_text_behind_it() {
        let rest = |text: &'static str, sign: &str, loose: bool| at_head(text, sign, loose).map(|at| &text[at..]);
        for (text, sign) in [
            ("1. حاشية", "1"),
            ("١- حاشية", "1"),
            (" [1] حاشية", "١"),
            ("(1): حاشية", "1"),
            ("* حاشية", "*"),
            ("1 ) حاشية", "1"),
        ] {
            assert_eq!(rest(text, sign, true), Some("حاشية"), "{text}");
        }
        assert_eq!(rest("1 حاشية", "1", true), Some("حاشية"));
        for (text, sign, loose) in [
            ("1 نيسان", "1", false),
            ("1.5 مليون", "1", true),
            ("12. حاشية", "1", true),
            ("2. حاشية", "1", true),
            ("1.", "1", true),
        ] {
            assert_eq!(rest(text, sign, loose), None, "{text}");
        }
    }
}
