//! The dictionaries that ship, opened when a word is first looked up.

use std::io::Read;
use std::sync::{Arc, OnceLock};

use flate2::read::ZlibDecoder;
use spellbook::Dictionary;

/// The languages that there is a dictionary for.
pub const LANGUAGES: [&str; 4] = ["ar", "fa", "en", "fr"];

/// Hunspell's two files for each of [`LANGUAGES`], compressed.
const FILES: [(&[u8], &[u8]); 4] = [
    (
        include_bytes!("../../../assets/dictionaries/ar/words.aff.z"),
        include_bytes!("../../../assets/dictionaries/ar/words.dic.z"),
    ),
    (
        include_bytes!("../../../assets/dictionaries/fa/words.aff.z"),
        include_bytes!("../../../assets/dictionaries/fa/words.dic.z"),
    ),
    (
        include_bytes!("../../../assets/dictionaries/en/words.aff.z"),
        include_bytes!("../../../assets/dictionaries/en/words.dic.z"),
    ),
    (
        include_bytes!("../../../assets/dictionaries/fr/words.aff.z"),
        include_bytes!("../../../assets/dictionaries/fr/words.dic.z"),
    ),
];

/// All dictionaries. Opening one takes a tenth of a second, so one set serves all books of a run.
#[derive(Default)]
pub struct Dictionaries {
    opened: Arc<[OnceLock<Option<Dictionary>>; LANGUAGES.len()]>,
}

impl Dictionaries {
    /// No dictionary is opened yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The dictionary of a language, by its primary subtag; none where none ships.
    pub(super) fn of(&self, language: &str) -> Option<&Dictionary> {
        let number = LANGUAGES.iter().position(|own| *own == language)?;
        self.opened.get(number)?.get_or_init(|| open(number)).as_ref()
    }

    /// Begins to open the dictionary of a language, beside what the caller goes on to do: it takes longer than to read a book.
    pub fn prepare(&self, language: &str) {
        let number = LANGUAGES.iter().position(|own| *own == language);
        let Some(number) = number.filter(|&number| self.opened.get(number).is_some_and(|one| one.get().is_none()))
        else {
            return;
        };
        let opened = Arc::clone(&self.opened);
        std::thread::spawn(move || opened.get(number).map(|one| one.get_or_init(|| open(number)).is_some()));
    }
}

fn open(number: usize) -> Option<Dictionary> {
    let (rules, words) = FILES.get(number)?;
    Dictionary::new(&inflated(rules)?, &inflated(words)?).ok()
}

fn inflated(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len() * 5);
    ZlibDecoder::new(bytes).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dictionary_opens_and_knows_its_words() {
        let all = Dictionaries::new();
        for (language, right, wrong) in [
            ("ar", "والمدرسة", "هاذا"),
            ("fa", "کتاب", "کطاب"),
            ("en", "language", "langauge"),
            ("fr", "liberté", "libertté"),
        ] {
            let words = all.of(language).expect(language);
            assert!(words.check(right) && !words.check(wrong), "{language}");
        }
        assert!(all.of("he").is_none());
    }
}
