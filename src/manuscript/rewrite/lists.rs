//! Lists that are numbered in other digits than ASCII's, or in letters.

use super::super::marks::{JOINER, Mark};
use super::Draft;
use super::line::Line;

/// The orders of letters in which lists count: as children learn them, by their old values, and Hebrew's and Latin's.
const ORDERS: [&str; 5] = [
    "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
];

/// Rewrites the number of an item: digits as ASCII digits; a letter as a number, where the items around it count on.
pub(super) fn item(draft: &mut Draft<'_>, lines: &[Line], at: usize) {
    let Some(&line) = lines.get(at) else { return };
    let body = draft.body(&line);
    let Some(first) = body.chars().next() else { return };
    if let Some(digits) = number(body) {
        if digits.0 != body.get(..digits.1).unwrap_or("") {
            draft.replace(line.body..line.body + digits.1, digits.0);
        }
        return;
    }
    let Some(sign) = letter_item(body) else { return };
    let follows = |order: &&&str| {
        let place = |letter: char| order.chars().position(|c| c == plain(letter));
        let Some(here) = place(first) else { return false };
        let next = next_letter(draft, lines, at, line).and_then(place);
        let before = letter_before(draft, lines, at, line).and_then(place);
        next == Some(here + 1) || (here > 0 && before == Some(here - 1))
    };
    let Some(order) = ORDERS.iter().find(follows) else {
        return;
    };
    let count = order.chars().position(|c| c == plain(first)).unwrap_or(0) + 1;
    // A list in letters is no more of a list in digits before it.
    let before =
        letter_before(draft, lines, at, line).and_then(|letter| order.chars().position(|c| c == plain(letter)));
    if before.is_none() || before != count.checked_sub(2) {
        let apart = draft.marks.put(Mark::Apart);
        draft.replace(line.body..line.body, format!("{apart}\n{}", draft.prefix(&line)));
    }
    let counter = draft.marks.put(Mark::Counter(first.to_string()));
    draft.replace(
        line.body..line.body + first.len_utf8() + sign.len_utf8() + 1,
        format!("{count}{sign} {JOINER}{counter}"),
    );
}

/// Alif counts as the first letter however it is written.
fn plain(letter: char) -> char {
    match letter {
        'ا' | 'آ' | 'إ' => 'أ',
        'ی' => 'ي',
        'ک' => 'ك',
        other => other,
    }
}

/// A number in other digits than ASCII's before a full stop or bracket and a space: in ASCII digits, and its length. Four digits
/// are a year.
fn number(body: &str) -> Option<(String, usize)> {
    let mut ascii = String::new();
    let mut length = 0;
    for c in body.chars().take(4) {
        let value = match u32::from(c) {
            code @ 0x660..=0x669 => code - 0x660,
            code @ 0x6f0..=0x6f9 => code - 0x6f0,
            _ => break,
        };
        ascii.extend(char::from_digit(value, 10));
        length += c.len_utf8();
    }
    let after = body.get(length..)?;
    let ends = [". ", ") "].iter().any(|end| after.starts_with(end));
    (ends && (1..=3).contains(&ascii.len())).then_some((ascii, length))
}

/// The sign after the letter of an item: one letter, a full stop or bracket, a space, and something.
fn letter_item(body: &str) -> Option<char> {
    let mut letters = body.chars();
    let letter = letters.next()?;
    let sign = letters.next().filter(|c| matches!(c, '.' | ')'))?;
    let space = letters.next() == Some(' ');
    let something = letters.next().is_some_and(|c| !c.is_whitespace());
    (letter.is_alphabetic() && space && something).then_some(sign)
}

/// How far items may stand apart, in lines.
const FAR: usize = 24;

/// The letter of the next item at the same place, before anything that ends the list.
fn next_letter(draft: &Draft<'_>, lines: &[Line], at: usize, line: Line) -> Option<char> {
    neighbour(draft, lines.iter().skip(at + 1).take(FAR), line)
}

/// The letter of the item before, likewise.
fn letter_before(draft: &Draft<'_>, lines: &[Line], at: usize, line: Line) -> Option<char> {
    neighbour(draft, lines.get(at.saturating_sub(FAR)..at)?.iter().rev(), line)
}

fn neighbour<'l>(draft: &Draft<'_>, lines: impl Iterator<Item = &'l Line>, line: Line) -> Option<char> {
    let indent = draft.prefix(&line);
    let mut blank = 0;
    for other in lines {
        if draft.is_blank(other) {
            blank += 1;
            if blank > 2 {
                return None;
            }
            continue;
        }
        let body = draft.body(other);
        if body.starts_with('#') {
            return None;
        }
        if draft.prefix(other) == indent && letter_item(body).is_some() {
            return body.chars().next();
        }
    }
    None
}
