//! Proofreading: finished files are taken apart and compared, word by word, with the manuscript.
//!
//! Nothing here trusts what made the files. An EPUB is opened by its container and read along its spine; a PDF's glyphs are gathered
//! from its content streams, read by the fonts' own ToUnicode tables and put into lines by where they stand. What an output must hold
//! is reckoned from the [`Document`] alone ([`expected`]): each word of the author's once and in order, notes as a text of their own,
//! and what the program adds in its place. EPUB and plain text are compared exactly; pages by letters and digits, without marks and
//! punctuation ([`visual`]). A word lost, changed, doubled or out of order is an error at its place in the manuscript.

mod align;
mod compare;
mod epub;
mod exact;
mod expected;
mod fault;
mod finding;
mod geometry;
mod letters;
mod lines;
mod marks;
mod matching;
mod pdf;
mod reading;
mod run;
mod seen;
mod setting;
mod shapes;
mod sheets;
mod shown;
mod text;
mod visual;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::artifact::{Artifact, Format};
use crate::diagnostic::{Diagnostic, Location, Report};
use crate::document::{Document, Inline};
use crate::fonts::Family;
use crate::imprint::{Credit, ProgramText};
use exact::{Tokens, compare};
use expected::Expected;
use finding::{Difference, Tally};
use reading::Reading;
use run::{Medium, own_run};
use shapes::Faces;
use sheets::{Known, Side};
use shown::Text;

/// A book as its files should show it.
#[derive(Clone)]
pub struct ExpectedBook<'a> {
    /// The text.
    pub document: &'a Document,
    /// The same as pages have it.
    pub on_paper: &'a Document,
    /// The title.
    pub title: &'a [Inline],
    /// The subtitle.
    pub subtitle: Option<&'a [Inline]>,
    /// The authors' names.
    pub authors: &'a [Vec<Inline>],
    /// The contributors, by what they did.
    pub credits: &'a [Credit],
    /// The language's tag, by which text is shaped.
    pub language: &'a str,
    /// Whether the book is written from right to left.
    pub right_to_left: bool,
    /// The families that it is set in.
    pub families: &'a [Arc<Family>],
    /// The characters that no family has: pages show signs in their place.
    pub missing: &'a BTreeSet<char>,
    /// Whether its theme is its own, which may arrange pages as it likes.
    pub own_theme: bool,
    /// What the program adds.
    pub program: ProgramText,
    /// Where what is quoted stands, if it is not in the text: a title, a name, the configuration as a whole.
    pub place: &'a (dyn Fn(&str) -> Option<Location> + Sync),
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
    /// What could not be compared, a sentence each.
    pub notes: Vec<String>,
}

/// Proves the files of one book.
pub struct Prover<'a> {
    book: ExpectedBook<'a>,
    /// The text as pages show it, made when the first PDF is proved.
    pages: OnceLock<Text>,
    faces: Faces<'a>,
    /// The pages of the reading PDF, known once that is proved.
    known: OnceLock<Known>,
}

impl<'a> Prover<'a> {
    /// A prover of a book's files.
    pub fn new(book: ExpectedBook<'a>) -> Self {
        Self {
            pages: OnceLock::new(),
            faces: Faces::of(book.families, book.language),
            known: OnceLock::new(),
            book,
        }
    }

    /// Compares a file with the book and reports the first word that differs; none where the file has no text. Sheets, and pages for
    /// a print shop, are compared with the reading PDF: it is to be proved before them.
    pub fn prove(&self, artifact: &Artifact, report: &mut Report) -> Option<Proof> {
        if !artifact.whole {
            return None;
        }
        let proved = match artifact.format {
            Format::Pdf => self.pages(artifact, report),
            Format::Booklet => self.placed(artifact, Side::Sheet, report),
            Format::Print => self.placed(artifact, Side::Page, report),
            Format::Epub => self.epub(artifact, report),
            Format::Text => self.text(artifact, report),
            Format::Cover => return None,
        };
        match proved {
            Ok((words, of, notes)) => Some(Proof {
                format: artifact.format,
                name: artifact.name.clone(),
                words,
                of,
                notes,
            }),
            Err(error) => {
                let finding = Diagnostic::error("proof", format!("{} cannot be read: {error}", artifact.name));
                report.add(finding.located((self.book.place)("").unwrap_or(Location::Nowhere)));
                None
            }
        }
    }

    fn epub(&self, artifact: &Artifact, report: &mut Report) -> Result<Proved, String> {
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
        tally.report(&artifact.name, &expected, self.book.place, report);
        let (words, of) = tally.count(&expected);
        Ok((words, of, Vec::new()))
    }

    fn text(&self, artifact: &Artifact, report: &mut Report) -> Result<Proved, String> {
        let parts = text::read(&artifact.bytes, &self.book.program)?;
        let expected = Expected::of(&self.book, Medium::Text);
        let mut tally = Tally::new(expected.words.len());
        let notes = own_run(&self.book.program.notes, self.book.right_to_left);
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
        tally.report(&artifact.name, &expected, self.book.place, report);
        let (words, of) = tally.count(&expected);
        Ok((words, of, Vec::new()))
    }

    fn pages(&self, artifact: &Artifact, report: &mut Report) -> Result<Proved, String> {
        let text = self.pages.get_or_init(|| self.page_text());
        let mut tally = Tally::new(text.expected.words.len());
        let reading = Reading {
            text,
            zero: self.book.program.zero,
            own_theme: self.book.own_theme,
            rtl: self.book.right_to_left,
        };
        let (notes, known) = reading.prove(&artifact.bytes, &self.faces, &mut tally)?;
        let _ = self.known.set(known);
        tally.report(&artifact.name, &text.expected, self.book.place, report);
        let (words, of) = tally.count(&text.expected);
        Ok((words, of, notes))
    }

    /// Sheets and a print shop's pages, which hold what the reading PDF holds.
    fn placed(&self, artifact: &Artifact, side: Side, report: &mut Report) -> Result<Proved, String> {
        let text = self.pages.get_or_init(|| self.page_text());
        let mut tally = Tally::new(text.expected.words.len());
        let (words, of) = tally.count(&text.expected);
        let Some(known) = self.known.get() else {
            let note = "its pages were not compared: there is no reading PDF to compare them with".into();
            return Ok((words, of, vec![note]));
        };
        let placed = known.prove(
            &artifact.bytes,
            &self.faces,
            &artifact.lines,
            side,
            &text.expected,
            &mut tally,
        )?;
        // A print shop's pages may come without the covers.
        let whole = side == Side::Sheet;
        let inner = placed.iter().position(|times| *times > 0).unwrap_or(0);
        let end = placed.iter().rposition(|times| *times > 0).map_or(0, |last| last + 1);
        if whole {
            known.count(&placed, &text.expected, &mut tally);
        } else {
            let covered: Vec<usize> = (0..placed.len())
                .map(|page| {
                    if (inner..end).contains(&page) {
                        placed.get(page).copied().unwrap_or(0)
                    } else {
                        1
                    }
                })
                .collect();
            known.count(&covered, &text.expected, &mut tally);
        }
        tally.report(&artifact.name, &text.expected, self.book.place, report);
        Ok((words, of, Vec::new()))
    }

    fn page_text(&self) -> Text {
        let (program, rtl) = (&self.book.program, self.book.right_to_left);
        let named = [&program.notes, &program.colophon]
            .into_iter()
            .chain(&program.publisher);
        let lines = shown::own_runs(named.chain(&program.lines), rtl);
        Text::new(Expected::of(&self.book, Medium::Page), lines)
    }
}

/// The words found, how many there are, and what could not be compared.
type Proved = (usize, usize, Vec<String>);
