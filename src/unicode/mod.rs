//! Tables and rules of characters that several rooms need: mirrored pairs; names in one normal form, their natural order, their
//! romanisation.

mod mirror;
mod natural;
mod romanise;

use unicode_normalization::UnicodeNormalization;

pub use mirror::{mirrored, mirrored_pairs};
pub use natural::natural_order;
pub use romanise::{ROMAN, romanise};

/// A text in Unicode's composed normal form (UAX#15, NFC). Names of files are compared in it: some systems store them decomposed.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// The value of a decimal digit of any family that books are written with: `7`, `٧`, `۷`, and those of Indian and other scripts.
///
/// Each family stands in a row of ten (Unicode 16, property Nd); these are the rows below U+FFFF that are in everyday use.
pub fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 12] = [
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xE50, 0xED0, 0xFF10,
    ];
    ZEROS
        .iter()
        .find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10))
}
