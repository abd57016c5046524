//! Mirrored characters, from the Unicode Character Database.

use icu_properties::CodePointMapData;
use icu_properties::props::BidiMirroringGlyph;

/// The highest code point of the planes that hold writing: what lies beyond is tags and private use.
const LAST: u32 = 0x1_ffff;

/// The character that typically has the mirror image of this one's glyph (Bidi_Mirroring_Glyph). It is shown in its place where the
/// text runs from right to left (UAX#9, rule L4).
#[must_use]
pub fn mirrored(character: char) -> Option<char> {
    CodePointMapData::<BidiMirroringGlyph>::new()
        .get(character)
        .mirroring_glyph
}

/// Every character that has such a partner, each with it, by code point.
pub fn mirrored_pairs() -> impl Iterator<Item = (char, char)> {
    let all = (0..=LAST).filter_map(char::from_u32);
    all.filter_map(|character| Some((character, mirrored(character)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirroring_twice_is_nothing() {
        let pairs: Vec<_> = mirrored_pairs().collect();
        assert!(pairs.len() > 400, "{}", pairs.len());
        for (one, other) in pairs {
            assert_eq!(mirrored(other), Some(one), "{one}");
        }
        assert_eq!(
            ['(', '«', '≤', '≥', '∋', 'a', '٪'].map(mirrored),
            [Some(')'), Some('»'), Some('≥'), Some('≤'), Some('∈'), None, None]
        );
    }
}
