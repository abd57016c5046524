//! How a finished PDF wants to be printed: viewer preferences, page layout and page boxes.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::PageBox;
use super::sheets::save;
use super::source::{Source, damaged};
use crate::diagnostic::{Diagnostic, Report};
use crate::imposition::{Binding, Flip, Rect};

/// Whether and how the printer turns sheets (ISO 32000-1, table 150, `Duplex`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplex {
    /// One side only.
    Simplex,
    /// Both sides, turned about the short edge.
    ShortEdge,
    /// Both sides, turned about the long edge.
    LongEdge,
}

impl From<Option<Flip>> for Duplex {
    fn from(flip: Option<Flip>) -> Self {
        match flip {
            None => Self::Simplex,
            Some(Flip::ShortEdge) => Self::ShortEdge,
            Some(Flip::LongEdge) => Self::LongEdge,
        }
    }
}

/// How a viewer shows the pages at first (ISO 32000-1, table 28, `PageLayout`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageLayout {
    /// One at a time.
    SinglePage,
    /// Two side by side, the first alone, as in an open book with a cover.
    TwoPageRight,
}

/// A page's boxes, in points from its MediaBox's top left corner, y downwards (ISO 32000-1, 14.11.2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Boxes {
    /// What is printed beyond the trim, for the knife's sake.
    pub bleed: Rect,
    /// What remains after cutting.
    pub trim: Rect,
}

/// What [`prefer`] sets; whatever is `None` or empty stays as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preferences {
    /// How the printer turns sheets.
    pub duplex: Option<Duplex>,
    /// Whether the print dialogue starts at 100 % and picks paper by the page's size.
    pub actual_size: bool,
    /// How the pages are shown at first.
    pub layout: Option<PageLayout>,
    /// On which side it is bound.
    pub direction: Option<Binding>,
    /// Boxes page by page; none, or one for each page.
    pub boxes: Vec<Boxes>,
}

impl Preferences {
    /// Sets what belongs into the catalogue, `known` being the viewer preferences that it has already.
    pub(super) fn write_to(&self, catalogue: &mut Dictionary, known: Option<Dictionary>) {
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        let mut viewer = known.unwrap_or_default();
        if let Some(duplex) = self.duplex {
            let value = match duplex {
                Duplex::Simplex => "Simplex",
                Duplex::ShortEdge => "DuplexFlipShortEdge",
                Duplex::LongEdge => "DuplexFlipLongEdge",
            };
            viewer.set("Duplex", name(value));
        }
        if self.actual_size {
            viewer.set("PrintScaling", name("None"));
            viewer.set("PickTrayByPDFSize", true);
        }
        if let Some(direction) = self.direction {
            viewer.set(
                "Direction",
                name(if direction == Binding::Right { "R2L" } else { "L2R" }),
            );
        }
        if !viewer.is_empty() {
            catalogue.set("ViewerPreferences", viewer);
        }
        if let Some(layout) = self.layout {
            let value = match layout {
                PageLayout::SinglePage => "SinglePage",
                PageLayout::TwoPageRight => "TwoPageRight",
            };
            catalogue.set("PageLayout", name(value));
        }
    }
}

/// Sets preferences and boxes in a finished PDF and leaves everything else as it is.
///
/// # Errors
/// A finding where the PDF cannot be read, or where there are boxes for another number of pages than it has.
pub fn prefer(pdf: &[u8], preferences: &Preferences) -> Result<Vec<u8>, Diagnostic> {
    let source = Source::read(pdf, PageBox::Media, &mut Report::new())?;
    let catalogue = source.document.catalog().map_err(|_| damaged("it has no catalogue"))?;
    let known = source.dictionary(catalogue, b"ViewerPreferences").cloned();
    let mut document = if preferences.boxes.is_empty() {
        source.document
    } else {
        set_boxes(source, &preferences.boxes)?
    };
    if let Ok(catalogue) = document.catalog_mut() {
        preferences.write_to(catalogue, known);
    }
    save(cleaned(document), &[pdf, format!("{preferences:?}").as_bytes()])
}

/// The document with its pages' boxes set.
pub(super) fn set_boxes(source: Source, boxes: &[Boxes]) -> Result<Document, Diagnostic> {
    let ids: Vec<ObjectId> = source.pages().iter().map(|page| page.id).collect();
    if boxes.len() != ids.len() {
        let message = format!(
            "there are boxes for {} pages, but the PDF has {}",
            boxes.len(),
            ids.len()
        );
        return Err(Diagnostic::error("impose-boxes", message));
    }
    let media: Vec<Option<Vec<f64>>> = ids.iter().map(|id| media_box(&source, *id)).collect();
    let Source { mut document, .. } = source;
    for ((id, boxes), media) in ids.iter().zip(boxes).zip(media) {
        let (Ok(page), Some(&[x0, _, _, y1])) = (document.get_dictionary_mut(*id), media.as_deref()) else {
            return Err(damaged("a page has no MediaBox of its own"));
        };
        page.set("BleedBox", corners(boxes.bleed, x0, y1));
        page.set("TrimBox", corners(boxes.trim, x0, y1));
    }
    Ok(document)
}

fn media_box(source: &Source, page: ObjectId) -> Option<Vec<f64>> {
    source.numbers(source.document.get_dictionary(page).ok()?, b"MediaBox")
}

/// The rectangle in the page's own space, whose top left corner is at (`left`, `top`).
fn corners(area: Rect, left: f64, top: f64) -> Vec<Object> {
    [left + area.x0, top - area.y1, left + area.x1, top - area.y0]
        .map(|number| Object::Real(number as f32))
        .to_vec()
}

/// The document without what only described the file that it was read from.
pub(super) fn cleaned(mut document: Document) -> Document {
    let mut trailer = Dictionary::new();
    for key in [b"Root".as_slice(), b"Info", b"ID"] {
        if let Ok(value) = document.trailer.get(key) {
            trailer.set(key, value.clone());
        }
    }
    document.trailer = trailer;
    let describes_the_file = |object: &Object| matches!(object.type_name(), Ok(b"ObjStm" | b"XRef"));
    document.objects.retain(|_, object| !describes_the_file(object));
    document.max_id = document.objects.keys().next_back().map_or(0, |id| id.0);
    document
}
