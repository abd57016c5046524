//! Reads a PDF: the glyphs of its pages with the text they stand for, and the structure that says what belongs together.
//!
//! The file's objects, streams and operators are taken apart by `hayro-syntax`; everything after that is ours, so that nothing of
//! what wrote the file has a part in reading it.

mod content;
mod font;
mod fonts;
mod glyph;
mod state;
mod structure;

use hayro_syntax::Pdf;

pub(super) use font::Font;
pub(super) use fonts::Fonts;
pub(super) use glyph::{Content, Glyph, Mark};
pub(super) use structure::{Piece, Stream};

/// A file that is being read, page by page.
pub(super) struct File {
    pdf: Pdf,
    pub(super) fonts: Fonts,
    /// Which codes of each font are used so far.
    pub(super) used: Vec<Vec<bool>>,
}

/// A page: its box (left, bottom, right, top), and what it shows.
pub(super) struct Page {
    pub(super) bounds: [f64; 4],
    pub(super) content: Content,
}

impl File {
    /// Opens a PDF. The error says why it cannot be read.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, String> {
        let pdf = Pdf::new(bytes.to_vec()).map_err(|error| format!("it cannot be read as a PDF: {error:?}"))?;
        Ok(Self {
            pdf,
            fonts: Fonts::default(),
            used: Vec::new(),
        })
    }

    /// How many pages it has.
    pub(super) fn len(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Reads a page, from 0; with `sheets`, what is inside each outermost clip is a part of its own.
    pub(super) fn page(&mut self, number: usize, sheets: bool) -> Option<Page> {
        let page = self.pdf.pages().get(number)?;
        let content = content::content(page, sheets, &mut self.fonts);
        self.used.resize_with(self.fonts.all().len(), Vec::new);
        for glyph in &content.glyphs {
            if let Some(used) = self.used.get_mut(usize::from(glyph.font)) {
                let code = usize::from(glyph.code);
                if used.len() <= code {
                    used.resize(code + 1, false);
                }
                if let Some(used) = used.get_mut(code) {
                    *used = true;
                }
            }
        }
        let bounds = page.intersected_crop_box();
        Some(Page {
            bounds: [bounds.x0, bounds.y0, bounds.x1, bounds.y1],
            content,
        })
    }

    /// The pieces of its structure in the order of reading; none where it is not tagged.
    pub(super) fn pieces(&self) -> Option<Vec<Piece>> {
        structure::pieces(&self.pdf)
    }
}
