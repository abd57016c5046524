//! Everyday sentences in four languages, with a number, a Latin word or an address in each: what is drawn, that nothing is drawn over
//! anything, and what readers find of it.
//!
//! As in `numbers`, an English book in the same font has each piece as it must be seen, where UAX#9 leaves it alone.

use std::collections::BTreeMap;

use super::Built;
use super::numbers::{holds, shapes};
use super::page::Row;
use crate::support::drawn::{expect_apart, expect_inside, letters};
use crate::support::judges;
use crate::support::program::Book;

/// A language, the family that its books are set in, and the least that poppler, pdfium and mupdf may find of its sentences: words
/// whole and in order, with marks and punctuation and without.
type Language = (&'static str, &'static str, [[f64; 2]; 3]);

const LANGUAGES: [Language; 4] = [
    ("ar", "Amiri", [[0.6, 0.72], [0.98, 0.99], [0.99, 0.99]]),
    ("fa", "Vazirmatn", [[0.61, 0.71], [0.98, 0.99], [0.99, 0.99]]),
    ("he", "Frank Ruhl Libre", [[0.57, 0.67], [0.98, 0.99], [0.99, 0.99]]),
    ("ur", "Noto Nastaliq Urdu", [[0.64, 0.72], [0.98, 0.99], [0.99, 0.99]]),
];

/// A sentence.
struct Sentence {
    text: &'static str,
    /// What must be seen in it.
    seen: &'static str,
    /// Whether readers are asked for it.
    asked: bool,
}

/// The sentences of a language.
fn sentences(language: &str) -> Vec<Sentence> {
    let lines = include_str!("../../fixtures/sentences.tsv").lines();
    let fields = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    let own = fields.filter(|fields| fields[0] == language);
    own.map(|fields| Sentence {
        text: fields[1],
        seen: fields[2],
        asked: fields.len() == 3,
    })
    .collect()
}

/// A book of paragraphs, set in a family.
fn built(language: &str, family: &str, paragraphs: &[&str]) -> Built {
    let keys = format!(
        "[book]\ntitle = \"A\"\nlanguage = \"{language}\"\nslug = \"one\"\ndate = \"2026-11-28\"\n[pdf]\nfont = \"{family}\"\ncontents = false\n"
    );
    let text = format!("# A\n\n{}\n", paragraphs.join("\n\n"));
    Built::drawn(Book::new().with("book.toml", keys).with("text.md", text))
}

/// The rows of a text's paragraphs, one each: those of the page that the text begins on and further ones, but for heads and numbers.
fn rows<'b>(built: &'b Built, count: usize, has: &dyn Fn(&Row, usize) -> bool) -> Vec<&'b Row> {
    let mut at = 0;
    (0..count)
        .map(|number| {
            let found = built.rows.iter().enumerate().skip(at).find(|(_, row)| has(row, number));
            let (index, row) = found.unwrap_or_else(|| panic!("paragraph {number} has no row"));
            at = index + 1;
            row
        })
        .collect()
}

#[test]
fn everyday_sentences_are_drawn_in_order_and_found() {
    for (language, family, floors) in LANGUAGES {
        let sentences = sentences(language);
        let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text).collect();
        let seen: Vec<&str> = sentences.iter().map(|sentence| sentence.seen).collect();
        let (book, reference) = (built(language, family, &texts), built("en", family, &seen));
        // Each row is known by the letters that it has, whatever their order.
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
            letters.sort_unstable();
            letters
        };
        let has = |texts: &[&str], row: &Row, number: usize| sorted(&row.left_to_right()) == sorted(texts[number]);
        let own = rows(&book, texts.len(), &|row, number| has(&texts, row, number));
        let english = rows(&reference, seen.len(), &|row, number| has(&seen, row, number));
        // Nastaliq's spaces are not those of the English book, so that its distances say nothing.
        let compared = if language == "ur" { 0 } else { own.len() };
        for ((row, wanted), Sentence { text, seen, .. }) in own.iter().zip(&english).zip(&sentences).take(compared) {
            let wanted = shapes(&reference, wanted, 419.0);
            assert!(!wanted.is_empty(), "{seen}");
            assert!(holds(&shapes(&book, row, 419.0), &wanted), "{text}: not drawn {seen}");
        }
        let letters = letters(&book.pdf);
        expect_inside(&letters);
        if language != "ur" {
            expect_apart(&letters);
        }
        let asked = sentences.iter().filter(|sentence| sentence.asked);
        readers(
            &book,
            &asked.map(|sentence| sentence.text).collect::<Vec<_>>(),
            language,
            floors,
        );
    }
}

fn readers(book: &Built, texts: &[&str], language: &str, floors: [[f64; 2]; 3]) {
    let reference = book.pdf.with_extension("reference.txt");
    std::fs::write(&reference, texts.join("\n")).unwrap();
    let found: BTreeMap<String, [f64; 2]> = judges::words(&reference, &book.pdf)
        .into_iter()
        .map(|words| (words.reader, [words.exact, words.bare]))
        .collect();
    println!("{language}: {found:?}");
    for (reader, least) in ["poppler", "pdfium", "mupdf"].into_iter().zip(floors) {
        let found = found[reader];
        let enough = found.iter().zip(least).all(|(found, least)| *found >= least);
        assert!(enough, "{language}, {reader}: {found:?}");
    }
}
