//! Proofreading: finished files are taken apart and compared, word by word, with the manuscript.
//!
//! Nothing here trusts what made the files. An EPUB is opened by its container and read along its spine; a PDF's glyphs are gathered
//! from its content streams, read by the fonts' own ToUnicode tables and put into lines by where they stand. What an output must hold
//! is reckoned from the [`Document`] alone ([`expected`]): each word of the author's once and in order, notes as a text of their own,
//! and what the program adds in its place. EPUB and plain text are compared exactly; pages by letters and digits, without marks and
//! punctuation ([`visual`]). A word lost, changed, doubled or out of order is an error at its place in the manuscript.

mod damage;
mod epub;
mod exact;
mod expected;
mod finding;
mod letters;
mod order;
mod pages;
mod pdf;
mod shown;
mod text;
mod visual;

use std::sync::OnceLock;

use crate::artifact::{Artifact, Format};
use crate::diagnostic::{Diagnostic, Report};
use crate::document::{Document, Inline};
use exact::{Tokens, compare};
use expected::{Expected, Medium, own_run};
use finding::{Difference, Tally};
use pages::Reading;
use shown::{Phrase, Text};

/// How many pages a theme's covers take, their inner sides too.
const COVERS: usize = 4;

/// A book as its files should show it.
#[derive(Debug, Clone)]
pub struct Book<'a> {
    /// The text.
    pub document: &'a Document,
    /// The title.
    pub title: &'a [Inline],
    /// The subtitle.
    pub subtitle: Option<&'a [Inline]>,
    /// The authors' names.
    pub authors: &'a [Vec<Inline>],
    /// The contributors' names.
    pub contributors: &'a [Vec<Inline>],
    /// Whether the book is written from right to left.
    pub right_to_left: bool,
    /// What the program adds.
    pub own: Own,
}

/// The words that the program adds to a book.
#[derive(Debug, Clone)]
pub struct Own {
    /// The digit for nothing, of the ten that the program numbers with.
    pub zero: char,
    /// What stands between names: between the first of many, between two, before the last of many.
    pub joins: [String; 3],
    /// What introduces the contributors in a line.
    pub with: String,
    /// What a picture is called where its description stands for it.
    pub image: String,
    /// What the notes are called.
    pub notes: String,
    /// What the colophon is called.
    pub colophon: String,
    /// The publisher.
    pub publisher: Option<String>,
    /// Everything else that it may print: lines of the colophon, the description, names of parts. Each stands at most once on a page.
    pub lines: Vec<String>,
}

impl Own {
    /// A number in the book's digits.
    fn number(&self, number: u64) -> String {
        let digit = |c: char| char::from_u32(u32::from(self.zero) + c.to_digit(10)?);
        number.to_string().chars().filter_map(digit).collect()
    }
}

/// What the proof of one file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What the file is.
    pub format: Format,
    /// Its name.
    pub name: String,
    /// How many of the author's words it holds in order.
    pub words: usize,
    /// How many the author wrote: text, notes, title, names.
    pub of: usize,
}

/// Proves the files of one book.
pub struct Prover<'a> {
    book: Book<'a>,
    /// The text as pages show it, made when the first PDF is proved.
    pages: OnceLock<Text>,
}

impl<'a> Prover<'a> {
    /// A prover of a book's files.
    pub fn new(book: Book<'a>) -> Self {
        Self {
            book,
            pages: OnceLock::new(),
        }
    }

    /// Compares a file with the book and reports the first word that differs; none where the file has no text.
    pub fn prove(&self, artifact: &Artifact, report: &mut Report) -> Option<Proof> {
        if !artifact.whole {
            return None;
        }
        let proved = match artifact.format {
            Format::Pdf | Format::Print => self.pages(artifact, false, report),
            Format::Booklet => self.pages(artifact, true, report),
            Format::Epub => self.epub(artifact, report),
            Format::Text => self.text(artifact, report),
            Format::Cover => return None,
        };
        match proved {
            Ok((words, of)) => Some(Proof {
                format: artifact.format,
                name: artifact.name.clone(),
                words,
                of,
            }),
            Err(error) => {
                report.add(Diagnostic::error(
                    "proof",
                    format!("{} cannot be read: {error}", artifact.name),
                ));
                None
            }
        }
    }

    fn epub(&self, artifact: &Artifact, report: &mut Report) -> Result<(usize, usize), String> {
        let pages = epub::read(&artifact.bytes)?;
        let expected = Expected::of(&self.book, Medium::Epub);
        let mut tally = Tally::new(expected.words.len());
        let parts = [
            (&expected.front, &pages.front, "title page"),
            (&expected.main, &pages.main, ""),
            (&expected.notes, &pages.notes, "notes"),
        ];
        for (runs, seen, place) in parts {
            compare(&Tokens::of(runs), seen, false, place, &mut tally);
        }
        tally.report(&artifact.name, &expected, report);
        Ok(tally.count(&expected))
    }

    fn text(&self, artifact: &Artifact, report: &mut Report) -> Result<(usize, usize), String> {
        let parts = text::read(&artifact.bytes, &self.book.own)?;
        let expected = Expected::of(&self.book, Medium::Text);
        let mut tally = Tally::new(expected.words.len());
        let notes = own_run(&self.book.own.notes, self.book.right_to_left);
        let heading = (!expected.notes.is_empty()).then_some(&notes);
        let runs = expected
            .front
            .iter()
            .chain(&expected.main)
            .chain(heading)
            .chain(&expected.notes);
        compare(&Tokens::of(runs), &parts.body, true, "", &mut tally);
        parts
            .strange
            .into_iter()
            .for_each(|line| tally.add(Difference::strange(line, "colophon")));
        tally.report(&artifact.name, &expected, report);
        Ok(tally.count(&expected))
    }

    fn pages(&self, artifact: &Artifact, sheets: bool, report: &mut Report) -> Result<(usize, usize), String> {
        let leaves = pdf::read(&artifact.bytes, sheets)?;
        let text = self.pages.get_or_init(|| self.page_text());
        let mut tally = Tally::new(text.expected.words.len());
        // The pages between the covers are numbered as if those were there.
        let covers = if artifact.format == Format::Print { COVERS } else { 0 };
        let own = artifact.lines.iter().map(|line| Phrase::own(&own_run(line, text.rtl)));
        let own: Vec<Phrase> = own.collect();
        let mut reading = Reading::new(text, &own, leaves.len() + covers);
        let mut order: Vec<usize> = if sheets {
            order::by_text(&leaves, &text.main, text.rtl)
        } else if artifact.format == Format::Print && order::backwards(&leaves, &text.main, text.rtl) {
            (0..leaves.len()).rev().collect()
        } else {
            (0..leaves.len()).collect()
        };
        let mut read: Vec<&pdf::Leaf> = Vec::new();
        while !order.is_empty() {
            // A sheet's next page is the first that goes on with the text; a file's pages lie in order.
            let tried = if sheets { order.len() } else { 1 };
            let next = (0..tried).find(|at| {
                order
                    .get(*at)
                    .and_then(|leaf| leaves.get(*leaf))
                    .is_some_and(|leaf| reading.whole(leaf))
            });
            let Some(leaf) = leaves.get(order.remove(next.unwrap_or(0))) else {
                continue;
            };
            let copy = sheets && read.iter().any(|other| leaf.is_copy_of(other));
            if next.is_none() && !copy {
                let kind = if sheets { "sheet side" } else { "page" };
                reading.damaged(leaf, &format!("{kind} {}", leaf.page), &mut tally);
            }
            read.push(leaf);
        }
        reading.finish(&mut tally);
        tally.report(&artifact.name, &text.expected, report);
        Ok(tally.count(&text.expected))
    }

    fn page_text(&self) -> Text {
        let (own, rtl) = (&self.book.own, self.book.right_to_left);
        let named = [&own.with, &own.notes, &own.colophon].into_iter().chain(&own.publisher);
        let lines = named.chain(&own.lines).map(|line| own_run(line, rtl));
        Text::new(Expected::of(&self.book, Medium::Page), lines, rtl)
    }
}
