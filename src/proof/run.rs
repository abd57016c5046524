//! Runs of text that an output must hold, letter by letter, each with the word that it belongs to.

use crate::diagnostic::Span;

/// The word of a character that the program added.
pub(super) const OWN: u32 = u32::MAX;

/// What kind of output the text is expected in: each adds marks and labels of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Medium {
    /// Pages: note marks in the text, numbers before headings and items; directions matter.
    Page,
    /// XHTML: numbers before headings; what leads to notes and back is told apart by its markup.
    Epub,
    /// Plain text: note marks in brackets, addresses of links, descriptions of pictures.
    Text,
}

/// A character, and the word that it belongs to ([`OWN`] for the program's).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) c: char,
    pub(super) word: u32,
}

/// A paragraph, heading, cell or line of code.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) units: Vec<Unit>,
    /// Whether it is set from right to left.
    pub(super) rtl: bool,
    /// Whether a theme may leave it out: a number beside the text.
    pub(super) optional: bool,
    /// Whether it stands in one block with what follows: a heading's number.
    pub(super) joins: bool,
    /// Whether each line of it is put in order by itself, as lines of code are where they go on below.
    pub(super) by_line: bool,
}

/// A word of the author's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Its place in the manuscript; none for a title or name, which `book.toml` gives.
    pub(super) span: Option<Span>,
    /// Whether it has a letter or digit, so that it counts as a word.
    pub(super) counts: bool,
}

/// A run of the program's own words.
pub(super) fn own_run(text: &str, rtl: bool) -> Run {
    let units = text.chars().map(|c| Unit { c, word: OWN }).collect();
    Run {
        units,
        rtl,
        ..Run::default()
    }
}

impl Run {
    /// Adds what the program writes.
    pub(super) fn own(&mut self, text: &str) {
        self.units.extend(text.chars().map(|c| Unit { c, word: OWN }));
    }

    pub(super) fn own_if(&mut self, condition: bool, text: &str) {
        if condition {
            self.own(text);
        }
    }

    /// The same run where the program repeats it.
    pub(super) fn repeated(&self) -> Self {
        let units = self.units.iter().map(|unit| Unit { word: OWN, ..*unit }).collect();
        Self { units, ..*self }
    }
}
