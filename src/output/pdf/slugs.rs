//! The lines that name the sheets of a book's booklets. They are set with the pages, before the text layer is mended: so the fonts
//! that are derived for it are the pages' own, and a booklet embeds each once.

use typst_layout::PagedDocument;

use super::loose::{Voice, slug_lines, slug_texts};
use super::placing::imposed;
use super::text_layer::{self, Mended};
use super::world::FontSet;
use crate::diagnostic::Diagnostic;
use crate::document::controlled;
use crate::edition::Edition;
use crate::imposition::{SheetOptions, Size};

/// The slug lines of the sheets of one booklet.
pub struct Slugs {
    /// How its pages are laid.
    pub sheets: SheetOptions,
    /// What they say, a line a side.
    pub texts: Vec<String>,
    /// The lines, a page a side.
    pub lines: PagedDocument,
}

/// The slug lines of all booklets of so many pages, none where the book wants none. A paper that the pages do not fit is left
/// out: that is told where its sheets are made.
///
/// # Errors
/// A finding where Typst fails, which would be a fault of this program.
pub fn all(edition: &Edition, pages: usize, size: Size, fonts: &FontSet) -> Result<Vec<Slugs>, Diagnostic> {
    let volume = edition.first();
    let booklet = &edition.config.booklet;
    let voice = Voice {
        locale: volume.locale,
        numerals: volume.numerals,
        family: &volume.family.name,
    };
    let (title, version) = (controlled(&volume.title), &volume.imprint.version);
    let set = |sheets| {
        let imposition = imposed(edition, pages, size, sheets).ok()?;
        let texts = slug_texts(&imposition, &[&title, version], voice);
        Some(slug_lines(&imposition, &texts, voice, fonts).map(|lines| Slugs { sheets, texts, lines }))
    };
    let wanted = booklet.sheets().filter(|sheets| sheets.marks.slug);
    wanted.filter_map(set).collect()
}

/// Pages and slug lines with their text layer mended.
pub fn mended(document: &PagedDocument, slugs: Vec<Slugs>) -> (Mended, Vec<Slugs>) {
    let lines: Vec<PagedDocument> = slugs.iter().map(|slugs| slugs.lines.clone()).collect();
    let (mended, lines) = text_layer::mend_with(document, &lines);
    let slugs = slugs.into_iter().zip(lines);
    (mended, slugs.map(|(slugs, lines)| Slugs { lines, ..slugs }).collect())
}
