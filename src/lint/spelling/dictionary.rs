//! The dictionaries that ship, opened when a word is first looked up.

use std::io::Read;
use std::sync::OnceLock;

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

/// The dictionaries that were opened: of the program's own files alone, so one set serves all books, and nothing takes them apart at the end.
static OPENED: [OnceLock<Option<Dictionary>>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];

/// All dictionaries. Opening one takes a tenth of a second.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dictionaries(());

impl Dictionaries {
    /// No dictionary is opened before it is asked for.
    pub fn new() -> Self {
        Self::default()
    }

    /// The dictionary of a language, by its primary subtag; none where none ships.
    pub(super) fn of(&self, language: &str) -> Option<&'static Dictionary> {
        opened(LANGUAGES.iter().position(|own| *own == language)?)
    }

    /// Begins to open the dictionary of a language, beside what the caller goes on to do: it takes longer than to read a book.
    pub fn prepare(&self, language: &str) {
        let number = LANGUAGES.iter().position(|own| *own == language);
        let closed = |number: &usize| OPENED.get(*number).is_some_and(|one| one.get().is_none());
        if let Some(number) = number.filter(closed) {
            std::thread::spawn(move || opened(number).is_some());
        }
    }
}

fn opened(number: usize) -> Option<&'static Dictionary> {
    OPENED.get(number)?.get_or_init(|| open(number)).as_ref()
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
