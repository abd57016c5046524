//! What the program prints, as the texts of finished files have it: what a proof expects beside the author's words.

use std::collections::BTreeSet;

use super::{Imprint, REBUILD};
use crate::config::BookConfig;
use crate::document::controlled;
use crate::typography::isolate_text;

/// The words that the program adds to a book.
#[derive(Debug, Clone)]
pub struct ProgramText {
    /// The digit for nothing, of the ten that the program numbers with.
    pub zero: char,
    /// What stands between names: between the first of many, between two, before the last of many.
    pub joins: [String; 3],
    /// What a picture is called where its description stands for it.
    pub image: String,
    /// The word for a picture that is not there, in plain text.
    pub missing_image: String,
    /// What the notes are called.
    pub notes: String,
    /// What the colophon is called.
    pub colophon: String,
    /// The publisher.
    pub publisher: Option<String>,
    /// Everything else that it may print: lines of the colophon, the description, names of parts. Each stands at most once on a page.
    pub lines: Vec<String>,
}

impl ProgramText {
    /// A number in the book's digits.
    pub fn number(&self, number: u64) -> String {
        let digit = |c: char| char::from_u32(u32::from(self.zero) + c.to_digit(10)?);
        number.to_string().chars().filter_map(digit).collect()
    }
}

impl Imprint {
    /// All that is printed of a book beside its text. The characters of `missing` are drawn by no font, and so are in no file.
    pub fn program_text(&self, book: &BookConfig, missing: &BTreeSet<char>) -> ProgramText {
        let locale = self.locale;
        let drawn = |line: &String| line.chars().filter(|c| !missing.contains(c)).collect::<String>();
        let as_set = |line: &String| controlled(&isolate_text(&drawn(line), self.base));
        ProgramText {
            zero: self.numerals.digit(0),
            joins: [&locale.join.separator, &locale.join.pair, &locale.join.last].map(String::clone),
            image: locale.words.image.clone(),
            missing_image: locale.words.missing_image.clone(),
            notes: locale.matter.notes.clone(),
            colophon: locale.matter.colophon.clone(),
            publisher: book.publisher.clone(),
            lines: self.printed_lines(book).iter().map(as_set).collect(),
        }
    }

    /// The lines of colophon, covers, contents and title page.
    fn printed_lines(&self, book: &BookConfig) -> Vec<String> {
        let mut lines = self.page_colophon.clone();
        lines.extend(self.name_lines.iter().cloned());
        lines.push(format!("{} {REBUILD}", self.locale.colophon.rebuild));
        lines.push(self.locale.matter.contents.clone());
        lines.extend(
            [&book.description, &book.rights, &book.url]
                .into_iter()
                .flatten()
                .cloned(),
        );
        // As covers isolate it, beside their QR code.
        lines.extend(book.url.iter().map(|url| format!("\u{2066}{url}\u{2069}")));
        // The digits below a barcode.
        lines.extend(book.isbn.iter().map(|isbn| isbn.digits.clone()));
        lines.extend(book.series.iter().cloned());
        lines
    }
}
