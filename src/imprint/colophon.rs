//! The colophon: what closes a book, a sentence a line. Each output has its parts in its own order.

use crate::config::BookConfig;
use crate::fonts::Family;
use crate::locale::{Locale, fill};

/// A part of the colophon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColophonPart {
    /// Version and date.
    Version,
    /// The rights line.
    Rights,
    /// The fonts that it is set in, and their licences.
    Fonts,
    /// The ISBN, as it was written.
    Isbn,
    /// What the edition was made with.
    Program,
    /// Where the digital edition lives.
    Address,
    /// What identifies the publication.
    Identifier,
}

use ColophonPart::{Address, Fonts, Identifier, Isbn, Program, Rights, Version};

impl ColophonPart {
    /// On pages. Rights stand on the back cover, the way to rebuild below.
    pub const ON_PAGES: &'static [Self] = &[Version, Fonts, Isbn, Program, Address];
    /// In an EPUB.
    pub const IN_EBOOK: &'static [Self] = &[Version, Rights, Fonts, Isbn, Program, Address, Identifier];
    /// In plain text, which has no fonts.
    pub const IN_TEXT: &'static [Self] = &[Version, Isbn, Program, Address, Rights];
}

/// The sentences of a colophon but for those about fonts.
#[derive(Clone)]
pub(super) struct Colophon {
    sentences: Vec<(ColophonPart, String)>,
    locale: &'static Locale,
}

impl Colophon {
    pub fn of(book: &BookConfig, version_line: Option<String>, locale: &'static Locale) -> Self {
        let words = &locale.colophon;
        let program = concat!("kurras ", env!("CARGO_PKG_VERSION"));
        let address = |url: &String| fill(&words.digital_edition, &[("address", url)]);
        let sentences = [
            (Version, version_line),
            (Rights, book.rights.clone()),
            (Isbn, book.isbn.as_ref().map(|isbn| format!("ISBN {}", isbn.written))),
            (Program, Some(fill(&words.made_with, &[("program", program)]))),
            (Address, book.url.as_ref().map(address)),
            (
                Identifier,
                Some(format!("{}: {}", locale.words.identifier, book.identifier)),
            ),
        ];
        let there = sentences
            .into_iter()
            .filter_map(|(part, sentence)| Some((part, sentence?)));
        Self {
            sentences: there.collect(),
            locale,
        }
    }

    /// These parts in this order. `fonts` are the families that are told of, each once.
    pub fn lines(&self, parts: &[ColophonPart], fonts: &[&Family]) -> Vec<String> {
        let mut lines = Vec::new();
        for part in parts {
            let sentence = self.sentences.iter().find(|(there, _)| there == part);
            lines.extend(sentence.map(|(_, sentence)| sentence.clone()));
            if *part == Fonts {
                lines.extend(font_lines(fonts, self.locale));
            }
        }
        lines
    }
}

/// What the text is set in, and under which licences.
fn font_lines(fonts: &[&Family], locale: &Locale) -> Vec<String> {
    let words = &locale.colophon;
    let mut families: Vec<&Family> = Vec::new();
    for family in fonts {
        if !families.iter().any(|there| there.name == family.name) {
            families.push(family);
        }
    }
    let names: Vec<&str> = families.iter().map(|family| family.name.as_str()).collect();
    let phrase = match names.len() {
        0 => return Vec::new(),
        1 => &words.set_in,
        _ => &words.set_in_several,
    };
    let mut lines = vec![fill(phrase, &[("fonts", &locale.join(&names))])];
    for family in families.into_iter().filter(|family| !family.licence.is_empty()) {
        let values = [
            ("font", family.name.as_str()),
            ("version", &family.version),
            ("licence", &family.licence),
        ];
        lines.push(fill(&words.font_licence, &values));
    }
    lines
}

/// Version and date in words, as far as they are given.
pub(super) fn version_line(version: Option<&str>, date: Option<&str>, locale: &Locale) -> Option<String> {
    let words = &locale.colophon;
    match (version, date) {
        (Some(version), Some(date)) => Some(fill(&words.version_date, &[("version", version), ("date", date)])),
        (Some(version), None) => Some(fill(&words.version_only, &[("version", version)])),
        (None, date) => date.map(str::to_string),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, ConfigFile};
    use crate::diagnostic::{Report, Sources};
    use crate::fonts::FontLibrary;

    fn colophon() -> Colophon {
        let text = "[book]\ntitle = \"x\"\nrights = \"Nobody's.\"\nisbn = \"978-0-306-40615-7\"\nurl = \"https://example.org\"\n";
        let (mut sources, mut report) = (Sources::default(), Report::new());
        let file = sources.add("book.toml", text);
        let config = Config::resolve(&ConfigFile::read(text, file, &mut report), "x", &mut report);
        let english = Locale::all().iter().find(|locale| locale.tag == "en").unwrap();
        Colophon::of(&config.book, Some("Version 1".into()), english)
    }

    #[test]
    fn every_output_has_its_parts_in_its_order() {
        let begins = |lines: Vec<String>| -> Vec<String> {
            let first = |line: &String| line.split_whitespace().next().unwrap_or_default().to_string();
            lines.iter().map(first).collect()
        };
        let colophon = colophon();
        let text = colophon.lines(ColophonPart::IN_TEXT, &[]);
        assert_eq!(
            (text.len(), text[0].as_str(), text[4].as_str()),
            (5, "Version 1", "Nobody's.")
        );
        assert_eq!(begins(text)[1], "ISBN");
        let ebook = colophon.lines(ColophonPart::IN_EBOOK, &[]);
        assert_eq!((ebook.len(), ebook[1].as_str()), (6, "Nobody's."));
        assert!(ebook[5].contains("urn:isbn:9780306406157"));
        assert!(
            !colophon
                .lines(ColophonPart::ON_PAGES, &[])
                .contains(&"Nobody's.".to_string())
        );
    }

    #[test]
    fn a_family_is_told_of_once_with_its_licence() {
        let library = FontLibrary::shipped();
        let families: Vec<&Family> = library.families().take(2).map(AsRef::as_ref).collect();
        let [one, two] = families[..] else { panic!() };
        let lines = |fonts: &[&Family]| colophon().lines(&[Fonts], fonts);
        assert_eq!(lines(&[one, one]), lines(&[one]));
        let both = lines(&[one, two]);
        assert_eq!(both.len(), 3);
        assert!(both[0].contains(&one.name) && both[0].contains(&two.name) && both[2].contains(&two.licence));
    }

    #[test]
    fn a_version_that_nobody_gave_is_printed_nowhere() {
        let english = Locale::all().iter().find(|locale| locale.tag == "en").unwrap();
        assert_eq!(version_line(None, None, english), None);
        assert_eq!(version_line(None, Some("May"), english).as_deref(), Some("May"));
        let whole = version_line(Some("1.0.0"), Some("May"), english).unwrap();
        assert!(whole.contains("1.0.0") && whole.contains("May"));
    }
}
