//! Signs of fonts that draw other things than their characters say: Adobe's Symbol and Microsoft's Wingdings.

/// The character that a code of a symbol font shows; none where it is not known, or the font is none.
pub(super) fn sign(font: &str, code: u32) -> Option<char> {
    let low = code & 0xff;
    match font.to_lowercase().as_str() {
        "symbol" => symbol(low),
        "wingdings" => find(WINGDINGS, low),
        "wingdings 2" => find(WINGDINGS_2, low),
        "webdings" => find(WEBDINGS, low),
        _ => None,
    }
}

/// Whether a font is one of these.
pub(super) fn is_symbol_font(font: &str) -> bool {
    matches!(
        font.to_lowercase().as_str(),
        "symbol" | "wingdings" | "wingdings 2" | "wingdings 3" | "webdings" | "zapf dingbats" | "zapfdingbats"
    )
}

fn find(table: &[(u32, char)], code: u32) -> Option<char> {
    table.iter().find(|row| row.0 == code).map(|row| row.1)
}

/// Adobe's Symbol encoding, its letters and commonest signs.
fn symbol(code: u32) -> Option<char> {
    if let Some(found) = find(SYMBOL, code) {
        return Some(found);
    }
    match code {
        0x41..=0x5a => GREEK.chars().nth(code as usize - 0x41),
        0x61..=0x7a => SMALL.chars().nth(code as usize - 0x61),
        0x20..=0x3f | 0x5b | 0x5d | 0x5f | 0x7b..=0x7d => char::from_u32(code),
        _ => None,
    }
}

/// The letters of Symbol by the Latin ones under their codes.
const GREEK: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
const SYMBOL: &[(u32, char)] = &[
    (0x22, '∀'),
    (0x24, '∃'),
    (0x27, '∍'),
    (0x2a, '∗'),
    (0x2d, '−'),
    (0x40, '≅'),
    (0x5c, '∴'),
    (0x5e, '⊥'),
    (0x7e, '∼'),
    (0xa2, '′'),
    (0xa3, '≤'),
    (0xa4, '⁄'),
    (0xa5, '∞'),
    (0xa7, '♣'),
    (0xa8, '♦'),
    (0xa9, '♥'),
    (0xaa, '♠'),
    (0xab, '↔'),
    (0xac, '←'),
    (0xad, '↑'),
    (0xae, '→'),
    (0xaf, '↓'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb2, '″'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb5, '∝'),
    (0xb6, '∂'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xba, '≡'),
    (0xbb, '≈'),
    (0xbc, '…'),
    (0xc4, '⊗'),
    (0xc5, '⊕'),
    (0xc6, '∅'),
    (0xc7, '∩'),
    (0xc8, '∪'),
    (0xc9, '⊃'),
    (0xcc, '⊂'),
    (0xcd, '⊆'),
    (0xce, '∈'),
    (0xcf, '∉'),
    (0xd0, '∠'),
    (0xd1, '∇'),
    (0xd2, '®'),
    (0xd3, '©'),
    (0xd4, '™'),
    (0xd5, '∏'),
    (0xd6, '√'),
    (0xd7, '⋅'),
    (0xd8, '¬'),
    (0xd9, '∧'),
    (0xda, '∨'),
    (0xdb, '⇔'),
    (0xdc, '⇐'),
    (0xdd, '⇑'),
    (0xde, '⇒'),
    (0xdf, '⇓'),
    (0xe5, '∑'),
    (0xf2, '∫'),
];

const WINGDINGS: &[(u32, char)] = &[
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x4a, '☺'),
    (0x4c, '☹'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '◻'),
    (0xab, '★'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xef, '⇦'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

const WEBDINGS: &[(u32, char)] = &[
    (0x61, '✓'),
    (0x72, '✗'),
    (0x3d, '◀'),
    (0x34, '▶'),
    (0x6e, '●'),
    (0x63, '□'),
];

const WINGDINGS_2: &[(u32, char)] = &[
    (0x4f, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x54, '☒'),
    (0x98, '●'),
    (0xa3, '□'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_known_by_either_code() {
        assert_eq!(sign("Symbol", 0xf061), Some('α'));
        assert_eq!(sign("Symbol", 0x44), Some('Δ'));
        assert_eq!(sign("Wingdings", 0xf0fc), Some('✓'));
        assert_eq!(sign("Arial", 0x61), None);
    }
}
