//! Pages to be looked at while a book is written: laid out without a text layer, told apart by how they look, drawn one by one.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use rayon::prelude::*;
use typst::layout::{Frame, FrameItem};
use typst::utils::hash128;
use typst_layout::{Page, PagedDocument};
use typst_svg::SvgOptions;

use super::placing::imposed;
use super::sheets::{paint, without_tags};
use super::texts::{Opened, PageText, opened, visit};
use super::world::FontSet;
use super::{cover, data, drawing, folios, interior, justification, layout, overfull, slugs};
use crate::diagnostic::{Diagnostic, Report};
use crate::document::Folio;
use crate::edition::Edition;
use crate::imposition::{Imposition, SheetOptions};

/// Laid-out pages, each known by its look: a number of 128 bits that two pages share which are drawn alike.
pub struct ScreenPages {
    document: PagedDocument,
    looks: Vec<u128>,
    opened: OnceLock<Vec<Opened>>,
}

/// The sides of a booklet's sheets, and what lies where on them.
pub struct ScreenSheets {
    /// The sides, in the order in which they are printed.
    pub sides: ScreenPages,
    /// What lies where.
    pub imposition: Imposition,
}

impl ScreenPages {
    /// Lays out the pages of the text.
    pub fn lay_out(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Self> {
        let (document, _) = interior(edition, fonts, report)?;
        Some(Self::of(document))
    }

    /// Lays out the cover, a page by itself.
    pub fn cover(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Self> {
        cover::page(edition, fonts, report).map(Self::of)
    }

    /// Places the pages on the sheets of a paper, as the book's booklet wants it.
    ///
    /// # Errors
    /// A finding where the pages do not fit.
    pub fn sheets(&self, edition: &Edition, fonts: &FontSet, sheets: SheetOptions) -> Result<ScreenSheets, Diagnostic> {
        let size = edition.config.pdf.paper.size();
        let imposition = imposed(edition, self.count(), size, sheets).map_err(|problem| {
            let message = format!("the booklet on {paper} cannot be made: {problem}", paper = sheets.paper);
            Diagnostic::error("booklet", message)
        })?;
        let slugs = slugs::all(edition, self.count(), size, fonts)?;
        let slugs = slugs
            .iter()
            .find(|slugs| slugs.sheets == sheets)
            .map(|slugs| &slugs.lines);
        Ok(ScreenSheets {
            sides: Self::of(paint(&self.document, &imposition, slugs)),
            imposition,
        })
    }

    fn of(document: PagedDocument) -> Self {
        let looks = document.pages().par_iter().map(|page| hash128(&Look(page))).collect();
        Self {
            document,
            looks,
            opened: OnceLock::new(),
        }
    }

    /// Lets go of what Typst remembers of the layouts before these pages, where it would weigh: a small book's is kept, so that what is
    /// undone is laid out at once.
    pub fn let_go_of_earlier(&self) {
        layout::let_go_of_earlier(&self.document);
    }

    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.looks.len()
    }

    /// The looks of all pages, in order.
    pub fn looks(&self) -> &[u128] {
        &self.looks
    }

    /// Width and height of a page in points; pages are counted from 0.
    pub fn size(&self, page: usize) -> Option<(f64, f64)> {
        let size = self.document.pages().get(page)?.frame.size();
        Some((size.x.to_pt(), size.y.to_pt()))
    }

    /// A page as a drawing: an SVG in which letters are outlines and no link leads anywhere.
    pub fn svg(&self, page: usize) -> Option<String> {
        let page = self.document.pages().get(page)?;
        let page = Page {
            frame: without_tags(&page.frame, false),
            ..page.clone()
        };
        Some(drawing::gathered(&typst_svg::svg(&page, &SvgOptions::default())))
    }

    /// Where the pages begin in the text.
    pub fn folios(&self, edition: &Edition) -> Vec<Folio> {
        folios::folios(&self.document, &edition.first().on_paper, edition.first().numerals)
    }

    /// Says what is to be said of the finished pages: lines that are too loose, words that stand out.
    pub fn inspect(&self, edition: &Edition, report: &mut Report) {
        let volume = edition.first();
        let (document, name) = (&volume.on_paper, edition.name.as_deref());
        justification::report(&self.document, document, data::leading(edition), name, report);
        overfull::find(&self.document, volume.direction).report(document, name, report);
    }

    /// Calls `each` for every piece of text on a page, in the order in which they are drawn.
    pub fn texts(&self, page: usize, each: &mut dyn FnMut(PageText<'_>)) {
        let opened = self.opened.get_or_init(|| opened(&self.document));
        if let (Some(page), Some(opened)) = (self.document.pages().get(page), opened.get(page)) {
            visit(&page.frame, opened, each);
        }
    }
}

/// What of a page is drawn: not its tags, which change with every letter before them, and not its links.
struct Look<'a>(&'a Page);

impl Hash for Look<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fill.hash(state);
        drawn(&self.0.frame, state);
    }
}

fn drawn<H: Hasher>(frame: &Frame, state: &mut H) {
    frame.size().hash(state);
    for (at, item) in frame.items() {
        match item {
            FrameItem::Tag(_) | FrameItem::Link(..) => continue,
            FrameItem::Group(group) => {
                group.transform.hash(state);
                group.clip.hash(state);
                0xfe_u8.hash(state);
                drawn(&group.frame, state);
            }
            FrameItem::Text(text) => text.hash(state),
            FrameItem::Shape(shape, _) => shape.hash(state),
            FrameItem::Image(image, size, _) => (image, size).hash(state),
        }
        at.hash(state);
    }
    0xff_u8.hash(state);
}
