//! Everything on paper, and the cover: the only room that knows Typst.
//!
//! A book's pages are laid out once ([`Pages`]); the reading PDF, the booklets and the page list are made from the same pages.

mod barcode;
mod booklet;
mod cover;
mod cover_print;
mod data;
mod drawing;
mod export;
mod fit;
mod folios;
mod justification;
mod layout;
mod loose;
mod mirror;
mod named;
mod outline;
mod outlines;
mod overfull;
mod placing;
mod print_file;
mod qr;
mod screen;
mod shaping_hints;
mod sheets;
mod shop;
mod shop_check;
mod slugs;
pub mod text_layer;
mod texts;
mod unmended;
mod world;

use typst_layout::PagedDocument;

pub use booklet::PlacedSheets;
pub use cover::picture as cover;
pub use layout::forget;
pub use loose::{Voice, calibration, loose_pdf, slug_lines, slug_texts};
pub use screen::{ScreenPages, ScreenSheets};
pub use texts::{PageText, TextArea, TextOwner};
pub use unmended::{UNMENDED_FONT, UNMENDED_TEXT};
pub use world::FontSet;

use crate::artifact::{Artifact, Format};
use crate::diagnostic::{Diagnostic, Report};
use crate::document::Folio;
use crate::edition::Edition;
use crate::imposition::Size;
use crate::imposition::fit::Tuning;
use export::{Conformance, export};
use named::Named;
use slugs::Slugs;
use unmended::unmended;

/// A book's laid-out pages, their text layer mended.
pub struct Pages {
    document: Named,
    size: Size,
    folios: Vec<Folio>,
    fitted: Option<String>,
    slugs: Vec<Slugs>,
}

impl Pages {
    /// Lays out the book on its trim size.
    pub fn lay_out(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Self> {
        let mut laid = Laid::out(edition, fonts, report)?;
        let (mended, slugs) = slugs::mended(&laid.document, laid.slugs);
        unmended(&mended).into_iter().for_each(|finding| report.add(finding));
        (laid.document, laid.slugs) = (mended.document, slugs);
        Some(laid.into())
    }

    /// The pages with the text layer that the typesetter gives them, from which [`Self::lay_out`] goes on: what its text layer is
    /// measured against.
    pub fn as_typeset(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Self> {
        Laid::out(edition, fonts, report).map(Self::from)
    }

    /// What was done so that the pages fill their sheets, or why it could not be done, where it was asked for.
    pub fn fitted(&self) -> Option<&str> {
        self.fitted.as_deref()
    }

    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// Where the pages begin in the text, with their numbers as printed.
    pub fn folios(&self) -> &[Folio] {
        &self.folios
    }

    /// The reading PDF: single pages, tagged.
    pub fn reading(&self, edition: &Edition, report: &mut Report) -> Option<Artifact> {
        let bytes = export(edition, &self.document, Conformance::Reading, "pdf", Vec::new(), report)?;
        let stem = edition.config.book.stem();
        Some(Artifact {
            fonts: self.document.fonts().clone(),
            ..Artifact::new(Format::Pdf, &stem, "", bytes, Some(self.count()))
        })
    }
}

/// What was laid out, as the typesetter made it.
struct Laid {
    document: PagedDocument,
    size: Size,
    folios: Vec<Folio>,
    fitted: Option<String>,
    slugs: Vec<Slugs>,
}

impl Laid {
    fn out(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Self> {
        let volume = edition.first();
        let (document, fitted) = interior(edition, fonts, report)?;
        let size = edition.config.pdf.paper.size();
        layout::let_go(&document);
        let folios = folios::folios(&document, &volume.on_paper, volume.numerals);
        justification::report(
            &document,
            &volume.on_paper,
            data::leading(edition),
            edition.name.as_deref(),
            report,
        );
        overfull::find(&document, volume.direction).report(&volume.on_paper, edition.name.as_deref(), report);
        let slugs = told(slugs::all(edition, document.pages().len(), size, fonts), report)?;
        Some(Self {
            document,
            size,
            folios,
            fitted,
            slugs,
        })
    }
}

/// The pages of the text as the typesetter makes them, and what came of fitting them to their sheets.
fn interior(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<(PagedDocument, Option<String>)> {
    let size = edition.config.pdf.paper.size();
    let lay_out = |tuning, report: &mut Report| layout::lay_out(edition, layout::INTERIOR, size, tuning, fonts, report);
    let document = lay_out(Tuning::NONE, report)?;
    let (document, fitted) = match edition.config.booklet.bounds() {
        Some(bounds) => fit::fitted(document, bounds, lay_out, report)?,
        None => (document, None),
    };
    Some((outline::behind(document), fitted))
}

impl From<Laid> for Pages {
    fn from(laid: Laid) -> Self {
        Self {
            document: Named::new(laid.document),
            size: laid.size,
            folios: laid.folios,
            fitted: laid.fitted,
            slugs: laid.slugs,
        }
    }
}

/// What went well; what did not goes to the report.
fn told<T>(made: Result<T, Diagnostic>, report: &mut Report) -> Option<T> {
    made.map_err(|finding| report.add(finding)).ok()
}
