//! Which characters a font has glyphs for, by its `cmap` table (OpenType, "cmap").

use read_fonts::tables::cmap::CmapIterLimits;
use read_fonts::{FontRef, TableProvider};
use unicode_normalization::UnicodeNormalization;

/// The set of characters that a face maps to a glyph of its own: sorted, disjoint, inclusive ranges of scalar values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage(Vec<(u32, u32)>);

impl Coverage {
    /// Reads the best character map of a font; characters mapped to glyph 0 (`.notdef`) do not count.
    pub(super) fn read(font: &FontRef) -> Self {
        let Ok(cmap) = font.cmap() else {
            return Self::default();
        };
        let Some((_, _, subtable)) = cmap.best_subtable() else {
            return Self::default();
        };
        let limits = CmapIterLimits::default_for_font(font);
        let mut mapped: Vec<u32> = subtable
            .iter_with_limits(limits)
            .filter(|(_, glyph)| glyph.to_u32() != 0)
            .map(|(code, _)| code)
            .collect();
        mapped.sort_unstable();
        Self::from_sorted(mapped)
    }

    /// Gathers sorted scalar values into ranges.
    fn from_sorted(codes: impl IntoIterator<Item = u32>) -> Self {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for code in codes {
            match ranges.last_mut() {
                Some((_, end)) if code <= end.saturating_add(1) => *end = code,
                _ => ranges.push((code, code)),
            }
        }
        Self(ranges)
    }

    /// Whether the character itself is mapped.
    #[must_use]
    pub fn contains(&self, character: char) -> bool {
        let code = u32::from(character);
        let after = self.0.partition_point(|&(start, _)| start <= code);
        after
            .checked_sub(1)
            .and_then(|index| self.0.get(index))
            .is_some_and(|&(_, end)| code <= end)
    }

    /// Whether a shaper can show the character with this face: it is mapped itself, or all parts of its canonical
    /// decomposition are (UAX#15), or it needs no glyph at all ([`needs_glyph`]).
    #[must_use]
    pub fn covers(&self, character: char) -> bool {
        !needs_glyph(character)
            || self.contains(character)
            || decomposes(character) && std::iter::once(character).nfd().all(|part| self.contains(part))
    }

    /// How many characters are mapped.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(|&(start, end)| (end - start) as usize + 1).sum()
    }

    /// Whether no character is mapped.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether the character has a canonical decomposition of more than itself.
fn decomposes(character: char) -> bool {
    std::iter::once(character).nfd().ne(std::iter::once(character))
}

/// Scalar values that leave no ink and are not looked up in a font: controls, spaces, line ends and the
/// Default_Ignorable_Code_Point characters that occur in text (UAX#44), among them the joiners and direction controls.
const GLYPHLESS: &[(u32, u32)] = &[
    (0x0000, 0x0020),
    (0x007F, 0x00A0),
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2000, 0x200F),
    (0x2028, 0x202F),
    (0x205F, 0x206F),
    (0x3000, 0x3000),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1_BCA0, 0x1_BCA3),
    (0x1_D173, 0x1_D17A),
    (0xE_0000, 0xE_0FFF),
];

/// Whether a character must have a glyph to be seen; spaces, controls, joiners and direction controls need none.
#[must_use]
pub fn needs_glyph(character: char) -> bool {
    let code = u32::from(character);
    let after = GLYPHLESS.partition_point(|&(start, _)| start <= code);
    after
        .checked_sub(1)
        .and_then(|index| GLYPHLESS.get(index))
        .is_none_or(|&(_, end)| code > end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_gathered_and_found() {
        let set = Coverage::from_sorted([65, 66, 67, 70, 0x1_F600]);
        assert_eq!(set.0, [(65, 67), (70, 70), (0x1_F600, 0x1_F600)]);
        assert_eq!(set.len(), 5);
        for (character, there) in [
            ('@', false),
            ('A', true),
            ('C', true),
            ('D', false),
            ('F', true),
            ('😀', true),
            ('😁', false),
        ] {
            assert_eq!(set.contains(character), there, "{character}");
        }
        assert!(!Coverage::default().contains('A'));
    }

    #[test]
    fn a_letter_is_covered_by_its_parts() {
        let set = Coverage::from_sorted([0x0627, 0x0653, 0x0654]);
        assert!(set.covers('آ'));
        assert!(set.covers('أ'));
        assert!(!set.covers('إ'));
        assert!(!set.covers('ب'));
    }

    #[test]
    fn invisible_characters_need_no_glyph() {
        for character in [
            ' ', '\n', '\u{200C}', '\u{200D}', '\u{200F}', '\u{202E}', '\u{2066}', '\u{2069}', '\u{FEFF}', '\u{FE0F}',
            '\u{3000}',
        ] {
            assert!(!needs_glyph(character), "{:04X}", u32::from(character));
        }
        for character in ['ا', 'ـ', '\u{0651}', '-', '\u{2010}', '…', '\u{FFFD}', '\u{E000}', '👩'] {
            assert!(needs_glyph(character), "{:04X}", u32::from(character));
        }
    }
}
