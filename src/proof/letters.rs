//! What counts of a character: in outputs that hold the text itself, everything that is seen; in PDFs, letters and digits.

use icu_properties::CodePointMapData;
use icu_properties::props::BidiMirroringGlyph;
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

/// Whether a page shows the character at a place of its own: what is no space, no control and no mark on another.
pub(super) fn is_drawn(c: char) -> bool {
    is_bare(c)
        || !c.is_whitespace()
            && !is_combining_mark(c)
            && !is_unseen(c)
            && !matches!(c, '\u{34f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffc}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether the character is a mark on the one before it.
pub(super) fn is_mark(c: char) -> bool {
    !matches!(c, ' '..='~' | '\u{620}'..='\u{64a}' | '\u{34f}' | '\u{fe00}'..='\u{fe0f}') && is_combining_mark(c)
}

/// Whether the character is written from right to left (UAX#9, R and AL).
pub(super) fn is_rtl(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// A sign or the one that mirrors it: which of both a glyph names depends on what reads it.
pub(super) fn plain(c: char) -> char {
    if c.is_alphanumeric() {
        return c;
    }
    mirrored(c).min(c)
}

/// The sign that a sign is mirrored to; itself where there is none.
pub(super) fn mirrored(c: char) -> char {
    if c.is_alphanumeric() {
        return c;
    }
    CodePointMapData::<BidiMirroringGlyph>::new()
        .get(c)
        .mirroring_glyph
        .unwrap_or(c)
}

/// Whether the text has anything to compare word by word: a word is more than punctuation.
pub(super) fn has_word(text: &str) -> bool {
    text.chars().any(is_bare)
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
}
