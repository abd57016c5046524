//! `[check]`: how its text is checked.

use super::KeyKind::*;
use super::keys;

keys! {
    /// `[check]`: how its text is checked.
    Check in "check" {
        "spelling" spelling: bool, Boolean, |key| key.boolean().unwrap_or(true),
            "true", "whether `kurras check` looks words up in the dictionaries that ship (Arabic, Persian, English, French)";
        "words" words: Vec<String>, Texts, |key| key.texts(),
            "none", "words that are right, whatever dictionaries say";
        "word-list" word_list: Option<String>, Text, |key| key.text(),
            "none", "a file of the book's folder with such words, one a line; what stands behind # is passed over";
    }
}
