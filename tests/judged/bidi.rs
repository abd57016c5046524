//! Unicode's own test of the bidirectional algorithm, through the call that the program makes.
//!
//! The file comes from Debian's `unicode-data`, which `tests/judges/install.sh` installs; without it the test fails.

use kurras::locale::Direction;
use kurras::typography::{display_order, levels};

const FILE: &str = "/usr/share/unicode/BidiCharacterTest.txt";

/// UAX#9 X9: explicit embeddings, overrides and boundary neutrals have no level; the file writes x for them.
const REMOVED: &str = "x";

#[test]
fn every_case_of_unicode_resolves_as_it_should() {
    let cases = std::fs::read_to_string(FILE).expect("unicode-data is installed (tests/judges/install.sh)");
    let (mut seen, mut wrong) = (0, Vec::new());
    for line in cases
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
    {
        let fields: Vec<&str> = line.split(';').collect();
        let [letters, base, paragraph, expected, order] = fields[..] else {
            panic!("{line}")
        };
        let text: String = letters
            .split(' ')
            .map(|code| {
                u32::from_str_radix(code, 16)
                    .ok()
                    .and_then(char::from_u32)
                    .expect("a code point")
            })
            .collect();
        let base = match base {
            "0" => Some(Direction::Ltr),
            "1" => Some(Direction::Rtl),
            _ => None,
        };
        let found = levels(&text, base);
        // L1 is in the file's levels but belongs to lines; separators and the white space before them are left to it.
        let by_letter = text.char_indices().map(|(at, _)| found.bytes[at]);
        let same = by_letter
            .zip(expected.split(' '))
            .zip(after_l1(&text, found.paragraph))
            .all(|((level, wanted), reset)| wanted == REMOVED || wanted.parse() == Ok(reset.unwrap_or(level)));
        seen += 1;
        let shown = shown(&text, found.paragraph, expected).is_none_or(|shown| shown == order);
        if !same || !shown || paragraph.parse() != Ok(found.paragraph) {
            wrong.push(line.to_owned());
        }
    }
    assert!(seen > 90_000, "only {seen} cases");
    assert!(
        wrong.is_empty(),
        "{} of {seen} cases, first: {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(3)]
    );
}

/// The order in which the letters of a line are shown, as the file writes it (L2); none where the text is of more than one paragraph.
fn shown(text: &str, paragraph: u8, expected: &str) -> Option<String> {
    use unicode_bidi::{BidiClass::B, bidi_class};
    let count = text.chars().count();
    if text.chars().take(count - 1).any(|c| bidi_class(c) == B) {
        return None;
    }
    let base = if paragraph == 0 { Direction::Ltr } else { Direction::Rtl };
    let kept: Vec<bool> = expected.split(' ').map(|level| level != REMOVED).collect();
    let order = display_order(text, base).into_iter().filter(|&at| kept[at]);
    Some(order.map(|at| at.to_string()).collect::<Vec<_>>().join(" "))
}

/// For each letter the level that L1 resets it to, if it does.
fn after_l1(text: &str, paragraph: u8) -> Vec<Option<u8>> {
    use unicode_bidi::{BidiClass::*, bidi_class};
    let mut resets = Vec::new();
    let mut trailing = true;
    for c in text.chars().rev() {
        trailing = match bidi_class(c) {
            B | S => true,
            WS | FSI | LRI | RLI | PDI => trailing,
            BN | LRE | RLE | LRO | RLO | PDF => trailing,
            _ => false,
        };
        resets.push(trailing.then_some(paragraph));
    }
    resets.reverse();
    resets
}
