//! What a character is to the readers: the classes of UAX#9, as far as their rules tell them apart.

use unicode_bidi::{BidiClass, bidi_class};

/// A character's part in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter written from right to left (R, AL).
    Right,
    /// A letter written from left to right (L).
    Left,
    /// A digit or a sign that belongs to numbers (EN, ES, ET): left to right to every reader.
    Number,
    /// An Arabic-Indic digit (AN): left to right to poppler and pdfium, right to left to mupdf.
    ArabicNumber,
    /// A separator of numbers that also ends clauses: . , : / ، and the no-break space (CS).
    Separator,
    /// A mark that stands on a letter (NSM).
    Mark,
    /// Everything else: spaces, brackets, other punctuation, joiners.
    Neutral,
}

impl Class {
    /// The class of a character.
    pub(super) fn of(character: char) -> Self {
        use BidiClass as B;
        match character {
            // Most of what there is, without a look into the table.
            '\u{620}'..='\u{64a}' => Self::Right,
            '\u{64b}'..='\u{65f}' => Self::Mark,
            ' ' => Self::Neutral,
            _ => match bidi_class(character) {
                B::R | B::AL => Self::Right,
                B::L => Self::Left,
                B::EN | B::ES | B::ET => Self::Number,
                B::AN => Self::ArabicNumber,
                B::CS => Self::Separator,
                B::NSM => Self::Mark,
                _ => Self::Neutral,
            },
        }
    }

    /// Whether pdfium puts it into one left-to-right segment with its neighbours of this kind.
    pub(super) fn is_weak(self) -> bool {
        matches!(self, Self::Number | Self::ArabicNumber | Self::Separator | Self::Mark)
    }
}

/// Controls of direction, soft hyphens and zero-width spaces: they have done their work when the line is set, and what is copied
/// shall not hold them. The joiners U+200C and U+200D stay: they are spelling.
pub(super) fn is_control(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The opening and closing brackets and quotation marks that UAX#9 mirrors.
const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('‹', '›'), ('<', '>')];

/// The other one of a pair: the bracket that a mirrored bracket looks like.
pub(super) fn mirrored(character: char) -> Option<char> {
    PAIRS.iter().find_map(|&(open, close)| match character {
        c if c == open => Some(close),
        c if c == close => Some(open),
        _ => None,
    })
}

/// Whether a bracket opens, in logical order.
pub(super) fn opens(character: char) -> bool {
    PAIRS.iter().any(|(open, _)| *open == character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_fall_into_the_classes_that_readers_use() {
        let classes = [
            ('ك', Class::Right),
            ('ש', Class::Right),
            ('؛', Class::Right),
            ('a', Class::Left),
            ('7', Class::Number),
            ('۷', Class::Number),
            ('٪', Class::Number),
            ('-', Class::Number),
            ('٧', Class::ArabicNumber),
            ('،', Class::Separator),
            ('.', Class::Separator),
            ('\u{64b}', Class::Mark),
            (' ', Class::Neutral),
            ('«', Class::Neutral),
            ('\u{200c}', Class::Neutral),
        ];
        for (character, class) in classes {
            assert_eq!(Class::of(character), class, "{character:?}");
        }
    }

    #[test]
    fn what_is_known_without_the_table_is_what_the_table_says() {
        for character in ('\u{620}'..='\u{65f}').chain([' ']) {
            let class = match bidi_class(character) {
                BidiClass::AL => Class::Right,
                BidiClass::NSM => Class::Mark,
                _ => Class::Neutral,
            };
            assert_eq!(Class::of(character), class, "{character:?}");
        }
    }

    #[test]
    fn mirroring_twice_is_nothing() {
        for (open, close) in PAIRS {
            assert_eq!(mirrored(open).and_then(mirrored), Some(open));
            assert!(opens(open) && !opens(close));
        }
        assert_eq!(mirrored('x'), None);
    }

    #[test]
    fn joiners_are_spelling_and_isolates_are_not() {
        assert!(!is_control('\u{200c}') && !is_control('\u{200d}'));
        assert!("\u{2066}\u{2069}\u{200f}\u{202b}\u{ad}".chars().all(is_control));
    }
}
