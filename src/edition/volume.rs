//! A volume: the text of an edition in one language, and all that goes by the language.

use std::sync::Arc;

use super::faces::Faces;
use crate::document::{BlockKind, Document, Inline, Matter};
use crate::fonts::Family;
use crate::imprint::Imprint;
use crate::locale::{Direction, LanguageTag, Locale, Numerals};
use crate::typography::{Base, isolate_text};

/// What a book says in one language: its text with title and names, what the program prints beside it, and what they are set in. A book
/// of two languages is two of them.
#[derive(Clone)]
pub struct Volume {
    /// The language (BCP 47).
    pub language: LanguageTag,
    /// The words of the language.
    pub locale: &'static Locale,
    /// The direction that it is written in.
    pub direction: Direction,
    /// The digits that the program numbers with.
    pub numerals: Numerals,
    /// The title, directions isolated.
    pub title: Vec<Inline>,
    /// The subtitle, directions isolated.
    pub subtitle: Option<Vec<Inline>>,
    /// The authors' names, directions isolated, in the order of `config.book.authors`.
    pub authors: Vec<Vec<Inline>>,
    /// What the program itself prints.
    pub imprint: Imprint,
    /// The text, after typography.
    pub document: Arc<Document>,
    /// The same as pages have it: with the addresses of its links as notes, where the edition wants that.
    pub on_paper: Arc<Document>,
    /// The family that the text is set in.
    pub family: Arc<Family>,
    /// The families of titles, of Latin words and of code.
    pub faces: Faces,
}

impl Volume {
    /// How many chapters the text has: its headings of the first level, front and back matter aside.
    pub fn chapters(&self) -> usize {
        let chapter = |kind: &BlockKind| matches!(kind, BlockKind::Heading(heading) if heading.is_chapter() && heading.matter == Matter::Body);
        self.document.blocks.iter().filter(|block| chapter(&block.kind)).count()
    }

    /// What the text is set in.
    pub fn base(&self) -> Base {
        Base {
            direction: self.direction,
            arabic: matches!(self.language.script(), "Arab" | "Aran"),
        }
    }

    /// A text by itself in the volume's direction, with its runs of the other one isolated.
    pub fn isolated(&self, text: &str) -> Vec<Inline> {
        isolate_text(text, self.base())
    }
}
