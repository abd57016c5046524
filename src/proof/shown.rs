//! What pages may show: the text of a book, and what the program adds or repeats.

use super::expected::{Expected, Run};
use super::visual::{Paragraph, Place, paragraphs};

/// The text of a book as pages should show it.
pub(super) struct Text {
    pub(super) expected: Expected,
    pub(super) main: Vec<Paragraph>,
    pub(super) notes: Vec<Paragraph>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) rtl: bool,
}

/// Something that the program adds, or repeats.
pub(super) struct Phrase {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) kind: Kind,
    /// How often it may stand on one page.
    pub(super) often: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The title, a name: it must stand somewhere. Its place in `Expected::front`.
    Front(usize),
    /// A heading, a line of the colophon.
    Own,
    /// The head of a table, repeated.
    Head,
}

/// How far the pages have come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) main: Place,
    pub(super) notes: Place,
}

impl Phrase {
    /// A line of the program's own.
    pub(super) fn own(line: &Run) -> Self {
        Self {
            paragraphs: paragraphs([line]),
            kind: Kind::Own,
            often: 1,
        }
    }
}

impl Text {
    /// Prepares the text; `own` is what the program adds, each a paragraph.
    pub(super) fn new(expected: Expected, own: impl Iterator<Item = Run>, rtl: bool) -> Self {
        let mut text = Self {
            main: paragraphs(&expected.main),
            notes: paragraphs(&expected.notes),
            phrases: Vec::new(),
            expected: Expected::default(),
            rtl,
        };
        for (index, run) in expected.front.iter().enumerate() {
            text.phrase(paragraphs([run]), Kind::Front(index));
        }
        own.for_each(|run| text.phrase(paragraphs([&run]), Kind::Own));
        expected
            .headings
            .iter()
            .for_each(|runs| text.phrase(paragraphs(runs), Kind::Own));
        expected
            .heads
            .iter()
            .for_each(|runs| text.phrase(paragraphs(runs), Kind::Head));
        Self { expected, ..text }
    }

    fn phrase(&mut self, paragraphs: Vec<Paragraph>, kind: Kind) {
        if paragraphs.is_empty() {
            return;
        }
        let letters = |paragraphs: &[Paragraph]| -> Vec<char> {
            paragraphs
                .iter()
                .flat_map(|paragraph| &paragraph.units)
                .filter(|unit| unit.is_letter())
                .map(|unit| unit.c)
                .collect()
        };
        let same = |phrase: &&mut Phrase| letters(&phrase.paragraphs) == letters(&paragraphs);
        match self.phrases.iter_mut().find(same) {
            Some(known) if kind == Kind::Own => known.often += 1,
            _ => self.phrases.push(Phrase {
                paragraphs,
                kind,
                often: 1,
            }),
        }
    }
}
