//! What counts of a character: in outputs that hold the text itself, everything that is seen; in PDFs, letters and digits.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::char::is_combining_mark;

/// Whether a PDF must hold the character: letters and digits. Vowel marks and punctuation are left out, since PDF readers
/// differ in what they make of them (alreq § 2.3; the glyph of a letter and its marks may be one).
pub(super) fn is_bare(c: char) -> bool {
    match c {
        // Most of what there is, without a look into the tables.
        '\u{620}'..='\u{64a}' | '\u{660}'..='\u{669}' | '0'..='9' | 'A'..='Z' | 'a'..='z' => true,
        ' ' => false,
        _ => c.is_alphanumeric() && !is_combining_mark(c) && !is_unseen(c),
    }
}

/// Whether the character has no shape: controls, which outputs may leave out or set as markup (UAX#9, explicit formatting).
/// The joiners U+200C and U+200D are spelling, and stay.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || c.is_control() && !c.is_whitespace()
}

/// Whether the character is written from right to left (UAX#9, R and AL).
pub(super) fn is_rtl(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// Whether the text has anything to compare word by word: a word is more than punctuation.
pub(super) fn has_word(text: &str) -> bool {
    text.chars().any(is_bare)
}

/// The number that a run of digits of any script means; none where it is anything else.
pub(super) fn number(digits: impl Iterator<Item = char>) -> Option<usize> {
    let mut value = None;
    for digit in digits {
        let ones = match digit {
            '0'..='9' => u32::from(digit) - u32::from('0'),
            '\u{660}'..='\u{669}' => u32::from(digit) - 0x660,
            '\u{6f0}'..='\u{6f9}' => u32::from(digit) - 0x6f0,
            _ => return None,
        };
        value = Some(value.unwrap_or(0usize).checked_mul(10)?.checked_add(ones as usize)?);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_punctuation_are_not_bare() {
        let bare: String = "المُعْتَدِي، («٢٠١٥») C++".chars().filter(|c| is_bare(*c)).collect();
        assert_eq!(bare, "المعتدي٢٠١٥C");
        assert!(!has_word("— … ﴿"));
        assert!(is_unseen('\u{2067}') && !is_unseen('\u{200c}'));
    }

    #[test]
    fn what_is_known_without_the_tables_is_what_they_say() {
        for c in ('\u{20}'..='\u{7e}').chain('\u{600}'..='\u{6ff}') {
            let by_tables = c.is_alphanumeric() && !is_combining_mark(c) && !is_unseen(c);
            assert_eq!(is_bare(c), by_tables, "{c:?}");
        }
    }

    #[test]
    fn digits_of_each_script_mean_their_number() {
        for digits in ["106", "١٠٦", "۱۰۶"] {
            assert_eq!(number(digits.chars()), Some(106));
        }
        assert_eq!((number("".chars()), number("1a".chars())), (None, None));
    }
}
