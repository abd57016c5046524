//! Reads a PDF: the glyphs of its pages with the text they stand for, gathered into lines as the eye sees them.
//!
//! The file's objects, streams and operators are taken apart by `hayro-syntax`; everything after that is ours, so that nothing of
//! what wrote the file has a part in reading it.

mod content;
mod font;
mod lines;

use hayro_syntax::Pdf;

pub(super) use lines::{Letter, Line, Seam};

/// A page as a reader turns to it: a page of the file, or one of those placed on a sheet.
#[derive(Debug)]
pub(super) struct Leaf {
    /// The page of the file, from 1.
    pub(super) page: usize,
    /// Its lines from top to bottom.
    pub(super) lines: Vec<Line>,
}

impl Leaf {
    /// Whether another page shows the same lines: some sheets hold each page more than once.
    pub(super) fn is_copy_of(&self, other: &Self) -> bool {
        let pairs = || self.lines.iter().zip(&other.lines);
        self.lines.len() == other.lines.len() && pairs().all(|(a, b)| lines::same_letters(a, b))
    }
}

/// Reads a PDF's pages; with `sheets`, each clipped part of a page is a page by itself. The error says why it cannot be read.
pub(super) fn read(bytes: &[u8], sheets: bool) -> Result<Vec<Leaf>, String> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| format!("it cannot be read as a PDF: {error:?}"))?;
    let mut fonts = content::Fonts::default();
    let mut leaves = Vec::new();
    for (page, number) in pdf.pages().iter().zip(1..) {
        let glyphs = content::glyphs(page, sheets, &mut fonts);
        let parts = glyphs.iter().map(|glyph| glyph.part).max().map_or(1, |last| last + 1);
        for part in 0..parts {
            let lines = lines::lines(glyphs.iter().filter(|glyph| glyph.part == part));
            leaves.push(Leaf { page: number, lines });
        }
    }
    Ok(leaves)
}
