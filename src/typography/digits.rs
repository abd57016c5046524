//! Digits: the program's own numbers, and the author's where the book asks for it.

use super::{each_text, numbers};
use crate::document::Inline;
use crate::locale::{Direction, Numerals, digit_value};

/// A heading's number, its parts with the sign between them that the family of digits has.
pub(super) fn label(number: &[u32], numerals: Numerals) -> String {
    let parts: Vec<String> = number.iter().map(|&part| numerals.format(part.into())).collect();
    parts.join(numerals.part_sign())
}

/// Writes the author's numbers in these digits, with their signs (alreq § 2.4): the decimal point, the sign between thousands,
/// per cent. Code, addresses and whatever else reads from the left keep theirs.
pub(super) fn convert(run: &mut Vec<Inline>, numerals: Numerals) {
    freed(run);
    each_text(run, &mut |text| {
        if text.contains(|c| digit_value(c).is_some()) {
            *text = converted(text, numerals);
        }
    });
}

/// Takes the isolates away from numbers: in other digits their signs may stand on another side.
fn freed(run: &mut Vec<Inline>) {
    let mut out = Vec::with_capacity(run.len());
    for mut inline in run.drain(..) {
        match &mut inline {
            Inline::Isolate {
                direction: Some(Direction::Ltr),
                language: None,
                content,
            } if matches!(&content[..], [Inline::Text { text, .. }] if numbers::is_number(text)) => out.append(content),
            other => {
                if let Some(content) = other.content_mut() {
                    freed(content);
                }
                out.push(inline);
            }
        }
    }
    *run = out;
}

fn converted(text: &str, numerals: Numerals) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c| digit_value(c).is_some()) {
        let (before, from) = rest.split_at_checked(start).unwrap_or((rest, ""));
        out.push_str(before);
        let end = number_end(from);
        let (number, after) = from.split_at_checked(end).unwrap_or((from, ""));
        out.push_str(&sign(number, numerals));
        rest = after;
        if let Some(after) = rest.strip_prefix(['%', '٪']) {
            out.push(numerals.percent_sign());
            rest = after;
        }
    }
    out + rest
}

/// Where a number ends: after digits, with single signs between them.
fn number_end(text: &str) -> usize {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next_is_digit = letters.peek().is_some_and(|(_, next)| digit_value(*next).is_some());
        if digit_value(c).is_some() {
            end = at + c.len_utf8();
        } else if !(matches!(c, '.' | ',' | '٫' | '٬') && next_is_digit) {
            break;
        }
    }
    end
}

/// A number's digits, and its signs where they can only be those of a number: one decimal sign; signs before every three digits.
fn sign(number: &str, numerals: Numerals) -> String {
    let is_decimal = |c: char| matches!(c, '.' | '٫');
    let is_group = |c: char| matches!(c, ',' | '٬');
    let (whole, fraction) = number.split_once(is_decimal).unwrap_or((number, ""));
    let plain = |part: &str| part.chars().all(|c| digit_value(c).is_some());
    let groups: Vec<&str> = whole.split(is_group).collect();
    let grouped =
        groups.iter().skip(1).all(|group| group.chars().count() == 3) && groups.iter().all(|group| plain(group));
    if !grouped || !plain(fraction) {
        return numerals.convert(number);
    }
    let signed = number.chars().map(|c| match c {
        c if is_decimal(c) => numerals.decimal_sign(),
        c if is_group(c) => numerals.group_sign(),
        c => c,
    });
    numerals.convert(&signed.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_in_the_books_digits() {
        assert_eq!(label(&[3, 12], Numerals::ArabicIndic), "٣–١٢");
        assert_eq!(label(&[3, 12], Numerals::Persian), "۳–۱۲");
        assert_eq!(label(&[3, 12], Numerals::Western), "3.12");
        assert_eq!(label(&[], Numerals::Western), "");
    }

    #[test]
    fn numbers_bring_their_signs() {
        let arabic = |text| converted(text, Numerals::ArabicIndic);
        assert_eq!(arabic("12.5% من 1,234,567.89"), "١٢٫٥٪ من ١٬٢٣٤٬٥٦٧٫٨٩");
        assert_eq!(arabic("1.2.2020، 12,34 و4٪."), "١.٢.٢٠٢٠، ١٢,٣٤ و٤٪.");
        assert_eq!(converted("١٢٫٥٪", Numerals::Western), "12.5%");
        assert_eq!(converted("٤", Numerals::Persian), "۴");
    }
}
