//! Pages' boxes (ISO 32000-1, 14.11.2).

use lopdf::{Document, Object, ObjectId};

use super::file::{damaged, number};
use crate::diagnostic::Diagnostic;
use crate::imposition::Rect;

/// A page's boxes, in points from its MediaBox's top left corner, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Boxes {
    /// What is printed beyond the trim, for the knife's sake.
    pub bleed: Rect,
    /// What remains after cutting.
    pub trim: Rect,
}

/// Sets the boxes of every page.
///
/// # Errors
/// A finding where there are boxes for another number of pages than the document has.
pub fn set(document: &mut Document, boxes: &[Boxes]) -> Result<(), Diagnostic> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    if boxes.len() != pages.len() {
        let message = format!(
            "there are boxes for {} pages, but the PDF has {}",
            boxes.len(),
            pages.len()
        );
        return Err(Diagnostic::error("impose-boxes", message));
    }
    for (id, boxes) in pages.into_iter().zip(boxes) {
        let media = media_box(document, id);
        let (Ok(page), Some(&[x0, _, _, y1])) = (document.get_dictionary_mut(id), media.as_deref()) else {
            return Err(damaged("a page has no MediaBox of its own"));
        };
        page.set("BleedBox", corners(boxes.bleed, x0, y1));
        page.set("TrimBox", corners(boxes.trim, x0, y1));
    }
    Ok(())
}

fn media_box(document: &Document, page: ObjectId) -> Option<Vec<f64>> {
    let given = document.get_dictionary(page).ok()?.get(b"MediaBox").ok()?;
    let corners = document.dereference(given).ok()?.1.as_array().ok()?;
    let corners = corners.iter();
    corners
        .map(|corner| number(document.dereference(corner).ok()?.1))
        .collect()
}

/// The rectangle in the page's own space, whose top left corner is at (`left`, `top`).
fn corners(area: Rect, left: f64, top: f64) -> Vec<Object> {
    [left + area.x0, top - area.y1, left + area.x1, top - area.y0]
        .map(|number| Object::Real(number as f32))
        .to_vec()
}
